"""Opening: everything a document's session needs, read in one short transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from workbench.core.edit import Operation
from workbench.core.entity import Entity
from workbench.core.layer import Layer
from workbench.core.schema import Schema
from workbench.core.tokens import Tokens
from workbench.core.zone import Zone
from workbench.store import access, documents, entities, layers, log, schemas
from workbench.store.annotators import Annotator
from workbench.store.commit import write
from workbench.store.database import Database


@dataclass(frozen=True, slots=True)
class Opened:
    """A document as it was found: its text and lens, the annotator's layer, and where they left it."""

    name: str
    text: str
    tokens: Tokens
    zones: tuple[Zone, ...]
    layer: Layer
    schema: Schema
    schema_version: int
    entities: dict[UUID, Entity]
    undo: list[UUID]
    redo: list[UUID]
    recall: Callable[[UUID], Operation]
    place: tuple[int, int]
    readonly: str


def open_document(db: Database, viewer: Annotator, document: UUID) -> Opened:
    """Read a document and the viewer's layer of it, which is made where it is missing.

    Raises:
        Fault: where the document or the layer cannot be read.
    """
    layer = layers.open_layer(db, document, viewer.id)
    return _opened(db, viewer.id, document, layer, "the database was opened read-only" if db.readonly else "")


def open_layer_of(db: Database, viewer: UUID, document: UUID, info: layers.LayerInfo, place: tuple[int, int]) -> Opened:
    """Read a colleague's layer of a document, to be looked at from where one stands.

    Raises:
        Fault: where the viewer may not see it, with the reason.
    """
    with db.reading() as conn:
        access.require_visible(conn, viewer, info.id)
        layer = layers.load_layer(conn, info.id)
    readonly = f"this is the layer of {info.handle}; no one can write into another's"
    return replace(_opened(db, viewer, document, layer, readonly), place=place)


def _opened(db: Database, viewer: UUID, document: UUID, layer: Layer, readonly: str) -> Opened:
    def recall(operation: UUID) -> Operation:
        with db.reading() as conn:
            return log.operation(conn, operation)

    with db.reading() as conn:
        info = documents.document(conn, document)
        version, schema = schemas.current(conn)
        stacks = log.stacks(conn, viewer, layer.id)
        return Opened(
            name=info.title or info.name,
            text=documents.text(conn, document),
            tokens=documents.tokens(conn, document),
            zones=tuple(documents.zones(conn, document)),
            layer=layer,
            schema=schema,
            schema_version=version,
            entities={e.id: e for e in entities.all_entities(conn)},
            undo=list(stacks.undo),
            redo=list(stacks.redo),
            recall=recall,
            place=documents.place(conn, viewer, document),
            readonly=readonly,
        )


def make_entity(db: Database, actor: UUID, name: str, kind: str) -> Entity:
    """Add an entry of this name to the registry, as an operation of its own because others may come to use it.

    Raises:
        Fault: where it cannot be saved.
    """
    with db.writing() as conn:
        entity = entities.new(conn, name, kind)
        write(conn, entities.add(entity, actor), {})
    return entity


def next_todo(db: Database, viewer: Annotator, document: UUID) -> UUID | None:
    """The next document after this one that the viewer has not finished."""
    with db.reading() as conn:
        return documents.next_todo(conn, viewer.id, documents.document(conn, document).order)


def remember_place(db: Database, viewer: Annotator, document: UUID, place: tuple[int, int]) -> None:
    """Keep where the viewer is in a document: cursor and first visible offset, in code points."""
    if not db.readonly:
        documents.set_place(db, viewer.id, document, *place)
