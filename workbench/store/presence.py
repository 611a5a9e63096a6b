"""Presence: who has a layer open, and where. A hint for people; safety comes from the stream's rev."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from workbench.core.ids import now_ms, uuid7
from workbench.store.connection import Connection, as_uuid
from workbench.store.database import Database

FRESH_MS: Final = 90_000
"""How long a session that was not heard of counts as present, in milliseconds; be heard of every thirty seconds."""


@dataclass(frozen=True, slots=True)
class Session:
    """A place where a layer is open."""

    id: UUID
    annotator: UUID
    handle: str
    layer: UUID
    host: str
    pid: int
    opened_at: int
    last_seen: int


def arrive(database: Database, annotator: UUID, layer: UUID) -> UUID | None:
    """Say that a layer is open here; returns the session's id, or None where the database is read-only."""
    if database.readonly:
        return None
    session, now = uuid7(), now_ms()
    with database.writing() as connection:
        connection.run("DELETE FROM session WHERE last_seen < :old", {"old": now - 100 * FRESH_MS})
        connection.run(
            "INSERT INTO session (id, annotator_id, layer_id, host, pid, opened_at, last_seen) "
            "VALUES (:id, :annotator, :layer, :host, :pid, :now, :now)",
            {
                "id": session,
                "annotator": annotator,
                "layer": layer,
                "host": socket.gethostname(),
                "pid": os.getpid(),
                "now": now,
            },
        )
    return session


def beat(database: Database, session: UUID) -> bool:
    """Say that the layer is still open here; returns False where another place has taken it over."""
    with database.writing() as connection:
        at = {"id": session, "now": now_ms()}
        return connection.run("UPDATE session SET last_seen = :now WHERE id = :id", at) > 0


def leave(database: Database, session: UUID | None) -> None:
    """Say that the layer is open here no longer."""
    if session is not None and not database.readonly:
        with database.writing() as connection:
            connection.run("DELETE FROM session WHERE id = :id", {"id": session})


def take_over(database: Database, layer: UUID, session: UUID) -> None:
    """Make this session the only one of a layer; the others learn it at their next beat, or from a conflict."""
    with database.writing() as connection:
        connection.run("DELETE FROM session WHERE layer_id = :layer AND id <> :id", {"layer": layer, "id": session})


def others(connection: Connection, layer: UUID, session: UUID | None = None) -> list[Session]:
    """Where else a layer is open; a session of this host whose process is gone does not count."""
    rows = connection.rows(
        "SELECT s.id, s.annotator_id, a.handle, s.layer_id, s.host, s.pid, s.opened_at, s.last_seen "
        "FROM session s JOIN annotator a ON a.id = s.annotator_id "
        "WHERE s.layer_id = :layer AND s.last_seen >= :fresh ORDER BY s.opened_at",
        {"layer": layer, "fresh": now_ms() - FRESH_MS},
    )
    found = [
        Session(as_uuid(id), as_uuid(annotator), handle, as_uuid(layer_id), *rest)
        for id, annotator, handle, layer_id, *rest in rows
    ]
    return [one for one in found if one.id != session and _alive(one)]


def _alive(session: Session) -> bool:
    if session.host != socket.gethostname() or os.name != "posix":
        return True
    try:
        os.kill(session.pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
