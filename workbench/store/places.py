"""Places: where an annotator last was in a document. A convenience that the log does not keep."""

from __future__ import annotations

from uuid import UUID

from workbench.core.ids import now_ms
from workbench.store.connection import Connection, as_uuid
from workbench.store.database import Database


def place(connection: Connection, viewer: UUID, document: UUID) -> tuple[int, int]:
    """The viewer's cursor and first visible offset in a document, in code points; (0, 0) where they never were."""
    row = connection.row(
        "SELECT cursor, top FROM place WHERE annotator_id = :viewer AND document_id = :document",
        {"viewer": viewer, "document": document},
    )
    return (0, 0) if row is None else (row[0], row[1])


def set_place(database: Database, viewer: UUID, document: UUID, cursor: int, top: int) -> None:
    """Remember where the viewer is; where the database is read-only, do not."""
    if database.readonly:
        return
    with database.writing() as connection:
        connection.run(
            "INSERT INTO place (annotator_id, document_id, cursor, top, at) "
            "VALUES (:viewer, :document, :cursor, :top, :at) "
            "ON CONFLICT (annotator_id, document_id) DO UPDATE SET cursor = :cursor, top = :top, at = :at",
            {"viewer": viewer, "document": document, "cursor": cursor, "top": top, "at": now_ms()},
        )


def last_document(connection: Connection, viewer: UUID) -> UUID | None:
    """The document the viewer was in last; None where they were in none."""
    found = connection.value(
        "SELECT document_id FROM place WHERE annotator_id = :viewer ORDER BY at DESC LIMIT 1", {"viewer": viewer}
    )
    return None if found is None else as_uuid(found)
