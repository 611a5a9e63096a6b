"""Projects to test the store with: two documents, a lead and an annotator, a small schema."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from workbench.core.edit import LABEL, RELATION, SPAN, Change, Edit, Operation, on
from workbench.core.ids import document_id
from workbench.core.json import sha256
from workbench.core.layer import Layer
from workbench.core.schema import Schema
from workbench.core.tokens import encode
from workbench.core.zone import Zone
from workbench.store import annotators, documents, layers, schemas
from workbench.store.commit import Committed, commit
from workbench.store.database import Database

TEXT = "Mali's parliament passed the border act on Monday. Critics called it hasty. 😀 " * 4

SCHEMA = Schema.model_validate(
    {
        "name": "small",
        "groups": {"actor": {"discontinuous": True}, "event": {"event": True}},
        "labels": {"body": {"group": "actor"}, "person": {"group": "actor"}, "passing": {"group": "event"}},
        "relations": {"agent": {"head": ["event"], "tail": ["actor"]}},
        "attributes": {"mood": {"labels": ["event"], "values": {"real": {}, "planned": {}}}},
        "document_labels": {"topic": {"values": {"law": {}, "war": {}}}},
    }
)


@dataclass
class Project:
    """A database with its people and documents."""

    db: Database
    path: Path
    lead: UUID
    ann: UUID
    documents: list[UUID]

    def layer(self, document: int = 0, owner: UUID | None = None) -> Layer:
        """An annotator's layer."""
        return layers.open_layer(self.db, self.documents[document], owner or self.ann)

    def do(self, layer: Layer, *edits: Edit, actor: UUID | None = None, kind: str = "edit") -> Committed:
        """Apply edits to a layer and save them."""
        return self.save(layer, Operation(actor or layer.owner, kind, on(layer.id, edits)))

    def save(self, layer: Layer, operation: Operation) -> Committed:
        """Apply an operation's edits to a layer and save it."""
        seen = {layer.id: layer.rev}
        layer.apply(change.edit for change in operation.changes if change.stream == layer.id)
        return commit(self.db, operation, seen)

    def reload(self, layer: Layer) -> Layer:
        """The layer as the rows have it."""
        with self.db.reading() as connection:
            return layers.load_layer(connection, layer.id)


def new_document(name: str, text: str = TEXT, **more: object) -> documents.NewDocument:
    """A document on its way in, cut at single blanks."""
    words = text.split(" ")
    blob, wide = encode((len(word), k < len(words) - 1) for k, word in enumerate(words))
    id = document_id("file", name, sha256(text))
    return documents.NewDocument(id, name, text, "en", blob, wide, len(words), "fingerprint", **more)  # type: ignore[arg-type]


def make(path: Path, n: int = 2) -> Project:
    """A fresh project with so many documents."""
    db = Database.create(str(path))
    lead = annotators.ensure(db, "lena").id
    ann = annotators.ensure(db, "ann").id
    schemas.apply(db, SCHEMA, lead)
    new = [new_document(f"page-{k}", title=f"Title {k}", zones=(Zone(0, 4, "byline"),)) for k in range(n)]
    with db.writing() as connection:
        documents.add_documents(connection, new, lead)
    return Project(db, path, lead, ann, [d.id for d in new])


def span(n: int, start: int, end: int, label: str = "body", **more: object) -> Edit:
    """An edit that adds a span."""
    return Edit(SPAN, n, None, {"label": label, "at": [[start, end]], **more})


def relation(n: int, head: int, tail: int) -> Edit:
    """An edit that adds a relation."""
    return Edit(RELATION, n, None, {"label": "agent", "head": head, "tail": tail})


def topic(n: int, value: str = "law") -> Edit:
    """An edit that adds a document label."""
    return Edit(LABEL, n, None, {"key": "topic", "value": value})


def one(stream: UUID, edit: Edit, actor: UUID, kind: str = "edit") -> Operation:
    """An operation of a single edit."""
    return Operation(actor, kind, (Change(stream, edit),))
