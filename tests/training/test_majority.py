"""The majority of several layers, by hand."""

from __future__ import annotations

from uuid import UUID

import pytest

from workbench.core.layer import Layer
from workbench.core.relation import DocumentLabel, Relation
from workbench.core.span import Span
from workbench.training.majority import majority

ONE, OTHER = UUID(int=8), UUID(int=9)


def layer(*items: Span | Relation | DocumentLabel) -> Layer:
    made = Layer(UUID(int=1), UUID(int=2), 40, UUID(int=3))
    spans = {i.n: i for i in items if isinstance(i, Span)}
    relations = {i.n: i for i in items if isinstance(i, Relation)}
    labels = {i.n: i for i in items if isinstance(i, DocumentLabel)}
    return Layer(made.id, made.document, made.length, made.owner, spans=spans, relations=relations, labels=labels)


LAYERS = [
    layer(
        Span(1, "actor", ((0, 4),), (("mention", "name"),), (ONE, OTHER)),
        Span(2, "event", ((5, 8),)),
        Relation(3, "agent", 2, 1),
        DocumentLabel(4, "topic", "trade"),
    ),
    layer(
        Span(7, "actor", ((0, 4),), (("mention", "name"), ("x", "y")), (ONE,)),
        Span(8, "event", ((5, 8),)),
        Span(9, "event", ((5, 8),)),
        Relation(11, "agent", 9, 7),
        Relation(12, "agent", 8, 7),
        DocumentLabel(13, "topic", "defence"),
    ),
    layer(Span(1, "actor", ((0, 5),)), Span(2, "law", ((5, 8),)), DocumentLabel(3, "topic", "trade")),
]


def test_two_of_three() -> None:
    made = majority(LAYERS, 2)
    assert [(s.label, s.fragments, s.attributes, s.links) for s in made.ordered()] == [
        ("actor", ((0, 4),), (("mention", "name"),), (ONE,)),
        ("event", ((5, 8),), (), ()),
    ]
    [relation] = made.relations.values()
    assert (made.spans[relation.head].label, made.spans[relation.tail].label) == ("event", "actor")
    assert [(x.key, x.value) for x in made.labels.values()] == [("topic", "trade")]


@pytest.mark.parametrize(("least", "spans"), [(1, 4), (3, 0)])
def test_union_and_unanimity(least: int, spans: int) -> None:
    assert len(majority(LAYERS, least).spans) == spans
