"""``workbench export``: the project as JSONL, and as training data for spaCy."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

import typer

from workbench.cli import report
from workbench.cli.export_foreign import add_formats
from workbench.cli.options import DB, As, Db, Json, application, examples
from workbench.cli.project import opened, somebody

if TYPE_CHECKING:
    from workbench.core.ledger import Ledger
    from workbench.training.verify import VerifyReport

app = application(
    "Write the project, or training data, to files.",
    "workbench export spacy exports/corpus --layers gold",
    "workbench export jsonl exports/project.jsonl --history",
)

Layers: TypeAlias = Annotated[
    str | None,
    typer.Option("--layers", metavar="WHOSE", help="gold, a NAME, NAME,NAME or majority:N."),
]
Discontinuous: TypeAlias = Literal["fragments", "covering", "drop"]
Force: TypeAlias = Annotated[bool, typer.Option("--force", help="Replace an earlier export.")]


@app.command(
    epilog=examples(
        "workbench export spacy exports/news --layers gold",
        "workbench export spacy exports/news --layers ana,ben --group --force",
        "workbench export spacy exports/news --where mention=name --priority EVENT,LAW",
        "workbench export spacy exports/news --layers majority:2 --rel --verify",
    )
)
def spacy(
    actor: As,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The folder to write.")],
    layers: Layers = None,
    group: Annotated[bool, typer.Option("--group", help="Labels by group: ACTOR, LAW, EVENT, …")] = False,
    priority: Annotated[
        str, typer.Option(metavar="LABEL,…", help="Labels or groups that win in doc.ents, before the longest does.")
    ] = "",
    ents_group: Annotated[
        str | None, typer.Option("--ents-group", metavar="GROUP", help="The only group in doc.ents.")
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY=VALUE", help="Only such spans in doc.ents; unset counts as the default."),
    ] = None,
    spans_key: Annotated[str, typer.Option("--spans-key", metavar="KEY", help="The group of all spans.")] = "sc",
    discontinuous: Annotated[
        Discontinuous, typer.Option(help="Spans of several fragments: one by one, what covers them, or none.")
    ] = "fragments",
    rel: Annotated[bool, typer.Option("--rel", help="Relations as doc._.rel too, for rel_component.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Refuse if something would be in no view.")] = False,
    verify: Annotated[bool, typer.Option("--verify", help="Read it all again with spaCy, and compare.")] = False,
    force: Force = False,
    db: Db = DB,
    json: Json = False,
) -> None:
    """Write training data for spaCy: finished documents as a corpus, with labels, configs and a ledger of all losses.

    Several names: of each document, the work of the first of them who has finished it.
    """
    from workbench.ingest.fingerprints import installed_fingerprint
    from workbench.training.memory import keep_freed
    from workbench.training.policy import Policy
    from workbench.training.project import Wishes, export_project

    names = tuple(name.strip() for name in priority.split(",") if name.strip())
    policy = Policy(group, names, ents_group, tuple(map(_pair, where or ())), spans_key, discontinuous, rel)
    wishes = Wishes(layers, policy, strict, force, ("workbench", "export", *_arguments()))
    keep_freed()
    with opened(db) as database, _bar() as advance:
        me = somebody(database, actor).id
        done = export_project(database, me, out, wishes, installed_fingerprint, advance)
    checked = _verified(out, sum(done.documents.values())) if verify else None
    if json:
        report.as_json({**done.to_json(), **({} if checked is None else {"verified": checked.to_json()})})
    else:
        told = ", ".join(f"{n} in {part}" for part, n in done.documents.items())
        report.say(f"{out.name}: documents {told}")
        tell(done.ledger)
    if checked is not None:
        _tell_verified(checked)


@app.command(
    epilog=examples(
        "workbench export jsonl project.jsonl",
        "workbench export jsonl backup.jsonl --history",
        "workbench export jsonl ana.jsonl --layers ana",
    )
)
def jsonl(
    actor: As,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write.")],
    layers: Layers = None,
    history: Annotated[bool, typer.Option("--history", help="The log too: who did what, when.")] = False,
    force: Force = False,
    db: Db = DB,
    json: Json = False,
) -> None:
    """Write the project in its own lossless form, which `workbench import jsonl` reads back to the same bytes."""
    from workbench.cli.jsonl import export_jsonl

    with opened(db, readonly=True) as database, report.progress("Exporting"):
        ledger = export_jsonl(database, somebody(database, actor).id, out, layers, history=history, force=force)
    if json:
        report.as_json(ledger.to_json())
    else:
        tell(ledger)


def tell(ledger: Ledger) -> None:
    """The ledger in words, on stderr."""
    for name, view in sorted(ledger.views.items()):
        lost = view.selected - view.written
        report.say(f"{name}: {view.written} of {view.selected} written" + (f", {lost} dropped" if lost else ""))
    told: Any = ledger.to_json()
    for kind in ("dropped", "changed"):
        for row in told[kind]:
            report.say(f"  {kind} {row['n']} {row['what']} {row['label']} in {row['view']}: {row['why']}")
    for row in told["not_selected"]:
        report.say(f"{row['n']} left out: {row['why']}")


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None]]:
    """A bar that is told how many documents stand, and of how many; it starts when it is first told."""
    with ExitStack() as stack:
        bars: list[report.Advance] = []
        stood = 0

        def advance(done: int, all_: int) -> None:
            nonlocal stood
            if not bars:
                bars.append(stack.enter_context(report.progress("Exporting", all_)))
            bars[0](done - stood)
            stood = done

        yield advance


def _verified(out: Path, documents: int) -> VerifyReport:
    """What spaCy finds in the folder."""
    from workbench.training.verify import verify

    with report.progress("Verifying", documents) as bar:
        return verify(out, bar)


def _tell_verified(found: VerifyReport) -> None:
    """What differs, in words; the command then fails."""
    for sentence in found.differences:
        report.say(sentence)
    if not found.ok:
        raise typer.Exit(1)
    told = f"{report.count(found.documents, 'document')}, {report.count(found.tokens, 'token')}"
    report.say(f"verified: {report.count(found.files, 'file')}, {told}")


def _pair(text: str) -> tuple[str, str]:
    """The attribute and value of ``--where``."""
    from workbench.core.fault import Fault

    key, equals, value = text.partition("=")
    if not (key and equals and value):
        raise Fault(f"--where {text} names no attribute and value", "Write --where mention=name")
    return key, value


def _arguments() -> list[str]:
    """The command line behind ``export``, for the manifest."""
    arguments = sys.argv[1:]
    return arguments[arguments.index("export") + 1 :] if "export" in arguments else arguments


add_formats(app, tell)
