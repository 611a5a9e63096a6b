"""``workbench export``: the project as JSONL, and as training data for spaCy."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from workbench.cli import report
from workbench.cli.options import DB, As, Db, Json, application, examples
from workbench.cli.project import opened, somebody

if TYPE_CHECKING:
    from workbench.core.ledger import Ledger

app = application(
    "Write the project, or training data, to files.",
    "workbench export spacy exports/corpus --layers gold",
    "workbench export jsonl exports/project.jsonl --history",
)

Layers: TypeAlias = Annotated[
    str | None,
    typer.Option("--layers", metavar="WHOSE", help="gold, a NAME, NAME,NAME or majority:N."),
]
Force: TypeAlias = Annotated[bool, typer.Option("--force", help="Replace an earlier export.")]


@app.command(
    epilog=examples(
        "workbench export spacy exports/news --layers gold",
        "workbench export spacy exports/news --layers ana,ben --group --force",
        "workbench export spacy exports/news --layers majority:2 --json",
    )
)
def spacy(
    actor: As,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The folder to write.")],
    layers: Layers = None,
    group: Annotated[bool, typer.Option("--group", help="Labels by group: ACTOR, LAW, EVENT, …")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Refuse if something would be in no view.")] = False,
    force: Force = False,
    db: Db = DB,
    json: Json = False,
) -> None:
    """Write training data for spaCy: finished documents as a corpus, with labels, configs and a ledger of all losses.

    Several names: of each document, the work of the first of them who has finished it.
    """
    from workbench.ingest.tokenizer import Tokenizer
    from workbench.training.project import Wishes, export_project

    wishes = Wishes(layers, group, strict, force, ("workbench", "export", *_arguments()))
    with opened(db) as database, report.progress("Exporting"):
        me = somebody(database, actor).id
        done = export_project(database, me, out, wishes, lambda lang: Tokenizer(lang).fingerprint)
    if json:
        report.as_json(done.to_json())
        return
    told = ", ".join(f"{n} in {part}" for part, n in done.documents.items())
    report.say(f"{out.name}: documents {told}")
    tell(done.ledger)


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


def _arguments() -> list[str]:
    """The command line behind ``export``, for the manifest."""
    arguments = sys.argv[1:]
    return arguments[arguments.index("export") + 1 :] if "export" in arguments else arguments
