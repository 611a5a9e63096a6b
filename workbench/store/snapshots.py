"""Snapshots: names for states of the project, so that what was made of one can be made again."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from workbench.core.edit import Refused
from workbench.core.fault import Fault
from workbench.core.ids import now_ms, uuid7
from workbench.core.json import JsonObject, canonical
from workbench.store.access import role_of
from workbench.store.connection import Connection, Row, as_uuid
from workbench.store.project import commit_no

NAME: Final = re.compile(r"[^\s\x00-\x1f\x7f-\x9f]{1,64}")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A name for everything up to a ``commit_no``.

    ``by`` is the handle of who gave it, ``at`` when (milliseconds since 1970, UTC), ``operation`` the one of that
    number (None where the name came from elsewhere without it), and ``kept`` whatever else makes the same again and
    is in no log.
    """

    name: str
    commit_no: int
    operation: UUID | None
    by: str
    at: int
    kept: Mapping[str, Any]


def add(connection: Connection, name: str, actor: UUID, kept: JsonObject) -> Snapshot:
    """Name the project as it stands in this writing transaction.

    Raises:
        Refused: where the actor is no curator or lead, or the name is taken or none.
    """
    require_namer(connection, actor)
    if not NAME.fullmatch(name):
        raise Refused(f"{name!a} is no name for a snapshot", "Up to 64 characters without blanks, such as v3")
    if find(connection, name) is not None:
        raise Refused(f"the name {name} is taken")
    number = commit_no(connection)
    operation = connection.value("SELECT id FROM operation WHERE commit_no = :number", {"number": number})
    if operation is None:
        raise Refused("nothing has been saved that could be named")
    versions = canonical({**kept, "operation": str(as_uuid(operation))})
    connection.run(
        "INSERT INTO snapshot (id, name, commit_no, versions, actor_id, at) "
        "VALUES (:id, :name, :number, :versions, :actor, :at)",
        {"id": uuid7(), "name": name, "number": number, "versions": versions, "actor": actor, "at": now_ms()},
    )
    found = find(connection, name)
    assert found is not None, "it was just written"
    return found


def find(connection: Connection, name: str) -> Snapshot | None:
    """The snapshot of this name; None where there is none."""
    row = connection.row(_QUERY + " WHERE s.name = :name", {"name": name})
    return None if row is None else _snapshot(row)


def named(connection: Connection) -> list[Snapshot]:
    """Every snapshot, the oldest first."""
    return [_snapshot(row) for row in connection.rows(_QUERY + " ORDER BY s.commit_no, s.at, s.name")]


def require_namer(connection: Connection, actor: UUID) -> None:
    """See that the actor may name exports: whoever sees all, so that who asks cannot change what comes out.

    Raises:
        Refused: where they may not.
    """
    if role_of(connection, actor) not in ("curator", "lead"):
        raise Refused("only curators and leads export by name", "Leave --name out, or ask the lead")


def require_log(connection: Connection, snapshot: Snapshot) -> None:
    """See that the log still is the one that the snapshot was taken of.

    Raises:
        Fault: where it is not, because the project came from a file without its history.
    """
    found = connection.value("SELECT id FROM operation WHERE commit_no = :number", {"number": snapshot.commit_no})
    if found is None or as_uuid(found) != snapshot.operation:
        raise Fault(
            f"This project's log does not reach back to {snapshot.name}",
            "Export from the project it was named in, or bring that in with its --history",
        )


def _snapshot(row: Row) -> Snapshot:
    name, number, versions, by, at = row
    kept = json.loads(versions)
    operation = kept.pop("operation", None)
    return Snapshot(name, number, None if operation is None else UUID(operation), by, at, kept)


_QUERY: Final = (
    "SELECT s.name, s.commit_no, s.versions, a.handle, s.at FROM snapshot s JOIN annotator a ON a.id = s.actor_id"
)
