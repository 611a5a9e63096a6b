"""A small real project on disk, for tests of the annotate screen."""

from __future__ import annotations

from pathlib import Path

import regex

from workbench.core.ids import document_id
from workbench.core.json import sha256
from workbench.core.schema import Schema
from workbench.core.tokens import encode
from workbench.core.zone import Zone
from workbench.formats.schema_yaml import read
from workbench.store import annotators, documents, schemas
from workbench.store.database import Database
from workbench.store.documents import NewDocument

SHIPPED = Path(__file__).parents[3] / "schemas" / "security-policy.yaml"
TEXT = (
    "The Foreign Ministry of Norland said on Monday that President Ada Holm will meet Prime Minister Jon Berg. "
    "They plan to sign the Harbour Security Act. Norland pays $40 million for U.S.-made radars. "
    "Holm met Berg in Oslo last year; Norland was calm.\n"
    "The talks went on. The act was, in part, amended."
)


def tokenize(text: str) -> tuple[bytes, bool, int]:
    """Tokens of words and single marks, packed as the store wants them; good enough for a screen."""
    spans = [m.span() for m in regex.finditer(r"\w+(?:[.'-]\w+)*\.?(?=-)|\w+|[^\w ]| (?= )", text)]
    tokens = [
        (end - start, text[end : end + 1] == " " and (i + 1 == len(spans) or spans[i + 1][0] == end + 1))
        for i, (start, end) in enumerate(spans)
    ]
    blob, wide = encode(tokens)
    return blob, wide, len(tokens)


def new_document(name: str, text: str, zones: tuple[Zone, ...] = ()) -> NewDocument:
    """A document of this name and text."""
    blob, wide, n = tokenize(text)
    return NewDocument(
        document_id(sha256(text), name, sha256(text)), name, text, "en", blob, wide, n, "test", title=name, zones=zones
    )


def make(path: Path, texts: dict[str, str], who: str = "ada", schema: Schema | None = None) -> Database:
    """A project with a lead, a schema and these documents."""
    db = Database.create(str(path))
    lead = annotators.ensure(db, who)
    schemas.apply(db, schema or read(SHIPPED.read_text("utf-8")), lead.id)
    with db.writing() as connection:
        documents.add_documents(connection, [new_document(name, text) for name, text in texts.items()], lead.id)
    return db
