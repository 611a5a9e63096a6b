"""Annotators: who is in the project, and with which role. Joining and changing roles are operations of the log."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from workbench.core.edit import Change, Edit, Operation, Refused
from workbench.core.fault import Fault
from workbench.core.ids import annotator_id
from workbench.store.access import ROLES
from workbench.store.commit import write
from workbench.store.connection import Connection, Row, as_uuid
from workbench.store.database import Database
from workbench.store.streams import ANNOTATOR, revs

GOLD: Final = "gold"
"""The reserved owner of gold layers."""
HANDLE: Final = re.compile(r"[^\s\x00-\x1f\x7f-\x9f,:/\\]{1,64}")


@dataclass(frozen=True, slots=True)
class Annotator:
    """Somebody who owns layers; ``kind`` is human, model or gold."""

    id: UUID
    handle: str
    role: str
    kind: str
    active: bool

    def to_json(self) -> dict[str, Any]:
        """The annotator without the id: the form of the log."""
        return {"handle": self.handle, "role": self.role, "kind": self.kind, "active": self.active}


def ensure(
    database: Database, handle: str, role: str | None = None, kind: str = "human", *, actor: UUID | None = None
) -> Annotator:
    """The annotator of this handle, added where missing; the first human of a project becomes its lead.

    Args:
        database: the project.
        handle: the name; reserved is ``gold``.
        role: the role of a new annotator; only a lead (``actor``) gives another one than annotator.
        kind: human, model or gold.
        actor: who adds them; themselves where unset.

    Raises:
        Refused: where the handle is not one, or the actor may not give that role.
    """
    with database.reading() as connection:
        found = by_handle(connection, handle)
    if found is not None or database.readonly:
        return found or Annotator(annotator_id(handle), handle, "annotator", kind, True)
    with database.writing() as connection:
        return join(connection, handle, role, kind, actor=actor)


def join(
    connection: Connection, handle: str, role: str | None = None, kind: str = "human", *, actor: UUID | None = None
) -> Annotator:
    """As :func:`ensure`, in an open transaction."""
    found = by_handle(connection, handle)
    if found is not None:
        return found
    if not HANDLE.fullmatch(handle) or (handle == GOLD) != (kind == GOLD):
        raise Refused(f"{handle!r} can't be an annotator's name")
    first = kind == "human" and not connection.value("SELECT count(*) FROM annotator WHERE kind = 'human'")
    new = Annotator(annotator_id(handle), handle, role or ("lead" if first else "annotator"), kind, True)
    if new.role not in ROLES:
        raise Refused(f"there is no role {new.role}")
    if kind == "human" and new.role != "annotator" and not first and actor is None:
        raise Refused("only a lead gives or takes roles")
    edit = Edit(ANNOTATOR, 0, None, new.to_json())
    write(connection, Operation(actor or new.id, "join", (Change(new.id, edit),)), {new.id: 0})
    return new


def gold(connection: Connection) -> Annotator:
    """The owner of gold layers, added where missing."""
    return join(connection, GOLD, kind=GOLD)


def set_role(database: Database, actor: UUID, handle: str, role: str) -> Annotator:
    """Give an annotator another role.

    Raises:
        Refused: where the actor is not a lead, there is no such role, or the project would be left without a lead.
    """
    return _change(database, actor, handle, role=role)


def set_active(database: Database, actor: UUID, handle: str, active: bool) -> Annotator:
    """Let an annotator work in the project no longer, or again; their layers stay.

    Raises:
        Refused: where the actor is not a lead, or the project would be left without one.
    """
    return _change(database, actor, handle, active=active)


def _change(database: Database, actor: UUID, handle: str, *, role: str = "", active: bool | None = None) -> Annotator:
    if role and role not in ROLES:
        raise Refused(f"there is no role {role}")
    with database.writing() as connection:
        old = require(connection, handle)
        new = Annotator(old.id, old.handle, role or old.role, old.kind, old.active if active is None else active)
        if new == old:
            return old
        leads = [a for a in everybody(connection) if a.role == "lead" and a.active and a.kind == "human"]
        if leads == [old] and (new.role != "lead" or not new.active):
            raise Refused("a project needs a lead; make somebody else lead first")
        edit = Edit(ANNOTATOR, 0, old.to_json(), new.to_json())
        write(connection, Operation(actor, "role", (Change(old.id, edit),)), revs(connection, [old.id]))
        return new


def by_handle(connection: Connection, handle: str) -> Annotator | None:
    """The annotator of this handle; None where there is none."""
    row = connection.row(
        "SELECT id, handle, role, kind, active FROM annotator WHERE handle = :handle", {"handle": handle}
    )
    return None if row is None else _annotator(row)


def by_id(connection: Connection, id: UUID) -> Annotator | None:
    """The annotator of this id; None where there is none."""
    row = connection.row("SELECT id, handle, role, kind, active FROM annotator WHERE id = :id", {"id": id})
    return None if row is None else _annotator(row)


def require(connection: Connection, handle: str) -> Annotator:
    """The annotator of this handle.

    Raises:
        Fault: where there is none.
    """
    found = by_handle(connection, handle)
    if found is None:
        raise Fault(f"There is no annotator {handle}", "`workbench annotator list` names them")
    return found


def everybody(connection: Connection) -> list[Annotator]:
    """Every annotator, by handle."""
    rows = connection.rows("SELECT id, handle, role, kind, active FROM annotator ORDER BY handle")
    return [_annotator(row) for row in rows]


def _annotator(row: Row) -> Annotator:
    id, handle, role, kind, active = row
    return Annotator(as_uuid(id), handle, role, kind, bool(active))
