"""``workbench export snapshots``: the exports that have a name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import typer

from workbench.cli import report
from workbench.cli.history import moment
from workbench.cli.options import DB, Csv, Db, Json, examples
from workbench.cli.project import opened

if TYPE_CHECKING:
    from workbench.store.database import Database

COLUMNS = ("name", "at", "by", "commit_no", "options", "versions")


def add_snapshots(app: typer.Typer) -> None:
    """Add the command to ``workbench export``."""

    @app.command(epilog=examples("workbench export snapshots", "workbench export snapshots --json"))
    def snapshots(db: Db = DB, json: Json = False, csv: Csv = False) -> None:
        """List the exports that have a name: when it was given, by whom, and of what."""
        from workbench.store.snapshots import named
        from workbench.training.snapshot import Named

        with opened(db, readonly=True) as database, database.reading() as connection:
            found = [Named.of(one).to_json() for one in named(connection)]
        report.in_form(found if json else [_words(one) for one in found], COLUMNS, json=json, csv=csv)


def tell_versions(database: Database, name: str | None) -> None:
    """Say what writes a named export in another version than when it was named."""
    from workbench.store.snapshots import find
    from workbench.training.snapshot import Named

    if name is None:
        return
    with database.reading() as connection:
        found = find(connection, name)
    if found is not None and (differing := Named.of(found).differing()):
        report.say(f"{name} may not be the same to the last byte: {', '.join(differing)}")


def _words(one: Mapping[str, Any]) -> dict[str, Any]:
    """A named export as a row."""
    return {
        **one,
        "at": moment(one["at"]),
        "options": " ".join(one["options"]),
        "versions": ", ".join(f"{name} {number}" for name, number in one["versions"].items()),
    }
