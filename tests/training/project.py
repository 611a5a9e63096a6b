"""A generated project: finished documents whose labels follow from the words, so that a model can learn them.

Reused by benchmarks. Everything follows from the seed; no text here comes from anywhere.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from workbench.core.edit import HEAD, LABEL, RELATION, SPAN, Edit, Operation, on
from workbench.core.entity import Entity
from workbench.core.ids import document_id
from workbench.core.json import sha256
from workbench.core.layer import LayerHead
from workbench.core.relation import DocumentLabel, Relation
from workbench.core.schema import Schema
from workbench.core.span import Span
from workbench.core.zone import Zone
from workbench.ingest.tokenizer import Tokenizer
from workbench.store import entities, schemas
from workbench.store.annotators import join
from workbench.store.commit import write
from workbench.store.database import Database
from workbench.store.documents import NewDocument, add_documents
from workbench.store.layers import make_layer

SCHEMA = Schema.model_validate(
    {
        "name": "generated",
        "groups": {
            "actor": {"name": "ACTOR", "link": "optional"},
            "law": {"name": "LAW", "discontinuous": True},
            "event": {"name": "EVENT", "event": True, "discontinuous": True},
        },
        "labels": {
            "person": {"name": "PERSON", "group": "actor"},
            "state": {"name": "STATE", "group": "actor"},
            "act": {"name": "ACT", "group": "law"},
            "meeting": {"name": "MEETING", "group": "event"},
        },
        "attributes": {
            "modality": {"labels": ["event"], "values": {"actual": {}, "planned": {}}, "default": "actual"},
        },
        "relations": {
            "agent": {"name": "AGENT", "head": ["event"], "tail": ["actor"]},
            "object": {"name": "OBJECT", "head": ["event"], "tail": ["law"]},
        },
        "document_labels": {"topic": {"values": {"defence": {}, "trade": {}}}},
    }
)

FIRST = ["Alma", "Bruno", "Carla", "Dario", "Edda", "Fabio", "Greta", "Hugo", "Ines", "Jonas", "Karin", "Lukas"]
LAST = ["Abelsson", "Brandt", "Castell", "Dorval", "Eklund", "Farago", "Grimaldi", "Holm", "Iversen", "Jansky"]
STATES = ["Arvenia", "Belmark", "Cordova", "Dunland", "Estaria", "Falmora", "Gravonia", "Holmar", "Istria"]
TOPICS = ["Harbour", "Cable", "Export", "Satellite", "Mineral", "Border", "Shipping", "Energy"]
FILLER = [
    "Prices at the docks hardly moved.",
    "Nobody at the ministry would comment on the timing.",
    "The weather kept most boats in port that day.",
    "Observers had long expected something of the kind 🚢.",
]


@dataclass(slots=True)
class Page:
    """One generated document: its text, what stands in its layer (numbers start at 1), and whether it is finished."""

    name: str
    text: str = ""
    spans: list[Span] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    labels: list[DocumentLabel] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)
    done: bool = True

    def say(self, words: str) -> tuple[int, int]:
        """Add words to the text; returns where they stand."""
        start = len(self.text)
        self.text += words
        return start, len(self.text)

    def mark(
        self,
        label: str,
        *fragments: tuple[int, int],
        attributes: tuple[tuple[str, str], ...] = (),
        links: tuple[UUID, ...] = (),
    ) -> int:
        """Label fragments; returns the span's number."""
        n = 1 + len(self.spans) + len(self.relations) + len(self.labels)
        self.spans.append(Span(n, label, fragments, attributes, links))
        return n

    def relate(self, label: str, head: int, tail: int) -> None:
        """Relate two spans."""
        n = 1 + len(self.spans) + len(self.relations) + len(self.labels)
        self.relations.append(Relation(n, label, head, tail))


def pages(count: int = 200, seed: int = 7) -> Iterator[Page]:
    """Generated documents of about 80 tokens each."""
    chance = random.Random(seed)
    for number in range(count):
        yield _page(f"page-{number:04}", chance)


def _page(name: str, chance: random.Random) -> Page:
    page = Page(name)
    if chance.random() < 0.3:
        start, end = page.say(f"Photo: {chance.choice(FIRST)} Pool / Wire")
        page.zones.append(Zone(start, end, "caption"))
        page.say("\r\n")
    for _ in range(chance.randint(3, 6)):
        chance.choice([_met, _signed, _misaligned, _split])(page, chance)
        page.say(" " + chance.choice(FILLER) + chance.choice([" ", "\n"]))
    n = 1 + len(page.spans) + len(page.relations)
    page.labels.append(DocumentLabel(n, "topic", chance.choice(["defence", "trade"])))
    return page


def _person(page: Page, chance: random.Random) -> int:
    return page.mark("person", page.say(f"{chance.choice(FIRST)} {chance.choice(LAST)}"))


def _met(page: Page, chance: random.Random) -> None:
    """A trigger with two actors."""
    page.say("Minister ")
    one = _person(page, chance)
    page.say(" ")
    planned = chance.random() < 0.5
    page.say("will ") if planned else None
    event = page.mark(
        "meeting", page.say("meet" if planned else "met"), attributes=(("modality", "planned"),) if planned else ()
    )
    page.say(" envoy ")
    other = _person(page, chance)
    page.relate("agent", event, one)
    page.relate("agent", event, other)
    page.say(".")


def _signed(page: Page, chance: random.Random) -> None:
    """A law whose name holds a state: two nested spans, of which doc.ents takes the longer."""
    page.say("In the capital, the ")
    start = len(page.text)
    state = page.say(chance.choice(STATES))
    _, end = page.say(f" {chance.choice(TOPICS)} Security Act")
    page.mark("act", (start, end))
    page.mark("state", state)
    page.say(" passed.")


def _misaligned(page: Page, chance: random.Random) -> None:
    """A state glued to a participle, which the tokenizer leaves whole."""
    page.say("Parts were U.S.-")
    page.mark("state", (len(page.text) - 5, len(page.text) - 1))
    page.say("made in ")
    page.mark("state", page.say(chance.choice(STATES)))
    page.say(".")


def _split(page: Page, chance: random.Random) -> None:
    """A discontinuous law."""
    page.say("Both the ")
    first = page.say(chance.choice(TOPICS))
    page.say(" and the ")
    start = len(page.text)
    page.say(chance.choice(TOPICS))
    shared = page.say(" Safety Act")
    page.mark("act", first, (shared[0] + 1, shared[1]))
    page.mark("act", (start, shared[1]))
    page.say(" apply.")


# -- in a database ---------------------------------------------------------------


def stored(
    url: str,
    found: Iterable[Page],
    *,
    annotators: tuple[str, ...] = ("ana",),
    done: bool = True,
    registry: Iterable[Entity] = (),
) -> Database:
    """A project that holds the pages, with a layer of each by every annotator; the first is the lead."""
    database = Database.create(url, name="generated")
    tokenizer = Tokenizer("en")
    with database.writing() as connection:
        people = [join(connection, annotators[0])]
        schemas.put(connection, SCHEMA, people[0].id)
        people += [join(connection, handle, actor=people[0].id) for handle in annotators[1:]]
        for entry in registry:
            write(connection, entities.add(entry, people[0].id), {entry.id: 0})
        for page in found:
            document = new_document(page, tokenizer)
            add_documents(connection, [document], people[0].id)
            for person in people:
                layer = make_layer(connection, document.id, person.id)
                if edits := edits_of(page, done and page.done):
                    write(connection, Operation(person.id, "label", on(layer, edits)), {layer: 0})
    return database


def new_document(page: Page, tokenizer: Tokenizer) -> NewDocument:
    digest = sha256(page.text)
    tokens = tokenizer(page.text)
    return NewDocument(
        id=document_id(digest, page.name, digest),
        name=page.name,
        text=page.text,
        lang="en",
        tokens=tokens.blob,
        wide=tokens.wide,
        n_tokens=tokens.count,
        fingerprint=tokenizer.fingerprint,
        lexemes=tokens.lexemes,
        file=f"{page.name}.txt",
        file_sha256=digest,
        start=0,
        end=len(page.text),
        zones=tuple(page.zones),
    )


def edits_of(page: Page, done: bool) -> list[Edit]:
    edits = [Edit(SPAN, span.n, None, span.to_json()) for span in page.spans]
    edits += [Edit(RELATION, relation.n, None, relation.to_json()) for relation in page.relations]
    edits += [Edit(LABEL, label.n, None, label.to_json()) for label in page.labels]
    if done:
        edits.append(Edit(HEAD, 0, LayerHead().to_json(), LayerHead("done", schema=1).to_json()))
    return edits
