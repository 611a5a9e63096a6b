"""The project's own settings: its name, whether it is blind, and what else a lead decides."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from workbench.core.edit import Change, Edit, Operation
from workbench.core.json import Json
from workbench.store.commit import Committed, write
from workbench.store.connection import Connection
from workbench.store.streams import PROJECT, PROJECT_STREAM, revs


def name(connection: Connection) -> str:
    """The project's name."""
    return str(connection.value("SELECT name FROM project WHERE one = 1"))


def settings(connection: Connection) -> dict[str, Any]:
    """The project's settings; ``blind`` is always among them."""
    found: dict[str, Any] = {"blind": True}
    found.update(json.loads(connection.value("SELECT settings FROM project WHERE one = 1")))
    return found


def change(connection: Connection, actor: UUID, *, name: str | None = None, **settings: Json) -> Committed | None:
    """Rename the project or change settings, as one operation; None where nothing would change.

    Raises:
        Refused: where the actor is not a lead.
    """
    row = connection.row("SELECT name, settings FROM project WHERE one = 1")
    assert row is not None, "every database has its project's row from the start"
    before = {"name": row[0], "settings": json.loads(row[1])}
    after = {"name": name or row[0], "settings": {**before["settings"], **settings}}
    if before == after:
        return None
    operation = Operation(actor, "settings", (Change(PROJECT_STREAM, Edit(PROJECT, 0, before, after)),))
    return write(connection, operation, revs(connection, [PROJECT_STREAM]))


def commit_no(connection: Connection) -> int:
    """The number of the last operation: two equal numbers mean that nothing was saved in between."""
    return int(connection.value("SELECT commit_no FROM project WHERE one = 1"))
