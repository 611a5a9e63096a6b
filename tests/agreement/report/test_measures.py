"""Measures by name: all run, and those that two ways lead to are the same both ways."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests.agreement.report.studies import NAMES, SCHEMA, answer, document, study
from workbench.agreement.report.comparing import changes
from workbench.agreement.report.frame import Frame
from workbench.agreement.report.gammas import with_gamma
from workbench.agreement.report.measures.measured import Aids, Measured
from workbench.agreement.report.measures.table import measure, measures
from workbench.agreement.report.narrowing import narrowed
from workbench.agreement.report.reporting import reported
from workbench.agreement.report.stability import stability
from workbench.agreement.report.summed import Summed
from workbench.core.fault import Fault
from workbench.core.tokens import Tokens, encode

FRAME = Frame(NAMES, None, SCHEMA)
DOCUMENTS = [
    document(
        f"d{k}",
        ann=answer([(0, 6, "X"), (10, 16, "Y"), (20, 26, "X")], [(1, 2, "r")], "law"),
        ben=answer([(0, 6, "X"), (10, 17, "Y"), (20, 26, "Y")], [(1, 3, "s")], "war" if k % 3 else "law"),
        cho=answer([(0, 6, "X"), (30, 36, "Z")], topic="law"),
    )
    for k in range(12)
]
SUMMED = Summed.of(study(*DOCUMENTS))
TOKENS = Tokens.decode(*encode([(5, True)] * 10))


def run(name: str) -> Measured:
    def tokens() -> dict[UUID, Tokens]:
        return {one.id: TOKENS for one in DOCUMENTS}

    return measure(FRAME, name).run(SUMMED, Aids(tokens))


@pytest.mark.parametrize("name", [one.name for one in measures(FRAME)])
def test_every_measure_gives_a_value_or_a_reason(name: str) -> None:
    found = run(name)
    values = [found.overall, *found.pairs.values(), *found.labels.values(), *found.parts.values()]
    assert all(value.value is not None or value.why for value in values)
    assert set(found.pairs) <= {("ann", "ben"), ("ann", "cho"), ("ben", "cho")}


@pytest.mark.parametrize("name", [number.name for number in reported(SUMMED).numbers])
def test_the_reports_numbers_are_measures_of_the_same_name_and_value(name: str) -> None:
    number = reported(SUMMED).number(name)
    assert number is not None
    assert run(name).overall == number.value


def test_semeval_strict_is_exact_f1_where_nothing_repeats() -> None:
    strict, exact = run("muc-strict").pairs, run("span-exact").pairs
    assert {pair: value.value for pair, value in strict.items()} == {pair: value.value for pair, value in exact.items()}


def test_token_measures_carry_their_warning_and_others_none() -> None:
    assert "token agreement" in run("token-alpha").notes[0]
    assert run("span-exact").notes == ()


def test_the_older_coefficient_says_that_it_is_for_comparison() -> None:
    assert any("comparison" in note for note in run("alpha-1995").notes)


def test_an_unknown_measure_is_refused_with_a_guess() -> None:
    with pytest.raises(Fault, match="did you mean span-exact"):
        measure(FRAME, "span-exat")


def test_gamma_joins_the_report_only_when_asked() -> None:
    done: list[int] = []
    report = with_gamma(reported(SUMMED), SUMMED, lambda n, of: done.append(n))
    assert done == list(range(1, 13))
    assert report.value("gamma") == run("gamma").overall.value
    assert reported(SUMMED).number("gamma") is None
    assert any("shuffle" in caution for caution in report.cautions)


def test_narrowed_to_a_label_only_its_spans_count() -> None:
    cut = reported(Summed.of(narrowed(SUMMED.study, "EXIT")), sure=False)
    assert {row.label for row in cut.labels if row.kind == "span"} == {"X"}
    whole = reported(SUMMED, sure=False)
    label = next(row for row in whole.labels if row.label == "X")
    assert cut.value("span-exact") == label.exact.value


def test_narrowed_to_a_relation_all_spans_stay() -> None:
    cut = narrowed(SUMMED.study, "r")
    assert all(len(one.answers["ann"].spans) == 3 for one in cut.documents)
    assert all(not one.answers["ben"].relations for one in cut.documents)


def test_narrowed_to_nothing_known_is_refused() -> None:
    with pytest.raises(Fault, match="no label NOPE"):
        narrowed(SUMMED.study, "NOPE")


def test_two_rounds_of_one_annotator_are_held_against_each_other_alone() -> None:
    first, second = answer([(0, 5, "X"), (10, 15, "Y")]), answer([(0, 5, "X")])
    rounds = {"ann (round 1)": first, "ann (round 2)": second, "ben (round 1)": answer([(50, 55, "Z")])}
    owners = {name: name.partition(" ")[0] for name in rounds}
    (row,) = stability(study(*(document(f"d{k}", **rounds) for k in range(10))), owners)
    assert (row.annotator, row.rounds, row.documents) == ("ann", ("ann (round 1)", "ann (round 2)"), 10)
    assert row.exact.value == pytest.approx(2 / 3)
    assert row.exact.interval is not None


def test_a_change_is_clear_where_the_intervals_do_not_touch() -> None:
    spans = [(0, 5, "X"), (10, 15, "Y")]
    worse = [document(f"d{k}", ann=answer(spans), ben=answer([(0, 6, "X"), (10, 16, "Y")])) for k in range(10)]
    better = [document(f"d{k}", ann=answer(spans), ben=answer(spans)) for k in range(10)]
    before, now = (reported(Summed.of(study(*some))) for some in (worse, better))
    exact = next(change for change in changes(before, now) if change.name == "span-exact")
    assert (exact.by, exact.clear) == (1, True)
    same = next(change for change in changes(now, now) if change.name == "span-exact")
    assert (same.by, same.clear) == (0, False)
    topic = next(change for change in changes(before, now) if change.name == "document:topic")
    assert topic.by is None
