"""A project in which two annotators finished the same documents and differ in known ways."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from tests.tui.project import SCHEMA, add
from workbench.core.annotating import add_span
from workbench.core.edit import HEAD, Edit, Operation, on
from workbench.store import annotators, documents, layers, schemas
from workbench.store.commit import commit
from workbench.store.database import Database

NAME = "Anna Berg"
PLACE = "Oslo"


def differing(path: Path) -> Database:
    """Lead mika and annotator sol on three documents: one alike, one with other edges, one that sol left empty."""
    db = Database.create(str(path), name="demo")
    mika = annotators.ensure(db, "mika")
    schemas.apply(db, SCHEMA, mika.id)
    sol = annotators.ensure(db, "sol", actor=mika.id)
    alike, edges, empty = add(db, mika.id, ["Alike", "Edges", "Empty"])
    for document in (alike, edges, empty):
        finish(db, document, mika.id, (NAME, "person"), (PLACE, "state"))
    finish(db, alike, sol.id, (NAME, "person"), (PLACE, "state"))
    finish(db, edges, sol.id, ("Anna", "person"), (PLACE, "person"))
    finish(db, empty, sol.id)
    return db


def finish(db: Database, document: UUID, owner: UUID, *marked: tuple[str, str]) -> None:
    """Mark some words and finish the document."""
    layer = layers.open_layer(db, document, owner)
    with db.reading() as connection:
        text = documents.text(connection, document)
    for words, label in marked:
        at = text.index(words)
        edits = add_span(layer, SCHEMA, label, [(at, at + len(words))])
        commit(db, Operation(owner, "label", on(layer.id, edits)), {layer.id: layer.rev})
        layer.apply(edits)
    head = layer.head.to_json()
    done = [Edit(HEAD, 0, head, {**head, "status": "done", "schema": 1})]
    commit(db, Operation(owner, "done", on(layer.id, done)), {layer.id: layer.rev})
