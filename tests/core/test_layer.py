"""The layer: applying edits, refusing what cannot be, and its index."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.small import layer
from workbench.core.edit import RELATION, SPAN, Edit, Refused
from workbench.core.layer import Layer, outermost
from workbench.core.relation import Relation
from workbench.core.span import Span, merged

LENGTH = 600


@st.composite
def fragments(draw: st.DrawFn) -> tuple[tuple[int, int], ...]:
    """Sorted, separated, non-empty ranges within the document."""
    edges = draw(st.lists(st.integers(0, LENGTH), min_size=2, max_size=6, unique=True).map(sorted))
    return tuple(zip(edges[0 : len(edges) // 2 * 2 : 2], edges[1::2], strict=True))


@st.composite
def histories(draw: st.DrawFn) -> list[Edit]:
    """Edits that apply one after the other: spans and relations come, change and go."""
    model = layer(LENGTH)
    edits: list[Edit] = []
    for _ in range(draw(st.integers(1, 25))):
        choice = draw(st.sampled_from(["add", "change", "relate", "drop", "unrelate"]))
        n = model.next_n
        edit = None
        if choice == "add" or not model.spans:
            edit = Edit(SPAN, n, None, Span(n, draw(st.sampled_from("AB")), draw(fragments())).to_json())
        elif choice == "change":
            old = model.spans[draw(st.sampled_from(sorted(model.spans)))]
            new = replace(old, fragments=draw(fragments()), note=draw(st.sampled_from([None, "x"])))
            edit = Edit(SPAN, old.n, old.to_json(), new.to_json())
        elif choice == "relate":
            ends = draw(st.tuples(*[st.sampled_from(sorted(model.spans))] * 2))
            edit = Edit(RELATION, n, None, Relation(n, "R", *ends).to_json())
        elif choice == "unrelate" and model.relations:
            gone = model.relations[draw(st.sampled_from(sorted(model.relations)))]
            edit = Edit(RELATION, gone.n, gone.to_json(), None)
        elif choice == "drop":
            free = [s for s in model.spans.values() if not model.relations_of(s.n)]
            if free:
                gone_span = draw(st.sampled_from(free))
                edit = Edit(SPAN, gone_span.n, gone_span.to_json(), None)
        if edit is not None:
            model.apply([edit])
            edits.append(edit)
    return edits


def state(of: Layer) -> list[tuple[str, int, object]]:
    return list(of.items())


@given(histories())
def test_applying_and_taking_back_is_identity(edits: list[Edit]) -> None:
    model = layer(LENGTH)
    states = [state(model)]
    for edit in edits:
        model.apply([edit])
        states.append(state(model))
    for edit, before in zip(reversed(edits), reversed(states[:-1]), strict=True):
        model.apply([edit.inverse()])
        assert state(model) == before


@given(histories(), st.integers(0, LENGTH), st.integers(0, LENGTH))
def test_the_index_finds_what_a_look_at_every_span_finds(edits: list[Edit], a: int, b: int) -> None:
    start, end = min(a, b), max(a, b) + 1
    model = layer(LENGTH)
    model.apply(edits)
    brute = [s for s in model.spans.values() if any(x < end and y > start for x, y in s.fragments)]
    assert {s.n for s in model.overlapping(start, end)} == {s.n for s in brute}
    for n in model.spans:
        ends = {r.n for r in model.relations.values() if n in (r.head, r.tail)}
        assert {r.n for r in model.relations_of(n)} == ends


@given(histories())
def test_spans_and_relations_survive_json(edits: list[Edit]) -> None:
    model = layer(LENGTH)
    model.apply(edits)
    for span in model.spans.values():
        assert Span.from_json(span.n, span.to_json()) == span
    for relation in model.relations.values():
        assert Relation.from_json(relation.n, relation.to_json()) == relation


def span(n: int, start: int, end: int) -> Edit:
    return Edit(SPAN, n, None, Span(n, "A", ((start, end),)).to_json())


@pytest.mark.parametrize(
    "edits",
    [
        [span(1, 0, 5), span(2, 590, 601)],
        [span(1, 0, 5), Edit(RELATION, 2, None, Relation(2, "R", 1, 9).to_json())],
        [span(1, 0, 5), Edit(SPAN, 1, None, Span(1, "B", ((0, 5),)).to_json())],
        [span(1, 0, 5), Edit(SPAN, 2, None, {"label": "A", "at": [[5, 5]]})],
        [span(1, 0, 5), Edit(SPAN, 2, None, {"label": "A"})],
        [span(1, 0, 5), Edit("zone", 2, None, {})],
    ],
    ids=["past the end", "dangling", "stale", "empty span", "malformed", "not of a layer"],
)
def test_what_cannot_be_is_refused_whole(edits: list[Edit]) -> None:
    model = layer(LENGTH)
    with pytest.raises(Refused):
        model.apply(edits)
    assert state(model) == []
    assert model.rev == 0


def test_a_span_with_relations_cannot_go_alone() -> None:
    model = layer(LENGTH)
    model.apply([span(1, 0, 5), span(2, 6, 9), Edit(RELATION, 3, None, Relation(3, "R", 1, 2).to_json())])
    with pytest.raises(Refused, match="relations"):
        model.apply([Edit(SPAN, 1, model.spans[1].to_json(), None)])
    assert 1 in model.spans


def test_numbers_are_never_used_again() -> None:
    model = layer(LENGTH)
    model.apply([span(7, 0, 5)])
    model.apply([Edit(SPAN, 7, model.spans[7].to_json(), None)])
    assert model.next_n == 8


@pytest.mark.parametrize("bad", [(), ((3, 3),), ((5, 2),), ((0, 4), (4, 6)), ((6, 8), (0, 2)), ((-1, 2),)])
def test_fragments_are_sorted_apart_and_not_empty(bad: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValueError, match="span 1"):
        Span(1, "A", bad)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda p: (p[0], p[0] + p[1])), min_size=1))
def test_merged_fragments_cover_the_same_and_stand_apart(ranges: list[tuple[int, int]]) -> None:
    joined = merged(ranges)
    assert {i for a, b in joined for i in range(a, b)} == {i for a, b in ranges for i in range(a, b)}
    assert all(b < c for (_, b), (c, _) in zip(joined, joined[1:], strict=False))


@given(histories(), st.integers(-1, LENGTH))
def test_stepping_through_spans_is_the_sorted_order(edits: list[Edit], at: int) -> None:
    model = layer(LENGTH)
    model.apply(edits)
    ordered = model.ordered()
    for place in [*map(outermost, ordered), (at, 0, 0)]:
        ahead = [s for s in ordered if outermost(s) > place]
        behind = [s for s in ordered if outermost(s) < place]
        assert model.after(place) == (ahead[0] if ahead else None)
        assert model.before(place) == (behind[-1] if behind else None)
