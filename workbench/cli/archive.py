"""``workbench archive``: put documents aside, or bring them back; nothing is deleted."""

from __future__ import annotations

from typing import Annotated

import typer

from workbench.cli import report
from workbench.cli.options import DB, As, Db, application, examples
from workbench.cli.project import opened, somebody

app = application()


@app.command(epilog=examples("workbench archive weather-page", "workbench archive 3 17 --back"))
def archive(
    names: Annotated[list[str], typer.Argument(metavar="DOCUMENT...", help="Names, order numbers or ids.")],
    actor: As,
    back: Annotated[bool, typer.Option("--back", help="Bring them back.")] = False,
    db: Db = DB,
) -> None:
    """Put documents aside: they leave the library, keep their annotations, and can be brought back."""
    from workbench.store import documents

    with opened(db) as database:
        me = somebody(database, actor)
        with database.writing() as connection:
            found = {one.id: one for one in (documents.document(connection, name) for name in names)}
            wanted = [one for one in found.values() if one.archived is back]
            for one in wanted:
                documents.archive(connection, one.id, me.id, archived=not back)
    done = "brought back" if back else "archived"
    report.say(f"{report.count(len(wanted), 'document')} {done}")
    if len(wanted) < len(found):
        report.say(f"{report.count(len(found) - len(wanted), 'document')} had been {done} before")
