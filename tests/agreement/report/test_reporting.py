"""The report of a few documents, worked by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from tests.agreement.report.studies import answer, document, studies, study
from workbench.agreement.interval import FEWEST
from workbench.agreement.report.content import Report
from workbench.agreement.report.reporting import reported
from workbench.agreement.report.summed import Summed
from workbench.agreement.study import StudiedDocument, Study

FIRST = document(
    "first",
    ann=answer([(0, 5, "X"), (10, 15, "X"), (20, 25, "Y")], [(1, 2, "r")], "law"),
    ben=answer([(0, 5, "X"), (10, 16, "X"), (20, 25, "X"), (30, 35, "Y")], [(1, 2, "r")], "law"),
)
SECOND = document("second", ann=answer([(0, 5, "X")], topic="law"), ben=answer([(0, 5, "X")], topic="war"))
"""On the first: one equal span, one with another end, one with another label, one that ben alone marked."""


def report(*documents: StudiedDocument, sure: bool = False, gold: str | None = None) -> Report:
    return reported(Summed.of(study(*documents, gold=gold)), sure=sure)


def test_f1_pools_counts_over_documents() -> None:
    found = report(FIRST, SECOND)
    assert found.value("span-exact") == pytest.approx(2 * 2 / 9)
    assert found.value("span-overlap") == pytest.approx(2 * 3 / 9)
    assert found.value("span-boundaries") == pytest.approx(2 * 3 / 9)
    assert found.value("span-overlap-any") == pytest.approx(2 * 4 / 9)


def test_each_number_has_its_question_and_what_it_rests_on() -> None:
    found = report(FIRST, SECOND)
    assert all(number.question.endswith("?") and number.of for number in found.numbers)
    assert {number.name for number in found.numbers} >= {"attribute:mood", "link", "document:topic", "relation-strict"}
    exact = found.number("span-exact")
    assert exact is not None
    assert exact.n == 9


def test_relations_are_lost_where_their_spans_are() -> None:
    """End to end the only relation of each differs in its tail; between spans that both have there is none left."""
    found = report(FIRST)
    assert found.value("relation-strict") == 0
    given_spans = found.number("relation-given-spans")
    assert given_spans is not None
    assert given_spans.value.value is None
    assert given_spans.value.why


def test_the_label_coefficient_asks_only_where_both_placed_a_span_alike() -> None:
    """Equal extents: X·X, Y·X and X·X: observed ⅓, values 5 X and 1 Y: α = 1 - 5 · ⅓·2·... = 0."""
    label = report(FIRST, SECOND).number("label")
    assert label is not None
    assert label.value.n == 6
    assert label.value.value == pytest.approx(1 - 5 * 2 / (2 * 5 * 1))


def test_the_confusion_matrix_accounts_for_every_span_from_both_sides() -> None:
    found = report(FIRST, SECOND).confusion
    assert found.labels == ("X", "Y")
    assert found.titles == ("EXIT", "Y")
    assert found.cells == ((4, 1), (1, 0))
    assert found.boundary == (2, 0)
    assert found.missed == (0, 1)
    assert found.marked == (7, 2)
    assert dict(found.kinds) == {"missed": 1, "boundary": 1, "label": 1, "boundary+label": 0}
    assert found.edges == {"X": {"end": 1}}


@given(studies())
@settings(max_examples=40, deadline=None)
def test_the_confusion_matrix_is_symmetric_and_complete(given_: Study) -> None:
    found = reported(Summed.of(given_), sure=False)
    crossed = found.confusion
    size = range(len(crossed.labels))
    assert all(crossed.cells[i][j] == crossed.cells[j][i] for i in size for j in size)
    marked = {row.label: row.marked for row in found.labels if row.kind == "span"}
    assert dict(zip(crossed.labels, crossed.marked, strict=True)) == marked


@given(studies())
@settings(max_examples=25, deadline=None)
def test_looser_rules_never_find_less(given_: Study) -> None:
    found = reported(Summed.of(given_), sure=False)
    for row in found.pairs:
        exact, overlap, boundaries, anywhere = (
            row.values[name].value
            for name in ("span-exact", "span-overlap", "span-boundaries", "span-overlap-any")
            if row.values and name in row.values
        )
        if exact is not None and overlap is not None and boundaries is not None and anywhere is not None:
            assert 0 <= exact <= min(overlap, boundaries) <= max(overlap, boundaries) <= anywhere <= 1


def test_the_worst_document_comes_first_and_empty_ones_last() -> None:
    empty = document("empty", ann=answer(), ben=answer())
    assert [row.name for row in report(empty, SECOND, FIRST).documents] == ["first", "second", "empty"]


def test_annotators_show_bias_length_and_coverage() -> None:
    ann, ben = report(FIRST, SECOND).annotators
    assert (ann.name, ann.documents, ann.spans) == ("ann", 2, 4)
    assert ann.ratio.value == pytest.approx(4 / 5)
    assert ann.length.value == pytest.approx(20 / 4)
    assert ann.coverage.value == pytest.approx(20 / 120)
    assert {bias.label: (bias.own, bias.others) for bias in ben.bias} == {"X": (4, 3), "Y": (1, 1)}
    assert ben.bias[0].label == "X"
    assert ben.bias[0].title == "EXIT"


def test_a_reference_gives_precision_and_recall_and_is_nobody_among_the_people() -> None:
    golden = document("first", gold=answer([(0, 5, "X"), (40, 45, "Y")]), **FIRST.answers)
    found = report(golden, SECOND, gold="gold")
    without = report(FIRST, SECOND)
    assert found.numbers == without.numbers
    assert found.scope.annotators == ("ann", "ben")
    scores = found.annotators[0].against["span-exact"]
    assert (scores.precision.value, scores.recall.value) == (pytest.approx(1 / 3), pytest.approx(1 / 2))


def test_pairs_share_what_both_finished_never_what_all_did() -> None:
    """bratiaa's intersection would drop both documents for everyone, because cho finished only one of them."""
    third = document("third", ann=answer([(0, 5, "X")]), cho=answer([(0, 5, "X")]))
    rows = {row.pair: row for row in report(FIRST, SECOND, third).pairs}
    assert {pair: row.documents for pair, row in rows.items()} == {
        ("ann", "ben"): 2,
        ("ann", "cho"): 1,
        ("ben", "cho"): 0,
    }
    assert rows["ben", "cho"].values["span-exact"].value is None
    assert rows["ann", "cho"].values["span-exact"].value == 1


@pytest.mark.parametrize("documents", [(), (document("one", ann=answer([(0, 5, "X")])),)])
def test_nothing_to_compare_is_undefined_everywhere_with_its_reason(documents: tuple[StudiedDocument, ...]) -> None:
    found = report(*documents, sure=True)
    assert all(number.value.value is None and number.value.why for number in found.numbers)
    assert found.reading == ()
    assert found.advice == ()


def test_one_label_alone_is_undefined_not_perfect() -> None:
    label = report(SECOND).number("label")
    assert label is not None
    assert label.value.value is None
    assert "X" in label.value.why


def many(n: int) -> list[StudiedDocument]:
    """Copies of two documents under other names."""
    return [document(f"{k}", **(FIRST if k % 2 else SECOND).answers) for k in range(n)]


def test_too_few_documents_have_no_interval_and_say_so() -> None:
    few, enough = (report(*many(n), sure=True).number("span-exact") for n in (FEWEST - 1, FEWEST))
    assert few is not None
    assert enough is not None
    assert few.value.interval is None
    assert "too few documents" in few.value.why
    assert enough.value.interval is not None
    assert enough.value.interval[0] <= (enough.value.value or 0) <= enough.value.interval[1]


def test_an_ordered_attribute_counts_steps_and_leaves_out_what_is_unset() -> None:
    """low·high on both ends of a scale of three; nominal α would be the same for low·middle."""
    from dataclasses import replace

    def force(value: str):  # type: ignore[no-untyped-def]
        made = answer([(0, 5, "Y")])
        attributes = (("force", value),) if value else ()
        return replace(made, spans={1: replace(made.spans[1], attributes=attributes)})

    pairs = [("low", "low"), ("high", "high"), ("middle", "middle"), ("low", "middle"), ("low", "")]
    found = report(*(document(str(k), ann=force(a), ben=force(b)) for k, (a, b) in enumerate(pairs)))
    alpha = found.number("attribute:force")
    assert alpha is not None
    assert alpha.value.n == 8
    # Hand: 3 low, 3 middle, 2 high in 8 values; ordinal δ²(low,middle)=9, δ²(low,high)=30.25, δ²(middle,high)=6.25
    expected = (2 * (3 * 3 * 9 + 3 * 2 * 30.25 + 3 * 2 * 6.25)) / 7
    assert alpha.value.value == pytest.approx(1 - 2 * 9 / expected)
