"""What a lead is told: each rule fires where it should, and nowhere else."""

from __future__ import annotations

import pytest

from tests.agreement.report.studies import Row, answer, document, study
from workbench.agreement.report.content import Report
from workbench.agreement.report.planning import needed, plan
from workbench.agreement.report.reporting import reported
from workbench.agreement.report.summed import Summed
from workbench.agreement.value import Value, undefined


def of(first: list[Row], second: list[Row], times: int = 12) -> Report:
    """Twelve documents of two people who always differ in the same way."""
    documents = [document(f"d{k:02}", ann=answer(first), ben=answer(second)) for k in range(times)]
    return reported(Summed.of(study(*documents)))


SAME: list[Row] = [(0, 5, "X"), (10, 15, "Y")]


def test_perfect_agreement_asks_for_nothing() -> None:
    found = of(SAME, SAME)
    assert found.reading == ("they agree on every span",)
    assert found.advice == ()


def test_other_edges_are_a_matter_of_the_guideline() -> None:
    found = of(SAME, [(0, 6, "X"), (10, 16, "Y")])
    assert found.reading[0] == "labels are fine, boundaries are not"
    assert any("100 % are boundaries" in sentence for sentence in found.reading)
    assert {advice.look["kind"] for advice in found.advice if advice.look} == {"boundary"}
    assert "only the end" in found.advice[0].sentence


def test_other_labels_are_a_matter_of_definitions() -> None:
    found = of([(0, 5, "X"), (10, 15, "X"), (20, 25, "Y")], [(0, 5, "Y"), (10, 15, "X"), (20, 25, "X")])
    assert found.reading[0] == "boundaries are fine, labels are not"
    assert "EXIT and Y are confused 24 times" in found.advice[0].sentence
    assert found.advice[0].look == {"label": "X,Y"}


def test_somebody_who_marks_much_less_is_named() -> None:
    more: list[Row] = [(k, k + 2, "X") for k in range(0, 40, 4)]
    found = of(more, more[:6])
    assert any("ann marks 67 % more spans" in advice.sentence for advice in found.advice)
    assert any(advice.look.get("kind") == "missed" for advice in found.advice)


def test_relations_wait_for_their_spans() -> None:
    spans: list[Row] = [(0, 5, "X"), (10, 15, "X"), (20, 25, "X")]
    other = [*spans[:2], (20, 26, "X")]
    documents = [
        document(f"d{k}", ann=answer(spans, [(1, 2, "r"), (1, 3, "r")]), ben=answer(other, [(1, 2, "r"), (1, 3, "r")]))
        for k in range(12)
    ]
    found = reported(Summed.of(study(*documents)))
    assert found.value("relation-strict") == 0.5
    assert found.value("relation-given-spans") == 1
    assert found.advice[0].sentence == "settle the spans before you judge relations"


def test_a_rare_label_is_named_with_its_interval() -> None:
    found = of([*SAME, (30, 35, "Z")], [*SAME, (30, 35, "Z")])
    assert any(sentence.startswith("Z has only 24 spans") and "[1.00, 1.00]" in sentence for sentence in found.cautions)


def test_a_label_that_prevails_is_named() -> None:
    many: list[Row] = [(k, k + 1, "X") for k in range(40)]
    assert any(
        "98 % of all spans are EXIT" in sentence
        for sentence in of([*many, (50, 55, "Y")], [*many, (50, 55, "Y")]).cautions
    )


def test_few_documents_are_a_caution() -> None:
    assert any("only 3 shared documents" in sentence for sentence in of(SAME, SAME, times=3).cautions)


@pytest.mark.parametrize(
    ("interval", "shared", "wanted", "more"),
    [((0.4, 0.6), 50, 0.1, 150), ((0.4, 0.6), 50, 0.2, 0), ((0.4, 0.6), 50, 0.5, 0), ((0.3, 0.6), 10, 0.2, 13)],
)
def test_widths_shrink_with_the_square_root_of_documents(
    interval: tuple[float, float], shared: int, wanted: float, more: int
) -> None:
    """Half as wide needs four times as many."""
    assert needed(Value(0.5, interval=interval), shared, wanted).more == more


def test_without_an_interval_there_is_no_plan_but_a_reason() -> None:
    need = needed(undefined("neither marked anything"), 5, 0.1)
    assert need.more is None
    assert need.why == "neither marked anything"


def test_a_plan_has_a_line_for_every_label() -> None:
    found = plan(of([*SAME, (30, 35, "Z")], [*SAME, (30, 36, "Z")]), 0.1)
    assert [row.label for row in found if row.kind == "span"] == ["X", "Y", "Z"]
    assert all(row.need.more == 0 for row in found if row.kind == "span")
