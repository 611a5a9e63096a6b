"""``workbench export``: the project as JSONL, and as training data for spaCy."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from workbench.cli import report
from workbench.cli.export_foreign import add_formats
from workbench.cli.options import DB, As, Db, Json, application, examples
from workbench.cli.project import opened, somebody
from workbench.cli.snapshots import add_snapshots, tell_versions
from workbench.cli.views import (
    Discontinuous,
    EntsGroup,
    Group,
    Layers,
    Priority,
    SpansKey,
    Where,
    policy_of,
)

if TYPE_CHECKING:
    from workbench.core.ledger import Ledger
    from workbench.training.verify import VerifyReport

app = application(
    "Write the project, or training data, to files.",
    "workbench export spacy exports/corpus --layers gold",
    "workbench export jsonl exports/project.jsonl --history",
)

Force: TypeAlias = Annotated[bool, typer.Option("--force", help="Replace an earlier export.")]


@app.command(
    epilog=examples(
        "workbench export spacy exports/news --layers gold",
        "workbench export spacy exports/news --layers ana,ben --group --force",
        "workbench export spacy exports/news --where mention=name --priority EVENT,LAW",
        "workbench export spacy exports/news --layers majority:2 --rel --verify",
        "workbench export spacy exports/v3 --layers gold --name v3",
    )
)
def spacy(
    actor: As,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The folder to write.")],
    layers: Layers = None,
    group: Group = False,
    priority: Priority = "",
    ents_group: EntsGroup = None,
    where: Where = None,
    spans_key: SpansKey = "sc",
    discontinuous: Discontinuous = "fragments",
    rel: Annotated[bool, typer.Option("--rel", help="Relations as doc._.rel too, for rel_component.")] = False,
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="Name it, or make again what was named so.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Refuse if something would be in no view.")] = False,
    verify: Annotated[bool, typer.Option("--verify", help="Read it all again with spaCy, and compare.")] = False,
    force: Force = False,
    db: Db = DB,
    json: Json = False,
) -> None:
    """Write training data for spaCy: finished documents as a corpus, with labels, configs and a ledger of all losses.

    Several names: of each document, the work of the first of them who has finished it. A named export comes out the
    same, byte for byte, whatever happens to the project later: give --name alone.
    """
    from workbench.ingest.fingerprints import installed_fingerprint
    from workbench.training.memory import keep_freed
    from workbench.training.project import Wishes, export_project

    policy = policy_of(group, priority, ents_group, where, spans_key, discontinuous, rel=rel)
    wishes = Wishes(layers, policy, strict, force, ("workbench", "export", *_arguments()), name)
    keep_freed()
    with opened(db) as database, report.steps("Exporting") as advance:
        me = somebody(database, actor).id
        done = export_project(database, me, out, wishes, installed_fingerprint, advance)
        tell_versions(database, name)
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


def _arguments() -> list[str]:
    """The command line behind ``export``, for the manifest."""
    arguments = sys.argv[1:]
    return arguments[arguments.index("export") + 1 :] if "export" in arguments else arguments


add_snapshots(app)
add_formats(app, tell)
