"""A small real project in a real file: documents, two annotators, work in progress."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from workbench.core.annotating import add_span
from workbench.core.edit import HEAD, Edit, Operation, on
from workbench.core.ids import document_id
from workbench.core.json import sha256
from workbench.core.schema import Group, Label, Schema
from workbench.core.tokens import encode
from workbench.store import annotators, documents, layers, schemas
from workbench.store.commit import commit
from workbench.store.database import Database
from workbench.store.documents import NewDocument

SCHEMA = Schema(
    name="small",
    groups={"actor": Group(name="Actors", key="a")},
    labels={
        "person": Label(group="actor", name="Person", key="1"),
        "state": Label(group="actor", name="State", key="2"),
    },
)
TITLES = (
    "Ministers meet on export rules", "Regulator fines a satellite firm", "Port calls under review",
    "Parliament debates the cyber bill", "Court upholds the ban", "A cable ship is held in harbour",
    "New rules for research visas", "Drone limits take effect",
)  # fmt: skip
SOURCES = ("The Harbour Post", "Evening Gazette", "")


def project(path: Path, n: int = 8, titles: Iterable[str] = ()) -> Database:
    """A project of ``n`` documents with lead mika, who has begun one and finished one, and annotator sol."""
    db = Database.create(str(path), name="demo")
    mika = annotators.ensure(db, "mika")
    schemas.apply(db, SCHEMA, mika.id)
    sol = annotators.ensure(db, "sol", actor=mika.id)
    given = [*titles] or [f"{TITLES[i % len(TITLES)]}{'' if i < len(TITLES) else f' ({i})'}" for i in range(n)]
    ids = add(db, mika.id, given)
    for owner, document, status in (
        (mika.id, ids[:1], "in_progress"), (mika.id, ids[1:2], "done"), (sol.id, ids[1:3], "done"),
        (sol.id, ids[3:4], "in_progress"),
    ):  # fmt: skip
        for one in document:
            begin(db, one, owner, status)
    return db


def add(db: Database, actor: UUID, titles: Iterable[str]) -> list[UUID]:
    """Documents of these titles."""
    new = [_document(i, title) for i, title in enumerate(titles)]
    with db.writing() as connection:
        documents.add_documents(connection, new, actor)
    return [one.id for one in new]


def _document(i: int, title: str) -> NewDocument:
    text = f"{title}.\nAnna Berg spoke in Oslo about document {i}."
    pieces = re.findall(r"\n|\S+ ?", text)
    tokens, wide = encode((len(piece.rstrip(" ")), piece.endswith(" ")) for piece in pieces)
    return NewDocument(
        document_id(sha256(text), str(i), sha256(text)), f"doc-{i:05}", text, "en", tokens, wide, len(pieces), "test",
        title=title or None, source=SOURCES[i % len(SOURCES)] or None, published=f"2026-03-{1 + i % 28:02}",
    )  # fmt: skip


def begin(db: Database, document: UUID, owner: UUID, status: str) -> None:
    """Mark the first name of a document, and leave its layer in a status."""
    layer = layers.open_layer(db, document, owner)
    with db.reading() as connection:
        at = documents.text(connection, document).index("Anna Berg")
    head = layer.head.to_json()
    edits = [*add_span(layer, SCHEMA, "person", [(at, at + 9)]), Edit(HEAD, 0, head, {**head, "status": status})]
    commit(db, Operation(owner, "label", on(layer.id, edits)), {layer.id: layer.rev})
