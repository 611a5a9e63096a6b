"""Studies to report on: written by hand, and drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import NAMESPACE_OID, UUID, uuid5

from hypothesis import strategies as st

from tests.agreement.some import graphs
from workbench.agreement.study import Answer, StudiedDocument, Study
from workbench.core.relation import DocumentLabel, Relation
from workbench.core.schema import Schema
from workbench.core.span import Span

SCHEMA = Schema.model_validate(
    {
        "name": "small",
        "groups": {"g": {"link": "optional"}},
        "labels": {"X": {"group": "g", "name": "EXIT"}, "Y": {"group": "g"}, "Z": {"group": "g"}},
        "relations": {"r": {"head": ["g"], "tail": ["g"]}, "s": {"head": ["g"], "tail": ["g"], "symmetric": True}},
        "attributes": {
            "mood": {"labels": ["X"], "values": {"real": {}, "planned": {}}, "default": "real"},
            "force": {"labels": ["Y"], "values": {"low": {}, "middle": {}, "high": {}}, "ordered": True},
        },
        "document_labels": {"topic": {"values": {"law": {}, "war": {}}}},
    }
)
NAMES = ("ann", "ben", "cho")
LENGTH = 60

Row = tuple[int, int, str]


def answer(
    rows: Sequence[Row] = (), relations: Sequence[tuple[int, int, str]] = (), topic: str = "", rev: int = 1
) -> Answer:
    """An answer from start, end, label; relations from the positions of two spans, counted from 1."""
    spans = {n: Span(n, label, ((start, end),)) for n, (start, end, label) in enumerate(rows, 1)}
    arcs = {n: Relation(n, label, head, tail) for n, (head, tail, label) in enumerate(relations, 100)}
    labels = {200: DocumentLabel(200, "topic", topic)} if topic else {}
    return Answer(_id(repr((rows, relations, topic))), rev, spans, arcs, labels)


def document(name: str, **answers: Answer) -> StudiedDocument:
    """A document of 60 code points with these answers."""
    return StudiedDocument(_id(name), name, LENGTH, (), answers)


def study(*documents: StudiedDocument, gold: str | None = None, names: Sequence[str] | None = None) -> Study:
    """A study of these documents, of those who answered (or of these people)."""
    found = {name for one in documents for name in one.answers}
    return Study(documents, SCHEMA, tuple(sorted(names or found)), gold)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """An answer that nests, crosses, repeats, relates and describes."""
    spans, relations = draw(graphs())
    described = {
        n: replace(span, attributes=(("force", draw(st.sampled_from(("low", "high")))),)) if span.label == "Y" else span
        for n, span in spans.items()
    }
    topic = draw(st.sampled_from(("", "law", "war")))
    labels = {200: DocumentLabel(200, "topic", topic)} if topic else {}
    arcs = {relation.n: relation for relation in relations}
    content = repr((described, arcs, labels))
    return Answer(_id(content), 1, described, arcs, labels)


@st.composite
def documents(draw: st.DrawFn, name: str) -> StudiedDocument:
    """A document that some of three people finished, with or without a skip zone and a reference."""
    found: Mapping[str, Answer] = draw(st.dictionaries(st.sampled_from((*NAMES, "gold")), answers()))
    zones = draw(st.sampled_from(((), ((0, 2),), ((5, 8),))))
    return StudiedDocument(_id(name), name, LENGTH, zones, dict(sorted(found.items())))


@st.composite
def studies(draw: st.DrawFn, most: int = 4) -> Study:
    """A few documents."""
    found = [draw(documents(f"d{k}")) for k in range(draw(st.integers(1, most)))]
    return Study(tuple(found), SCHEMA, (*NAMES, "gold"), "gold")


def _id(text: str) -> UUID:
    return uuid5(NAMESPACE_OID, text)
