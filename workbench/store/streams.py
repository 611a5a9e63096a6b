"""Streams: which there are, what they are called, and how far they have come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from workbench.core.edit import COMMENT, DOCUMENT, ENTITY, HEAD, LABEL, RELATION, SCHEMA, SOURCE, SPAN, SPLIT, ZONE
from workbench.core.ids import stream_id
from workbench.store.connection import Connection, as_uuid, as_uuid_or_none

LAYER: Final = "layer"
THREAD: Final = "thread"
PROJECT: Final = "project"
ANNOTATOR: Final = "annotator"

ITEMS: Final = {
    LAYER: (SPAN, RELATION, LABEL, HEAD, SOURCE),
    "document": (DOCUMENT, ZONE, SPLIT),
    "entity": (ENTITY,),
    THREAD: (COMMENT,),
    "schema": (SCHEMA,),
    PROJECT: (PROJECT,),
    ANNOTATOR: (ANNOTATOR,),
}
"""What each kind of stream is made of."""

SCHEMA_STREAM: Final = stream_id("schema", "")
PROJECT_STREAM: Final = stream_id("project", "")


@dataclass(frozen=True, slots=True)
class Head:
    """A stream and how far it has come; a layer's says whose it is, a document's how many characters it has."""

    id: UUID
    kind: str
    rev: int
    document: UUID | None = None
    length: int = 0
    owner: UUID | None = None
    layer_kind: str | None = None


def document_stream(document: UUID) -> UUID:
    """The stream of a document's own state: zones, split, archive."""
    return stream_id("document", str(document))


def kind_of(item: str) -> str | None:
    """The kind of stream that is made of such items."""
    return next((kind for kind, items in ITEMS.items() if item in items), None)


def heads(connection: Connection, streams: Iterable[UUID]) -> dict[UUID, Head]:
    """The streams that exist among those named."""
    found = connection.among(
        "SELECT s.id, s.kind, s.rev, s.document_id, d.n_chars, l.owner_id, l.kind FROM stream s "
        "LEFT JOIN document d ON d.id = s.document_id LEFT JOIN layer l ON l.id = s.id WHERE s.id IN ({values})",
        streams,
    )
    made = (
        Head(as_uuid(i), kind, rev, as_uuid_or_none(doc), n or 0, as_uuid_or_none(owner), layer_kind)
        for i, kind, rev, doc, n, owner, layer_kind in found
    )
    return {head.id: head for head in made}


def revs(connection: Connection, streams: Iterable[UUID]) -> dict[UUID, int]:
    """How far each stream has come: 0 where it does not exist yet."""
    wanted = list(streams)
    rows = connection.among("SELECT id, rev FROM stream WHERE id IN ({values})", wanted)
    return dict.fromkeys(wanted, 0) | {as_uuid(id): rev for id, rev in rows}


def add(connection: Connection, new: Iterable[Head]) -> None:
    """Write rows of streams that did not exist."""
    connection.many(
        "INSERT INTO stream (id, kind, rev, document_id) VALUES (:id, :kind, 0, :document)",
        ({"id": head.id, "kind": head.kind, "document": head.document} for head in new),
    )
