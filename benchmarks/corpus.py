"""A project of annotated documents of pseudo-words, as large as one likes: what benchmarks of whole rooms read.

Everything follows from the seed. A document has about 300 tokens, sixteen spans that nest, overlap and repeat (one in
eighteen ends inside a token), about nine relations and two document labels.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from workbench.core.edit import Change
    from workbench.ingest.tokenizer import Tokenizer
    from workbench.store.connection import Connection
    from workbench.store.documents import NewDocument

SEED = 17
FORMS = 60_000
"""Distinct pseudo-words, the k-th used in proportion to 1/k."""
SYLLABLES = ("ta", "ri", "mon", "ve", "lu", "sor", "ka", "ne", "bil", "o", "dra", "fe", "shi", "gan", "pu", "mer")
ACTORS, LAWS, EVENTS = ("person", "organisation", "state"), ("act", "treaty"), ("meeting", "statement", "signing")
CUT = 0.056
"""The share of spans that end inside a token."""
SCHEMA = {
    "name": "bench",
    "groups": {
        "actor": {"name": "ACTOR"},
        "law": {"name": "LAW"},
        "event": {"name": "EVENT", "event": True},
    },
    "labels": {
        **{label: {"name": label.upper(), "group": "actor"} for label in ACTORS},
        **{label: {"name": label.upper(), "group": "law"} for label in LAWS},
        **{label: {"name": label.upper(), "group": "event"} for label in EVENTS},
    },
    "relations": {
        "agent": {"name": "AGENT", "head": ["event"], "tail": ["actor"]},
        "theme": {"name": "THEME", "head": ["event"], "tail": ["law"]},
        "party": {"name": "PARTY", "head": ["law"], "tail": ["actor"]},
    },
    "document_labels": {
        "topic": {"values": {"defence": {}, "trade": {}, "energy": {}}},
        "tone": {"values": {"calm": {}, "alarmed": {}}},
    },
}


@dataclass(slots=True)
class Page:
    """A generated document: its text, spans (label, start, end), relations (label, head, tail) and document labels."""

    text: str = ""
    spans: list[tuple[str, int, int]] = field(default_factory=list)
    relations: list[tuple[str, int, int]] = field(default_factory=list)
    labels: list[tuple[str, str]] = field(default_factory=list)


class Author:
    """Writes pages out of pseudo-words."""

    def __init__(self, seed: int = SEED) -> None:
        self._chance = chance = random.Random(seed)
        words = {"".join(chance.choices(SYLLABLES, k=chance.randint(1, 5))) for _ in range(2 * FORMS)}
        self._words = sorted(words)[:FORMS]
        chance.shuffle(self._words)
        self._weights: list[float] = []
        for k in range(len(self._words)):
            self._weights.append((self._weights[-1] if k else 0) + 1 / (k + 3))

    def pages(self) -> Iterator[Page]:
        """Pages without end."""
        while True:
            yield self._page()

    def _page(self) -> Page:
        page, chance = Page(), self._chance
        for scene in range(4):
            page.text += self._sentences(3)
            self._scene(page, also_party=scene == 0 and chance.random() < 0.88)
        page.labels = [
            ("topic", chance.choice(("defence", "trade", "energy"))),
            ("tone", chance.choice(("calm", "alarmed"))),
        ]
        return page

    def _scene(self, page: Page, *, also_party: bool) -> None:
        """An event that holds an actor (marked twice) and a law."""
        chance, begin = self._chance, len(page.text)
        actor = self._say(page, " ".join(word.capitalize() for word in self._some(chance.randint(1, 3))))
        self._say(page, " " + " ".join(self._some(chance.randint(1, 6))) + " the ")
        law = self._say(page, " ".join(word.capitalize() for word in self._some(2)) + " Act")
        first = len(page.spans) + 1
        event = chance.choice(EVENTS), begin, len(page.text)
        actors = [(label, *actor) for label in chance.sample(ACTORS, 2)]
        page.spans += [self._cut(span) for span in (event, *actors, (chance.choice(LAWS), *law))]
        page.relations += [("agent", first, first + 1), ("theme", first, first + 3)]
        page.relations += [("party", first + 3, first + 1)] if also_party else []
        page.text += ". "

    def _cut(self, span: tuple[str, int, int]) -> tuple[str, int, int]:
        label, start, end = span
        return (label, start, end - 1) if self._chance.random() < CUT and end - start > 2 else span

    def _sentences(self, count: int) -> str:
        chance, out = self._chance, []
        for _ in range(count):
            words = self._some(chance.randint(13, 28))
            words[0] = words[0].capitalize()
            if chance.random() < 0.3:
                words[len(words) // 2] += ","
            out.append(" ".join(words) + chance.choice((". ", ". ", ".\n", "? ")))
        return "".join(out)

    def _some(self, count: int) -> list[str]:
        return self._chance.choices(self._words, cum_weights=self._weights, k=count)

    @staticmethod
    def _say(page: Page, words: str) -> tuple[int, int]:
        start = len(page.text)
        page.text += words
        return start, len(page.text)


def build(path: Path, documents: int) -> None:
    """Make the project through the store's own functions, as an import would; one annotator, everything finished."""
    from workbench.core.schema import Schema
    from workbench.ingest.tokenizer import Tokenizer
    from workbench.store import schemas
    from workbench.store.annotators import join
    from workbench.store.database import Database

    tokenizer, pages = Tokenizer("en"), Author().pages()
    with Database.create(str(path), name="bench") as database:
        with database.writing() as connection:
            me = join(connection, "bench").id
            schemas.put(connection, Schema.model_validate(SCHEMA), me)
        for at in range(0, documents, 500):
            with database.writing() as connection:
                _add(connection, me, at, list(islice(pages, min(500, documents - at))), tokenizer)


def _add(connection: Connection, me: UUID, at: int, pages: list[Page], tokenizer: Tokenizer) -> None:
    from workbench.core.edit import Operation
    from workbench.store.commit import write
    from workbench.store.documents import add_documents
    from workbench.store.layers import make_layer

    documents = [_document(at + n, page, tokenizer) for n, page in enumerate(pages)]
    add_documents(connection, documents, me)
    for document, page in zip(documents, pages, strict=True):
        layer = make_layer(connection, document.id, me)
        write(connection, Operation(me, "import", _changes(layer, page)), {layer: 0})


def _document(number: int, page: Page, tokenizer: Tokenizer) -> NewDocument:
    from workbench.core.ids import document_id
    from workbench.core.json import sha256
    from workbench.store.documents import NewDocument

    tokens, digest, name = tokenizer(page.text), sha256(page.text), f"page-{number:06}"
    return NewDocument(
        document_id(digest, name, digest), name, page.text, "en", tokens.blob, tokens.wide, tokens.count,
        tokenizer.fingerprint, lexemes=tokens.lexemes,
    )  # fmt: skip


def _changes(layer: UUID, page: Page) -> tuple[Change, ...]:
    from workbench.core.edit import HEAD, LABEL, RELATION, SPAN, Edit, on
    from workbench.core.layer import LayerHead
    from workbench.core.relation import DocumentLabel, Relation
    from workbench.core.span import Span

    n = len(page.spans)
    spans = [Span(k, label, ((start, end),)) for k, (label, start, end) in enumerate(page.spans, 1)]
    relations = [Relation(n + k, *found) for k, found in enumerate(page.relations, 1)]
    n += len(relations)
    labels = [DocumentLabel(n + k, *found) for k, found in enumerate(page.labels, 1)]
    edits = [Edit(SPAN, span.n, None, span.to_json()) for span in spans]
    edits += [Edit(RELATION, relation.n, None, relation.to_json()) for relation in relations]
    edits += [Edit(LABEL, label.n, None, label.to_json()) for label in labels]
    edits.append(Edit(HEAD, 0, LayerHead().to_json(), LayerHead("done", schema=1).to_json()))
    return on(layer, edits)
