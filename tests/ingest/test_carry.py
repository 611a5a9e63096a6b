"""Carrying annotations to a near-duplicate."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from workbench.core.layer import Layer
from workbench.core.relation import DocumentLabel, Relation
from workbench.core.span import Span
from workbench.ingest.carry import carry, runs

LONG = "The council met on Monday in the old harbour town. Envoys signed the pact there. Nobody slept well that night."
SHORT = "HARBOUR — The council met on Monday in the old harbour town. Nobody slept well that night."


def layer(text: str, spans: list[Span] | None = None, relations: list[Relation] | None = None) -> Layer:
    return Layer(
        UUID(int=1), UUID(int=2), len(text), UUID(int=3),
        next_n=1 + max([s.n for s in spans or []] + [r.n for r in relations or []], default=0),
        spans={s.n: s for s in spans or []}, relations={r.n: r for r in relations or []},
    )  # fmt: skip


def at(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def test_what_aligns_carries_and_the_rest_is_listed() -> None:
    spans = [
        Span(1, "event", (at(LONG, "met"),), (("modality", "actual"),)),
        Span(2, "actor", (at(LONG, "council"),), note="which?"),
        Span(3, "law", (at(LONG, "pact"),)),
        Span(4, "split", (at(LONG, "council"), at(LONG, "Monday"))),
        Span(5, "across", ((LONG.index("town"), LONG.index("Nobody") + 6),)),
    ]
    one = layer(LONG, spans, [Relation(6, "agent", 1, 2), Relation(7, "object", 1, 3)])
    into = layer(SHORT)
    done = carry(LONG, one, SHORT, into)
    into.apply(done.edits)
    assert {(s.label, s.text(SHORT)) for s in into.spans.values()} == {
        ("event", "met"), ("actor", "council"), ("split", "council Monday"),
    }  # fmt: skip
    assert {s.origin for s in into.spans.values()} == {"copied"}
    [relation] = into.relations.values()
    assert (into.spans[relation.head].label, into.spans[relation.tail].label) == ("event", "actor")
    assert {(left.item, left.n, left.why) for left in done.left} == {
        ("span", 3, "the texts differ here"), ("span", 5, "the texts differ here"),
        ("relation", 7, "an end did not carry"),
    }  # fmt: skip


def test_a_second_carry_changes_nothing() -> None:
    one = layer(LONG, [Span(1, "event", (at(LONG, "met"),))])
    one.labels[2] = DocumentLabel(2, "topic", "trade")
    into = layer(SHORT)
    into.apply(carry(LONG, one, SHORT, into).edits)
    again = carry(LONG, one, SHORT, into)
    assert again.edits == ()
    assert [left.why for left in again.left] == ["is there already", "is decided already"]


def test_short_coincidences_do_not_align() -> None:
    assert runs("Envoys met in town today", "She met him in town") == []


@given(st.text("ab .,\n🚢", max_size=80), st.text("ab .,\n🚢", max_size=80))
def test_runs_hold_the_same_text_in_order(one: str, other: str) -> None:
    found = runs(one, other)
    for run in found:
        assert one[run.source : run.source + run.length] == other[run.target : run.target + run.length]
    for a, b in zip(found, found[1:], strict=False):
        assert a.source + a.length <= b.source
        assert a.target + a.length <= b.target
