"""Annotated text as plain lines: marks stand where spans stand, and the text between them is the text."""

from __future__ import annotations

import re
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from workbench.cli.plain import marked, relation_lines, span_lines
from workbench.core.layer import Layer
from workbench.core.relation import Relation
from workbench.core.schema import Schema
from workbench.core.span import Span, merged

SCHEMA = Schema.model_validate(
    {
        "name": "small",
        "groups": {"actor": {}, "event": {"event": True}},
        "labels": {"PER": {"group": "actor", "name": "PERSON"}, "ORG": {"group": "actor"}, "SIGN": {"group": "event"}},
        "relations": {"AGENT": {"head": ["event"], "tail": ["actor"]}},
    }
)
MARK = re.compile(r"\[(?:PERSON|ORG|SIGN):\d+[a-z]? |(?::\d+[a-z]?)?\]")


def layer_of(text: str, *spans: Span, relations: tuple[Relation, ...] = ()) -> Layer:
    return Layer(
        uuid4(), uuid4(), len(text), uuid4(), spans={s.n: s for s in spans}, relations={r.n: r for r in relations}
    )


def test_nested_spans_nest() -> None:
    text = "the Bank of Japan said"
    layer = layer_of(text, Span(1, "ORG", ((4, 17),)), Span(2, "PER", ((12, 17),)))
    assert marked(text, layer, SCHEMA) == "the [ORG:1 Bank of [PERSON:2 Japan]] said"


def test_neighbours_close_before_they_open() -> None:
    layer = layer_of("abcd", Span(1, "ORG", ((0, 2),)), Span(2, "PER", ((2, 4),)))
    assert marked("abcd", layer, SCHEMA) == "[ORG:1 ab][PERSON:2 cd]"


def test_crossing_spans_name_their_end() -> None:
    layer = layer_of("abcdef", Span(1, "ORG", ((0, 4),)), Span(2, "PER", ((2, 6),)))
    assert marked("abcdef", layer, SCHEMA) == "[ORG:1 ab[PERSON:2 cd:1]ef]"


def test_fragments_are_lettered() -> None:
    text = "set it up"
    layer = layer_of(text, Span(7, "SIGN", ((0, 3), (7, 9))))
    assert marked(text, layer, SCHEMA) == "[SIGN:7a set] it [SIGN:7b up]"


def test_nothing_a_terminal_obeys_comes_through() -> None:
    text = "a\x1b[31m\r\nb\rc\u202e"
    assert marked(text, layer_of(text), SCHEMA) == "a␛[31m\nb␍c\u2e31"


fragments = st.lists(
    st.tuples(st.integers(0, 29), st.integers(1, 8)).map(lambda f: (f[0], min(30, f[0] + f[1]))), min_size=1, max_size=3
).map(merged)


@given(st.lists(fragments, max_size=8))
def test_without_its_marks_it_is_the_text(shapes) -> None:
    text = "abcdefghijklmnopqrstuvwxyzabcd"
    layer = layer_of(text, *(Span(n, "ORG", shape) for n, shape in enumerate(shapes, 1)))
    assert MARK.sub("", marked(text, layer, SCHEMA)) == text


def test_lists_say_everything_once() -> None:
    text = "Koskinen signed"
    person = uuid4()
    layer = layer_of(
        text,
        Span(1, "PER", ((0, 8),), (("mention", "name"),), (person,), note="sure"),
        Span(2, "SIGN", ((9, 15),)),
        relations=(Relation(3, "AGENT", 2, 1),),
    )
    assert list(span_lines(text, layer, SCHEMA, {person: "Maria Koskinen"})) == [
        "  1  PERSON  0–8  “Koskinen”  → Maria Koskinen  mention=name  note: sure",
        "  2  SIGN  9–15  “signed”",
    ]
    assert list(relation_lines(text, layer, SCHEMA)) == ["  3  AGENT  SIGN:2 “signed” → PERSON:1 “Koskinen”"]
