"""``workbench init``: start a project of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli import report
from workbench.cli.files import BUILT_IN_SCHEMA, carried, text_of
from workbench.cli.options import DB, As, Db, application, examples

if TYPE_CHECKING:
    from workbench.core.schema import Schema

app = application()


@app.command(
    epilog=examples(
        "workbench init",
        "workbench init --language ja --annotator mika",
        "workbench --db /srv/lab/treaties.db init --schema treaties.yaml --shared lab",
    )
)
def init(
    actor: As,
    schema: Annotated[
        Path | None, typer.Option("--schema", metavar="FILE", help="Its schema in YAML; the built-in one where unset.")
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", metavar="CODE", help="Language of the texts, as spaCy names it.")
    ] = None,
    annotator: Annotated[
        str | None, typer.Option("--annotator", metavar="NAME", help="Its lead; --as where unset.")
    ] = None,
    shared: Annotated[
        str | None, typer.Option("--shared", metavar="GROUP", help="Let a group of this machine work on it.")
    ] = None,
    open_: Annotated[
        bool, typer.Option("--open", help="Let colleagues see each other's work before they have finished their own.")
    ] = False,
    db: Db = DB,
) -> None:
    """Start a project: its database, its schema, and you as its lead.

    The file is readable by you alone unless a group shares it.
    """
    wanted = read_schema(schema, language)
    lead = annotator or actor
    create(db, wanted, lead, shared=shared, blind=not open_)
    report.say(f"{Path(db).name} is ready: schema {wanted.name}, language {wanted.language}, lead {lead}")


def read_schema(file: Path | None = None, language: str | None = None) -> Schema:
    """The schema of a file, or the built-in one, for texts of a language.

    Raises:
        Fault: where the file can't be read or has faults.
    """
    from workbench.formats.schema_yaml import read

    path = file or carried(BUILT_IN_SCHEMA)
    found = read(text_of(path), path.name)
    return found if language is None else found.model_copy(update={"language": language})


def create(url: str, schema: Schema, lead: str, *, shared: str | None = None, blind: bool = True) -> None:
    """Make a project's database with a schema and a lead; where that fails, no file is left behind.

    Raises:
        Fault: where the file exists, can't be made, or the lead's name is none.
    """
    from workbench.store import annotators, project, schemas
    from workbench.store.database import Database

    database = Database.create(url, group=shared)
    try:
        with database, database.writing() as connection:
            me = annotators.join(connection, lead)
            schemas.put(connection, schema, me.id)
            project.change(connection, me.id, blind=blind)
    except BaseException:
        if database.path is not None:
            database.path.unlink(missing_ok=True)
        raise
