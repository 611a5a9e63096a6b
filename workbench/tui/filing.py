"""What is done to a document in the library: putting it away, and taking that back."""

from __future__ import annotations

from uuid import UUID

from workbench.core.edit import SPLIT, Refused
from workbench.store import documents, log
from workbench.store.commit import commit
from workbench.store.database import Database
from workbench.store.library import LibraryRow
from workbench.store.streams import document_stream, revs


def put_away(db: Database, viewer: UUID, row: LibraryRow) -> None:
    """Put a document away, or fetch it back, as one operation of the log.

    Raises:
        Refused: where the viewer is neither curator nor lead.
        Fault: where the database refuses.
    """
    with db.writing() as connection:
        documents.archive(connection, row.id, viewer, not row.archived)


def undo_own(db: Database, viewer: UUID, row: LibraryRow) -> str:
    """Take back the viewer's latest operation on a document's own data; returns what kind it was.

    Raises:
        Refused: where there is none, or it brought the document in, or it divided the corpus (of many documents).
        Fault: where the database refuses.
    """
    with db.reading() as connection:
        latest = log.undo_target(connection, viewer, document_stream(row.id))
        seen = revs(connection, latest.streams)
    if latest.kind == "ingest":
        raise Refused("bringing a document in can't be undone", "Put it away instead")
    if any(change.edit.item == SPLIT for change in latest.changes):
        raise Refused("dividing the corpus can't be undone from one document", "Use `workbench split undo`")
    commit(db, latest.undo(viewer), seen)
    return latest.kind
