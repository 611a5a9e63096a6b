"""Small projects on disk for the end-to-end tests, made without spaCy, which the screen never needs either."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

import regex

from workbench.core.ids import document_id, layer_id
from workbench.core.json import sha256
from workbench.core.layer import Layer
from workbench.core.schema import Schema
from workbench.core.tokens import encode
from workbench.formats import schema_yaml
from workbench.store import annotators, documents, layers, schemas
from workbench.store.annotators import Annotator
from workbench.store.database import Database
from workbench.store.documents import NewDocument

SHIPPED = Path(__file__).parents[2] / "schemas" / "security-policy.yaml"
_TOKEN = regex.compile(r"(\w+|.)( ?)", regex.DOTALL)


def shipped() -> Schema:
    """The schema that comes with the program."""
    return schema_yaml.read(SHIPPED.read_text("utf-8"))


def new_document(name: str, text: str, title: str | None = None, source: str | None = None) -> NewDocument:
    """A document on its way in; its tokens are words and single characters, and cover the text exactly."""
    blob, wide = encode((len(m[1]), bool(m[2])) for m in _TOKEN.finditer(text))
    n = sum(1 for _ in _TOKEN.finditer(text))
    digest = sha256(text)
    return NewDocument(
        document_id(digest, name, digest), name, text, "en", blob, wide, n, "test", title=title or name, source=source
    )


def make(
    path: Path,
    texts: Mapping[str, str],
    *who: str,
    schema: Schema | None = None,
    roles: Mapping[str, str] | None = None,
) -> Path:
    """A project of these documents and annotators, the first of whom is its lead; returns its file."""
    with Database.create(str(path)) as database:
        lead = annotators.ensure(database, who[0] if who else "ada")
        for handle in who[1:]:
            annotators.ensure(database, handle, (roles or {}).get(handle), actor=lead.id)
        schemas.apply(database, schema or shipped(), lead.id)
        with database.writing() as connection:
            documents.add_documents(connection, [new_document(name, text) for name, text in texts.items()], lead.id)
    return path


def environment(path: Path, who: str = "ada") -> dict[str, str]:
    """What tells the program which project it works on, and who is at the keyboard."""
    return {"WORKBENCH_DB": str(path), "WORKBENCH_ANNOTATOR": who}


def annotator(path: Path, handle: str) -> Annotator:
    """An annotator of a project."""
    with Database.open(str(path), readonly=True) as database, database.reading() as connection:
        return annotators.require(connection, handle)


def document(path: Path, name: str) -> UUID:
    """The id of a document by its name."""
    with Database.open(str(path), readonly=True) as database, database.reading() as connection:
        return documents.document(connection, name).id


def layer(path: Path, name: str, handle: str = "ada") -> Layer:
    """An annotator's layer of a document as it stands on disk."""
    with Database.open(str(path), readonly=True) as database, database.reading() as connection:
        found = documents.document(connection, name).id
        return layers.load_layer(connection, layer_id(found, annotators.require(connection, handle).id, "human", 1))
