"""Problems: each kind is found, and keeping them up to date finds what looking at everything finds."""

from __future__ import annotations

from array import array
from uuid import UUID

import pytest
from hypothesis import given

from tests.core.small import SCHEMA, layer
from tests.core.test_layer import LENGTH, histories
from workbench.core.edit import RELATION, SPAN, Edit
from workbench.core.findings import Findings
from workbench.core.layer import Layer
from workbench.core.problems import find_problems
from workbench.core.relation import Relation
from workbench.core.span import Span
from workbench.core.tokens import Tokens
from workbench.core.zone import Zone

TOKENS = Tokens(array("I", range(0, 1000, 5)), array("I", range(5, 1001, 5)))
LINK = (UUID(int=9),)


def given_layer(spans: list[Span], relations: list[Relation] | None = None) -> Layer:
    model = layer()
    model.apply(Edit(SPAN, s.n, None, s.to_json()) for s in spans)
    model.apply(Edit(RELATION, r.n, None, r.to_json()) for r in relations or [])
    return model


def person(n: int, start: int, end: int) -> Span:
    return Span(n, "PERSON", ((start, end),), links=LINK)


CASES: list[tuple[str, list[Span], list[Relation]]] = [
    ("missing link", [Span(1, "PERSON", ((0, 5),))], []),
    ("misaligned", [person(1, 0, 4)], []),
    ("unknown label", [Span(1, "WHAT", ((0, 5),))], []),
    ("retired label", [Span(1, "OLD", ((0, 5),)), person(2, 5, 10)], [Relation(3, "AGENT", 1, 2)]),
    ("discontinuous", [Span(1, "PERSON", ((0, 5), (10, 15)), links=LINK)], []),
    ("attribute", [Span(1, "PERSON", ((0, 5),), (("mention", "odd"),), LINK)], []),
    ("in skip zone", [person(1, 900, 905)], []),
    ("duplicate", [person(1, 0, 5), person(2, 0, 5)], []),
    ("overlap", [person(1, 0, 10), person(2, 5, 15)], []),
    ("nesting", [person(1, 0, 10), person(2, 5, 10)], []),
    ("cardinality", [Span(1, "MEETING", ((0, 5),))], []),
    ("range", [person(1, 0, 5), person(2, 5, 10)], [Relation(3, "ALLY", 1, 2)]),
    ("unknown relation", [person(1, 0, 5), person(2, 5, 10)], [Relation(3, "WHAT", 1, 2)]),
    ("self-relation", [person(1, 0, 5)], [Relation(3, "PART_OF", 1, 1)]),
    ("duplicate relation", [person(1, 0, 5), person(2, 5, 10)], [Relation(i, "PART_OF", 1, 2) for i in (3, 4)]),
    ("cycle", [person(1, 0, 5), person(2, 5, 10)], [Relation(3, "PART_OF", 1, 2), Relation(4, "PART_OF", 2, 1)]),
]


@pytest.mark.parametrize(("kind", "spans", "relations"), CASES, ids=[c[0] for c in CASES])
def test_each_kind_alone(kind: str, spans: list[Span], relations: list[Relation]) -> None:
    found = find_problems(given_layer(spans, relations), SCHEMA, TOKENS, [Zone(900, 910, "caption")])
    assert [p.kind for p in found] == [kind]
    assert found[0].message


def test_what_the_schema_wants_has_no_problems() -> None:
    spans = [person(1, 0, 5), Span(2, "MEETING", ((10, 15), (20, 25)))]
    assert find_problems(given_layer(spans, [Relation(3, "AGENT", 2, 1)]), SCHEMA, TOKENS) == []


@given(histories())
def test_findings_kept_up_to_date_equal_a_look_at_everything(edits: list[Edit]) -> None:
    model = layer(LENGTH)
    findings = Findings(model, SCHEMA, TOKENS)
    for edit in edits:
        before = [model.spans[edit.n]] if edit.item == SPAN and edit.n in model.spans else []
        ends = [
            model.spans[v[k]]
            for v in (edit.before, edit.after)
            if edit.item == RELATION and v
            for k in ("head", "tail")
        ]
        model.apply([edit])
        after = [model.spans[edit.n]] if edit.item == SPAN and edit.n in model.spans else []
        findings.touch([*before, *after, *ends])
        assert findings.settle()
        assert findings.all() == find_problems(model, SCHEMA, TOKENS)
