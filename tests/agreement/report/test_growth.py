"""Cost grows in proportion to the data: counted in calls, which no busy machine changes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

from tests.agreement.report.studies import SCHEMA, Row, answer
from workbench.agreement.report.reporting import reported
from workbench.agreement.report.summed import Summed
from workbench.agreement.study import StudiedDocument, Study
from workbench.core.ids import document_id


def corpus(documents: int, spans: int) -> Study:
    """Three annotators who differ here and there."""
    first: list[Row] = [(20 * k, 20 * k + 8, "XYZ"[k % 3]) for k in range(spans)]
    second = [(a, b + (k % 5 == 0), label) for k, (a, b, label) in enumerate(first)]
    third = [(a, b, "X" if k % 7 == 0 else label) for k, (a, b, label) in enumerate(first)][: spans - spans // 10]
    relations = [(k, k + 1, "r") for k in range(1, spans // 2, 2)]
    answers = {"ann": answer(first, relations), "ben": answer(second, relations), "cho": answer(third)}
    return Study(
        tuple(
            StudiedDocument(document_id("f", str(k), ""), f"d{k}", 20 * spans, (), answers) for k in range(documents)
        ),
        SCHEMA,
        ("ann", "ben", "cho"),
    )


def calls(work: Callable[[], object]) -> int:
    """Functions called, those of C among them."""
    found = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal found
        found += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return found


def cold(documents: int, spans: int) -> int:
    """Calls for the point values of the report."""
    given = corpus(documents, spans)
    reported(Summed.of(corpus(2, 10)), sure=False)
    return calls(lambda: reported(Summed.of(given), sure=False))


def test_twice_the_documents_cost_twice_the_calls() -> None:
    few, many = cold(40, 20), cold(80, 20)
    assert many < 2.05 * few


def test_twice_the_spans_of_a_document_cost_hardly_more_than_twice_the_calls() -> None:
    """It would break at once if every span met every other: four times the calls."""
    short, long = cold(4, 200), cold(4, 400)
    assert long < 2.3 * short


def test_one_edit_costs_a_small_part_of_counting_all() -> None:
    summed = Summed.of(corpus(60, 20))
    assert calls(lambda: summed.replaced(summed.study.documents[0])) < cold(60, 20) / 20
