"""``workbench samples``: a project on the sample pages, to try things on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.cli import report
from workbench.cli.files import carried
from workbench.cli.init import create, read_schema
from workbench.cli.options import DB, As, Db, application, examples
from workbench.cli.project import opened

if TYPE_CHECKING:
    from workbench.store.database import Database

app = application()


@app.command(epilog=examples("workbench samples && workbench", "workbench --db practice.db samples"))
def samples(actor: As, db: Db = DB) -> None:
    """Start a project on the sample pages, with the built-in schema and you as its lead."""
    from workbench.store.database import path_of

    create(db, read_schema(), actor)
    try:
        with opened(db) as database:
            n = _fill(database, actor)
    except BaseException:
        path_of(db).unlink(missing_ok=True)
        raise
    report.say(f"{path_of(db).name} is ready with {report.count(n, 'sample document')}; `workbench` opens it")


def _fill(database: Database, actor: str) -> int:
    """Import the sample project and take its lead over; returns how many documents it holds."""
    from workbench.ingest.jsonl.bringing import import_jsonl
    from workbench.store import annotators

    with report.progress("reading the sample pages") as step:
        done = import_jsonl(database, carried("seeds/samples.jsonl"), actor, advance=step)
    with database.reading() as connection:
        before = [one for one in annotators.everybody(connection) if one.role == "lead" and one.handle != actor]
    for one in before:
        annotators.ensure(database, actor)
        lead = annotators.set_role(database, one.id, actor, "lead")
        annotators.set_role(database, lead.id, one.handle, "annotator")
    return done.ledger.views["documents"].written
