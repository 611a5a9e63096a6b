"""``workbench db``: check, back up, restore and upgrade the database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli import report
from workbench.cli.options import DB, Csv, Db, Json, Yes, application, examples
from workbench.cli.project import opened
from workbench.core.fault import Fault

app = application(
    "Check, back up, restore or upgrade the database.",
    "workbench db check",
    "workbench db backup && workbench db backups",
)


@app.command(epilog=examples("workbench db check", "workbench db check --full --json"))
def check(
    full: Annotated[bool, typer.Option("--full", help="Every page, index and token too; slower.")] = False,
    db: Db = DB,
    json: Json = False,
) -> None:
    """Prove that the file is whole and that replaying the log gives its rows.

    Exits 1 where there is an error; warnings are told and exit 0.
    """
    from workbench.store.check import check as findings_of

    with opened(db, readonly=True) as database:
        found = findings_of(database, full)
    errors = [finding for finding in found if finding.severity == "error"]
    if json:
        report.as_json(
            [{"kind": f.kind, "severity": f.severity, "message": f.message, "where": f.where} for f in found]
        )
    else:
        for finding in found:
            report.line(str(finding))
    report.say(f"{report.count(len(errors), 'error')}, {report.count(len(found) - len(errors), 'warning')}")
    raise typer.Exit(bool(errors))


@app.command(epilog=examples("workbench db backup", 'workbench db backup --reason "before the second round"'))
def backup(
    reason: Annotated[str, typer.Option("--reason", metavar="WORDS", help="Kept in the copy's name.")] = "",
    db: Db = DB,
) -> None:
    """Copy the database into backups/ beside it, while others work, and check the copy.

    Prints the copy's path. Of old copies the newest five, one a day and one a week are kept.
    """
    from workbench.store.backup import backup as copy

    with opened(db) as database:
        made = copy(database, reason)
    if made is not None:
        report.line(_near(made))


@app.command(epilog=examples("workbench db backups --json"))
def backups(db: Db = DB, json: Json = False, csv: Csv = False) -> None:
    """List the copies there are, newest first."""
    from workbench.store.backup import backups as copies
    from workbench.store.database import path_of

    records = [{"bytes": path.stat().st_size, "path": _near(path)} for path in copies(path_of(db))]
    report.in_form(records, ["bytes", "path"], json=json, csv=csv)


@app.command(epilog=examples("workbench db restore backups/workbench-20260102T030405000000Z.db"))
def restore(
    source: Annotated[Path, typer.Argument(metavar="BACKUP", help="A copy that `workbench db backup` made.")],
    db: Db = DB,
    yes: Yes = False,
) -> None:
    """Put a copy in the place of the database, which is itself backed up first."""
    from workbench.store.backup import restore as put
    from workbench.store.database import path_of

    if path_of(db).exists():
        report.agreed(f"Put {source.name} in the place of {path_of(db).name}?", yes)
    kept = put(source, db)
    report.say(f"{path_of(db).name} is as {source.name} was")
    if kept is not None:
        report.say(f"what it was before is {_near(kept)}")


@app.command(epilog=examples("workbench db upgrade"))
def upgrade(db: Db = DB) -> None:
    """Bring the database to this program's version, with a backup first."""
    from workbench.store.backup import upgrade as bring
    from workbench.store.database import path_of

    before, now, kept = bring(db)
    name = path_of(db).name
    if kept is None:
        report.say(f"{name} is of version {now} already")
    else:
        report.say(f"{name} went from version {before} to {now}; a backup is {_near(kept)}")


@app.command(epilog=examples("workbench db rescue rescue-20260102T030405Z.jsonl"))
def rescue(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="A rescue file that the workbench wrote.")],
    db: Db = DB,
) -> None:
    """Save the steps of a rescue file, oldest first; it stops at the first that no longer applies.

    A step that is in the log already is passed over, so the same file may be tried again.
    """
    from workbench.store.commit import commit
    from workbench.store.writer import read_rescue

    waiting = read_rescue(source)
    with opened(db) as database:
        for done, step in enumerate(waiting):
            try:
                commit(database, step.operation, step.seen)
            except Fault as fault:
                raise Fault(f"{done} of {len(waiting)} steps are saved; the next one is not: {fault}") from fault
    report.say(f"{report.count(len(waiting), 'step')} saved; {source.name} can go")


def _near(path: Path) -> str:
    """A path relative to here where it lies below, with forward slashes."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
