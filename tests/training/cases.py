"""Random documents with everything in their layers that is hard to carry over."""

from __future__ import annotations

from uuid import UUID

import spacy
from hypothesis import strategies as st

from tests.training.reference import Case
from workbench.core.entity import Entity
from workbench.core.layer import Layer
from workbench.core.relation import DocumentLabel, Relation
from workbench.core.schema import Schema
from workbench.core.span import Span, pairs
from workbench.core.tokens import Tokens, encode
from workbench.core.zone import Zone
from workbench.training.policy import Policy

SCHEMA = Schema.model_validate(
    {
        "name": "cases",
        "groups": {"actor": {"name": "ACTOR"}, "law": {"name": "LAW"}, "event": {"name": "EVENT", "event": True}},
        "labels": {
            "person": {"name": "PERSON", "group": "actor"},
            "state": {"name": "STATE", "group": "actor"},
            "act": {"name": "ACT", "group": "law"},
            "meeting": {"name": "MEETING", "group": "event"},
        },
        "attributes": {
            "mention": {"labels": ["actor"], "values": {"name": {}, "noun": {}, "pronoun": {}}, "default": "name"},
            "tone": {"labels": ["event", "state"], "values": {"calm": {}, "loud": {}}, "several": True},
        },
        "relations": {
            "agent": {"name": "AGENT", "head": ["event"], "tail": ["actor"]},
            "object": {"name": "OBJECT", "head": ["event"], "tail": ["law"]},
        },
        "document_labels": {
            "topic": {"values": {"defence": {}, "trade": {}}},
            "tags": {"values": {"a": {}, "b": {}, "c": {}}, "several": True},
        },
    }
)
IDS = [UUID(int=n) for n in range(1, 7)]
ENTITIES = [
    Entity(IDS[0], "one", "One"),
    Entity(IDS[1], "uno", "Uno", redirect=IDS[0]),
    Entity(IDS[2], "eins", "Eins", redirect=IDS[1]),
    Entity(IDS[3], "two", "Two"),
    Entity(IDS[4], "ring", "Ring", redirect=IDS[5]),
    Entity(IDS[5], "ring-2", "Ring 2", redirect=IDS[4]),
]
BLANK = spacy.blank("en")
PIECES = [
    "a",
    "b",
    "U.S.",
    "-",
    " ",
    "  ",
    "\n",
    "\u00a0",
    "é",
    "👩‍👩‍👧",
    "word",
    "abcdefgh",
    "abcdefghi",
    "don't",
    "\r\n",
    "ש",
]

texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join)
policies = st.builds(
    Policy,
    group=st.booleans(),
    priority=st.sampled_from([(), ("event",), ("person", "law")]),
    ents_group=st.sampled_from([None, None, "actor", "event"]),
    where=st.sampled_from(
        [(), (), (("mention", "name"),), (("mention", "noun"), ("mention", "pronoun")), (("tone", "calm"),)]
    ),
    spans_key=st.sampled_from(["sc", "all"]),
    discontinuous=st.sampled_from(["fragments", "covering", "drop"]),
    rel=st.booleans(),
)


def tokens_of(text: str) -> tuple[bytes, bool]:
    """The tokens of a text as the store keeps them."""
    return encode((len(token), bool(token.whitespace_)) for token in BLANK.make_doc(text))


@st.composite
def cases(draw: st.DrawFn, name: str = "doc") -> Case:
    """A document with random work on it; half of the edges stand on token edges."""
    text = draw(texts)
    tokens = Tokens.decode(*tokens_of(text))
    spans = [draw(_spans(n, text, tokens)) for n in range(1, draw(st.integers(0, 7)) + 1)]
    n = len(spans)
    relations, labels = [], []
    if spans:
        ends = st.integers(1, n)
        for _ in range(draw(st.integers(0, 5))):
            n += 1
            relations.append(Relation(n, draw(st.sampled_from(["agent", "object", "gone"])), draw(ends), draw(ends)))
    for key, value in draw(
        st.lists(st.sampled_from([("topic", "trade"), ("tags", "a"), ("tags", "c"), ("old", "x")]), max_size=3)
    ):
        n += 1
        labels.append(DocumentLabel(n, key, value))
    layer = Layer(
        UUID(int=10), UUID(int=11), len(text), UUID(int=12),
        spans={s.n: s for s in spans}, relations={r.n: r for r in relations}, labels={x.n: x for x in labels},
    )  # fmt: skip
    ranges = st.lists(_ranges(text, tokens), max_size=2)
    zones = tuple(sorted(Zone(a, b, "caption") for a, b in draw(ranges)))
    label = st.sampled_from(["person", "act"])
    rejected = tuple((a, b, draw(label)) for a, b in draw(ranges))
    disputed = tuple((a, b, draw(label)) for a, b in draw(ranges))
    return Case(name, text, tokens, zones, layer, rejected, disputed)


@st.composite
def _ranges(draw: st.DrawFn, text: str, tokens: Tokens) -> tuple[int, int]:
    if draw(st.booleans()):
        first = draw(st.integers(0, len(tokens) - 1))
        last = draw(st.integers(first, min(first + 3, len(tokens) - 1)))
        return tokens.starts[first], tokens.ends[last]
    start = draw(st.integers(0, len(text) - 1))
    return start, draw(st.integers(start + 1, len(text)))


@st.composite
def _spans(draw: st.DrawFn, n: int, text: str, tokens: Tokens) -> Span:
    fragments = [draw(_ranges(text, tokens))]
    while fragments[-1][1] + 2 < len(text) and len(fragments) < 3 and draw(st.integers(0, 3)) == 0:
        start = draw(st.integers(fragments[-1][1] + 1, len(text) - 1))
        fragments.append((start, draw(st.integers(start + 1, len(text)))))
    attributes = draw(
        st.sets(
            st.sampled_from([("mention", "name"), ("mention", "noun"), ("tone", "calm"), ("tone", "loud")]), max_size=2
        )
    )
    links = draw(st.lists(st.sampled_from(IDS), max_size=2, unique=True))
    label = draw(st.sampled_from(["person", "state", "act", "meeting", "gone"]))
    note = draw(st.sampled_from([None, None, "why"]))
    return Span(n, label, tuple(fragments), pairs(sorted(attributes)), tuple(links), "human", None, note)
