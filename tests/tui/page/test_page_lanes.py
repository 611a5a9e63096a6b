"""Lanes: heights after an edit are those of a page measured afresh."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.tui.page.pages import SCHEMA, annotated, lanes_of, span, spans_in, tokens_of, widths
from workbench.core.edit import RELATION, SPAN, Edit
from workbench.core.layer import Layer
from workbench.core.relation import Relation
from workbench.core.span import Span
from workbench.tui.page.lanes import Lanes
from workbench.tui.page.legend import Legend
from workbench.tui.page.wrap import Rows

Page = tuple[str, list[Span], list[Relation]]


def put(layer: Layer, old: Span | None, new: Span | None) -> list[Edit]:
    n = (old or new or Span(0, "", ((0, 1),))).n
    return [Edit(SPAN, n, old and old.to_json(), new and new.to_json())]


def edited(layer: Layer, data: st.DataObject) -> list[Span]:
    """One edit of any kind; the spans it touched, as they were and as they are."""
    kind = data.draw(st.sampled_from(["add", "move", "delete", "relate", "unrelate"]))
    spans, relations = sorted(layer.spans), sorted(layer.relations)
    if kind == "add" or not spans:
        new = data.draw(spans_in(layer.length, layer.next_n))
        layer.apply(put(layer, None, new))
        return [new]
    n = data.draw(st.sampled_from(spans))
    old = layer.spans[n]
    if kind == "move":
        new = data.draw(spans_in(layer.length, n))
        layer.apply(put(layer, old, new))
        return [old, new]
    if kind == "delete":
        gone = layer.relations_of(n)
        ends = [layer.spans[m] for r in gone for m in (r.head, r.tail)]
        layer.apply([*(Edit(RELATION, r.n, r.to_json(), None) for r in gone), *put(layer, old, None)])
        return [old, *ends]
    if kind == "relate" or not relations:
        relation = Relation(layer.next_n + 1000, "spouse", n, data.draw(st.sampled_from(spans)))
        layer.apply([Edit(RELATION, relation.n, None, relation.to_json())])
    else:
        relation = layer.relations[data.draw(st.sampled_from(relations))]
        layer.apply([Edit(RELATION, relation.n, relation.to_json(), None)])
    return [layer.spans[relation.head], layer.spans[relation.tail]]


@given(annotated(), widths, st.booleans(), st.data())
def test_settling_an_edit_equals_measuring_the_page(page: Page, width: int, shown: bool, data: st.DataObject) -> None:
    text = page[0] or "a few words"
    lanes = lanes_of(text, *page[1:], width=width, shown=shown)
    for _ in range(3):
        before = {row: lanes.plan(row) for row in range(lanes.rows.count)}
        tops, bars = lanes.tops[:], dict(lanes.bars)
        settled = lanes.settle(edited(lanes.layer, data))
        afresh = Lanes(lanes.rows, lanes.layer, lanes.tokens, lanes.legend, shown=shown)
        assert lanes.counts == afresh.counts
        assert lanes.tops == afresh.tops
        assert lanes.touched == afresh.touched
        assert lanes.bars == afresh.bars
        assert settled.grew == (lanes.tops != tops)
        assert settled.bars == (lanes.bars != bars)
        assert {row for row in before if lanes.plan(row) != before[row]} <= settled.rows


def test_a_span_over_sixty_four_tokens_is_a_bar_and_one_of_sixty_four_is_not() -> None:
    text = "ab " * 70

    def spanning(tokens: int) -> Lanes:
        return lanes_of(text, [Span(1, "LAW", ((0, 3 * tokens - 1),))], width=50)

    assert not spanning(64).bars
    assert spanning(65).bars


def test_a_gap_does_not_make_a_span_long() -> None:
    text = "start " + "filler " * 200 + "finish"
    lanes = lanes_of(text, [span(text, 1, "EVENT", "start", "finish")], width=40)
    assert not lanes.bars
    assert sum(lanes.counts) == 2


def test_lines_and_rows_lead_to_each_other() -> None:
    text = "one two three four"
    lanes = lanes_of(text, [span(text, 1, "LAW", "two")], width=8)
    assert list(lanes.tops) == [0, 2, 3, 4]
    assert [lanes.row_at(y) for y in range(4)] == [(0, 0), (0, 1), (1, 0), (2, 0)]


def test_an_empty_document_has_one_row() -> None:
    lanes = Lanes(Rows("", 20), lanes_of("").layer, tokens_of(""), Legend(SCHEMA))
    assert (lanes.height, lanes.row_at(0), lanes.plan(0).height) == (1, (0, 0), 0)
