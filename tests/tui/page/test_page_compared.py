"""Several annotators on one page: a band each, and what all have once."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.agreement.disagreement.studies import SCHEMA, studies
from tests.tui.page.pages import tokens_of
from workbench.agreement.study import Answer, Study
from workbench.core.relation import Relation
from workbench.core.span import Span
from workbench.tui.page.compared import ALL, ComparedLanes, ComparedPainter, Comparison, compared
from workbench.tui.page.legend import Legend
from workbench.tui.page.look import Look
from workbench.tui.page.palette import DARK
from workbench.tui.page.wrap import Rows

DOCUMENT = UUID(int=7)
TEXT = "Anna Berg spoke in Oslo, and Cem did too"


def answer(*spans: Span, relations: tuple[Relation, ...] = ()) -> Answer:
    return Answer(UUID(int=1), 1, {s.n: s for s in spans}, {r.n: r for r in relations}, {})


def side_by_side(**answers: Answer) -> Comparison:
    return compared(DOCUMENT, len(TEXT), answers, SCHEMA)


def drawn(comparison: Comparison) -> list[str]:
    lanes = ComparedLanes(Rows(TEXT, 60), comparison, tokens_of(TEXT), Legend(SCHEMA))
    painter = ComparedPainter(lanes, DARK, Look())
    return [strip.text.rstrip() for row in range(lanes.rows.count) for strip in painter.paint(row)]


def test_each_has_a_lane_with_their_name() -> None:
    comparison = side_by_side(
        ana=answer(Span(1, "X", ((0, 9),)), Span(2, "Y", ((19, 23),))),
        ben=answer(Span(1, "X", ((0, 4),)), Span(2, "Y", ((19, 23),))),
        cem=answer(Span(2, "Y", ((19, 23),))),
    )
    assert drawn(comparison) == [
        "   Anna Berg spoke in Oslo, and Cem did too",
        "=                     ╰Y─╯",
        "ana╰Ex─────▸",
        "ben╰Ex▸",
        "cem",
    ]


def test_what_all_have_stands_once() -> None:
    comparison = side_by_side(ana=answer(Span(1, "X", ((0, 9),))), ben=answer(Span(4, "X", ((0, 9),))))
    assert list(comparison.lane_of.values()) == [ALL]


def test_differing_edges_are_marked_and_equal_ones_are_not() -> None:
    comparison = side_by_side(ana=answer(Span(1, "X", ((0, 9),))), ben=answer(Span(4, "X", ((0, 4),))))
    assert set(comparison.elsewhere.values()) == {(False, True)}


def test_a_relation_of_some_says_whose_it_is() -> None:
    ends = Span(1, "X", ((0, 9),)), Span(2, "X", ((19, 23),))
    comparison = side_by_side(ana=answer(*ends, relations=(Relation(3, "r", 1, 2),)), ben=answer(*ends))
    assert [relation.label for relation in comparison.layer.relations.values()] == ["ana: r"]


def test_names_that_begin_alike_are_told_apart() -> None:
    comparison = side_by_side(anna=answer(), annika=answer(), ben=answer())
    assert len(set(comparison.short)) == 4


@settings(max_examples=40)
@given(studies(), st.integers(5, 60))
def test_every_span_is_drawn_in_the_band_of_its_annotator(study: Study, width: int) -> None:
    """Bands stand one under the other in the order of names; each mark lies in its own; heights are what is painted."""
    for document in study.documents:
        comparison = compared(document.id, 40, document.answers, SCHEMA)
        spans = [span for one in document.answers.values() for span in one.spans.values()]
        joined = sum(lane == ALL for lane in comparison.lane_of.values())
        assert len(comparison.layer.spans) == len(spans) - joined * (len(document.answers) - 1)
        lanes = ComparedLanes(Rows("abcd efgh " * 4, width), comparison, tokens_of(TEXT[:40]), Legend(SCHEMA))
        for row in range(lanes.rows.count):
            plan, bands = lanes.plan(row), lanes.bands(row)
            assert [band.lane for band in bands] == sorted(band.lane for band in bands)
            by_lane = {lane: band for band in bands for lane in range(band.first, band.first + band.height)}
            for mark in plan.marks:
                assert by_lane[mark.lane].lane == comparison.lane_of[mark.span.n]
            painted = ComparedPainter(lanes, DARK, Look()).paint(row)
            assert len(painted) == lanes.tops[row + 1] - lanes.tops[row] == 1 + plan.height
            assert {strip.cell_length for strip in painted} == {width + 4}
