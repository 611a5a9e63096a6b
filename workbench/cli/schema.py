"""``workbench schema``: check a schema file, show the project's schema, apply another, take that back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli import report
from workbench.cli.files import text_of
from workbench.cli.options import DB, As, Db, Json, Yes, application, examples
from workbench.cli.project import opened, somebody
from workbench.cli.schema_from import EPILOG, draft
from workbench.core.fault import Fault

if TYPE_CHECKING:
    from workbench.core.schema import Schema
    from workbench.store.connection import Connection

app = application(
    "Check, show or apply an annotation schema.",
    "workbench schema check schemas/security-policy.yaml",
    "workbench schema apply my-schema.yaml",
)

File = Annotated[Path, typer.Argument(metavar="FILE", help="A schema in YAML.")]


@app.command(epilog=examples("workbench schema check schemas/security-policy.yaml"))
def check(file: File, json: Json = False) -> None:
    """Report every fault of a schema file by line and column.

    Exits 1 where there is one.
    """
    from workbench.formats.schema_yaml import faults

    found = faults(text_of(file))
    if json:
        report.as_json([{"line": f.line, "column": f.column, "message": f.message} for f in found])
    else:
        for fault in found:
            report.line(f"{file}:{fault}")
        report.say(f"{report.count(len(found), 'fault')} in {file.name}")
    raise typer.Exit(bool(found))


@app.command(epilog=examples("workbench schema show > my-schema.yaml", "workbench schema show --version 1 --json"))
def show(
    version: Annotated[int | None, typer.Option("--version", metavar="N", help="An older version.")] = None,
    db: Db = DB,
    json: Json = False,
) -> None:
    """Print the project's schema as YAML."""
    from workbench.formats.schema_yaml import write
    from workbench.store import schemas

    with opened(db, readonly=True) as database, database.reading() as connection:
        number, schema = schemas.current(connection)
        if version is not None:
            number, schema = version, schemas.version(connection, version)
    if json:
        report.as_json(schema.model_dump(exclude_defaults=True))
    else:
        report.out(write(schema).rstrip("\n"))
    report.say(f"version {number}")


@app.command(epilog=examples("workbench schema apply my-schema.yaml", "workbench schema apply my-schema.yaml --yes"))
def apply(file: File, actor: As, db: Db = DB, yes: Yes = False) -> None:
    """Show what a schema file would change and what that touches, then do it.

    A part that is in use and missing from the file is retired, never deleted. Ids decide what is what: a new name under
    an old id is a rename. It is one operation of the log, which `workbench schema undo` takes back.
    """
    from workbench.formats.schema_yaml import read
    from workbench.store import schemas

    wanted = read(text_of(file), file.name)
    with opened(db) as database:
        me = somebody(database, actor)
        with database.reading() as connection:
            there = schemas.has_schema(connection)
            if there:
                wanted = _planned(connection, wanted)
        if there:
            report.agreed("Change the schema?", yes)
        schemas.apply(database, wanted, me.id)
        _say_version(db)


@app.command(epilog=examples("workbench schema undo"))
def undo(actor: As, db: Db = DB) -> None:
    """Take back your latest change of the schema."""
    _step(db, actor, back=True)


@app.command(epilog=examples("workbench schema redo"))
def redo(actor: As, db: Db = DB) -> None:
    """Do again what you last took back of the schema."""
    _step(db, actor, back=False)


app.command("from", epilog=EPILOG)(draft)


def _planned(connection: Connection, wanted: Schema) -> Schema:
    """The schema that would hold, and its changes printed.

    Raises:
        Fault: where nothing would change.
    """
    from workbench.cli.schema_change import told, used
    from workbench.core.schema_change import changes
    from workbench.core.schema_retirement import with_retired
    from workbench.store import schemas

    old = schemas.current(connection)[1]
    uses = schemas.uses(connection)
    new = with_retired(old, wanted, lambda part, id_, owner: bool(used(uses, part, id_, owner)))
    found = changes(old, new)
    if not found:
        raise Fault("The project has this schema already")
    for change in found:
        report.line(("! " if change.breaking else "  ") + told(change, uses, old))
    if any(change.breaking for change in found):
        report.say("! finished work may be at fault afterwards, or mean something else")
    return new


def _step(db: str, actor: str, *, back: bool) -> None:
    """Undo or redo on the schema's stream, which is what was last done there by this actor."""
    from workbench.store import log
    from workbench.store.commit import write
    from workbench.store.streams import SCHEMA_STREAM, revs

    with opened(db) as database:
        me = somebody(database, actor)
        with database.writing() as connection:
            target = (log.undo_target if back else log.redo_target)(connection, me.id, SCHEMA_STREAM)
            if back and any(change.edit.before is None for change in target.changes):
                raise Fault("The project's first schema can't be taken back", "Apply another one")
            write(connection, target.undo(me.id), revs(connection, target.streams))
        _say_version(db)


def _say_version(db: str) -> None:
    from workbench.store import schemas

    with opened(db, readonly=True) as database, database.reading() as connection:
        if schemas.has_schema(connection):
            number, schema = schemas.current(connection)
            report.say(f"the schema is now version {number} ({schema.name})")
        else:
            report.say("the project has no schema now")
