"""Import batches: which files were brought in, so that a second import of one is a no-op."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from workbench.core.ids import now_ms, uuid7
from workbench.store.connection import Connection, as_uuid


@dataclass(frozen=True, slots=True)
class Batch:
    """A file that was imported; ``offset_unit`` says what its offsets counted (code points, UTF-16 units, bytes)."""

    id: UUID
    sha256: str
    format: str
    offset_unit: str
    name: str
    actor: UUID
    at: int


def find(connection: Connection, sha256: str, format: str, offset_unit: str = "code points") -> Batch | None:
    """The import of this very file in this way, if it was done."""
    row = connection.row(
        "SELECT id, name, actor_id, at FROM import_batch "
        "WHERE sha256 = :sha AND format = :format AND offset_unit = :unit",
        {"sha": sha256, "format": format, "unit": offset_unit},
    )
    if row is None:
        return None
    id, name, actor, at = row
    return Batch(as_uuid(id), sha256, format, offset_unit, name, as_uuid(actor), at)


def begin(
    connection: Connection, sha256: str, format: str, name: str, actor: UUID, offset_unit: str = "code points"
) -> Batch:
    """Keep that a file is being imported, in the transaction of its import.

    Raises:
        DatabaseFault: where it was imported before; ask :func:`find` first.
    """
    batch = Batch(uuid7(), sha256, format, offset_unit, name, actor, now_ms())
    connection.run(
        "INSERT INTO import_batch (id, sha256, format, offset_unit, name, actor_id, at) "
        "VALUES (:id, :sha, :format, :unit, :name, :actor, :at)",
        {
            "id": batch.id,
            "sha": sha256,
            "format": format,
            "unit": offset_unit,
            "name": name,
            "actor": actor,
            "at": batch.at,
        },
    )
    return batch


def batches(connection: Connection) -> list[Batch]:
    """Every import, oldest first."""
    rows = connection.rows(
        "SELECT id, sha256, format, offset_unit, name, actor_id, at FROM import_batch ORDER BY at, id"
    )
    return [
        Batch(as_uuid(id), sha256, format, unit, name, as_uuid(actor), at)
        for id, sha256, format, unit, name, actor, at in rows
    ]
