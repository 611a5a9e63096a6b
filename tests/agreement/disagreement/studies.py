"""Small studies that the tests of disagreements draw and write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from hypothesis import strategies as st

from tests.agreement.some import RELATIONS, graphs
from workbench.agreement.study import Answer, StudiedDocument, Study
from workbench.core.ids import NAMESPACE
from workbench.core.relation import DocumentLabel, Relation
from workbench.core.schema import Schema
from workbench.core.span import Span

NAMES = ("ana", "ben", "cem")
SCHEMA = Schema.model_validate(
    {
        "name": "small",
        "groups": {"g": {"link": "optional"}},
        "labels": {"X": {"group": "g", "name": "Ex"}, "Y": {"group": "g"}},
        "attributes": {
            "sure": {"labels": ["g"], "relations": ["r"], "values": {"yes": {}, "no": {}}, "default": "yes"}
        },
        "relations": {"r": {"head": ["g"], "tail": ["g"]}, "s": {"head": ["g"], "tail": ["g"], "symmetric": True}},
        "document_labels": {"topic": {"values": {"sea": {}, "sky": {}}}},
    }
)
Given = tuple[Iterable[Span], Iterable[Relation], Iterable[DocumentLabel]]


def answer(name: str, document: str, given: Given) -> Answer:
    """What somebody found in a document."""
    spans, relations, labels = ({item.n: item for item in items} for items in given)  # type: ignore[attr-defined]
    return Answer(uuid5(NAMESPACE, f"{document} {name}"), 1, spans, relations, labels)


def document(name: str, given: Mapping[str, Given]) -> StudiedDocument:
    """A document of 40 code points with the answers of those who finished it."""
    answers = {who: answer(who, name, what) for who, what in given.items()}
    return StudiedDocument(uuid5(NAMESPACE, name), name, 40, (), answers)


def study(*documents: StudiedDocument, gold: str | None = None) -> Study:
    """A study of everybody with an answer."""
    names = sorted({name for one in documents for name in one.answers})
    return Study(documents, SCHEMA, tuple(names), gold)


def only(kind: type[Any], items: Sequence[Any]) -> list[Any]:
    """Items of one kind."""
    return [item for item in items if isinstance(item, kind)]


def one(**items: Sequence[Any]) -> Study:
    """A study of one document: spans, relations and document labels of each annotator, by name."""
    given = {
        name: (only(Span, found), only(Relation, found), only(DocumentLabel, found)) for name, found in items.items()
    }
    return study(document("one", given))


@st.composite
def given(draw: st.DrawFn) -> Given:
    """An answer with spans that are described and linked, relations, and labels of the document."""
    spans, relations = draw(graphs())
    values = st.sampled_from([(), (("sure", "yes"),), (("sure", "no"),)])
    links = st.sampled_from([(), (UUID(int=1),), (UUID(int=1), UUID(int=2))])
    described = [Span(s.n, s.label, s.fragments, draw(values), draw(links)) for s in spans.values()]
    drawn = [Relation(r.n, r.label, r.head, r.tail, draw(values)) for r in relations]
    topic = draw(st.sampled_from([None, "sea", "sky"]))
    return described, drawn, [] if topic is None else [DocumentLabel(200, "topic", topic)]


@st.composite
def studies(draw: st.DrawFn, names: Sequence[str] = NAMES) -> Study:
    """A study of some documents that not everybody finished."""
    found = []
    for k in range(draw(st.integers(1, 3))):
        who = draw(st.lists(st.sampled_from(names), unique=True, min_size=1))
        found.append(document(f"d{k}", {name: draw(given()) for name in who}))
    return study(*found)


assert set(RELATIONS) == set(SCHEMA.relations)
