"""``workbench import``: bring in annotated work from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli import report
from workbench.cli.export import tell
from workbench.cli.options import DB, As, Db, Json, application, examples
from workbench.cli.project import opened

app = application("Bring in annotated work from a file.", "workbench import jsonl project.jsonl")


@app.callback()
def kinds() -> None:
    """Bring in annotated work from a file."""


@app.command(
    epilog=examples("workbench import jsonl project.jsonl", "workbench import jsonl ana.jsonl --dry-run --json")
)
def jsonl(
    actor: As,
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A file that `workbench export jsonl` wrote.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Try everything and keep nothing.")] = False,
    db: Db = DB,
    json: Json = False,
) -> None:
    """Bring in the project's own JSONL, whole or not at all.

    An empty project becomes the one in the file. Into one that holds work, what is new is added: layers of others land
    beside yours, nothing that is here is overwritten, and a second import of the same file does nothing.
    """
    from workbench.ingest.jsonl.bringing import import_jsonl

    with opened(db) as database, report.progress("Importing") as advance:
        done = import_jsonl(database, path, actor, dry_run=dry_run, advance=advance)
    if json:
        report.as_json(done.to_json())
        return
    words = {
        "restored": "the project is now the one in the file",
        "merged": "what is new was added",
        "known": "nothing to do",
    }
    report.say(f"{path.name}: {words[done.how]}" + (" (tried only, nothing was kept)" if dry_run else ""))
    tell(done.ledger)
