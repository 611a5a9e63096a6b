"""Sums that follow an edit: the report of a followed study is that of a fresh one, to the last digit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.agreement.report.studies import NAMES, answer, document, documents, studies, study
from workbench.agreement.report.counting import counted
from workbench.agreement.report.reporting import reported
from workbench.agreement.report.summed import Summed
from workbench.agreement.study import StudiedDocument, Study


@given(studies(), documents("d0"))
@settings(max_examples=60, deadline=None)
def test_following_one_edit_gives_what_counting_all_again_gives(before: Study, edited: StudiedDocument) -> None:
    """It would break if any sum forgot to take out what was, or kept a label that nobody uses any more."""
    after = replace(before, documents=(edited, *before.documents[1:]))
    live, cold = Summed.of(before).replaced(edited), Summed.of(after)
    assert reported(live, sure=False) == reported(cold, sure=False)


@given(studies(), documents("d0"))
@settings(max_examples=10, deadline=None)
def test_there_and_back_again_is_where_it_was(before: Study, edited: StudiedDocument) -> None:
    summed = Summed.of(before)
    back = summed.replaced(edited).replaced(before.documents[0])
    assert reported(back, sure=False) == reported(summed, sure=False)


@given(studies(), st.permutations(NAMES))
@settings(max_examples=40, deadline=None)
def test_no_order_and_no_name_changes_a_digit(given_: Study, names: list[str]) -> None:
    renamed = dict(zip(NAMES, names, strict=True)) | {"gold": "gold"}
    turned = [
        replace(one, answers={renamed[name]: one.answers[name] for name in sorted(one.answers, reverse=True)})
        for one in reversed(given_.documents)
    ]
    first, second = (reported(Summed.of(one), sure=False) for one in (given_, replace(given_, documents=tuple(turned))))
    assert first.numbers == second.numbers
    assert first.confusion == second.confusion
    assert first.labels == second.labels
    assert [row.exact for row in first.documents] == [row.exact for row in second.documents]


@given(studies())
@settings(max_examples=30, deadline=None)
def test_a_document_that_nobody_or_one_person_finished_changes_nothing(given_: Study) -> None:
    alone = document("alone", ann=answer([(0, 5, "X")], topic="law"))
    unopened = document("unopened")
    more = replace(given_, documents=(*given_.documents, alone, unopened))
    first, second = (reported(Summed.of(one), sure=False) for one in (given_, more))
    assert first.numbers == second.numbers
    assert first.pairs == second.pairs
    assert second.scope.alone == first.scope.alone + 1


@given(studies())
@settings(max_examples=30, deadline=None)
def test_a_document_that_all_left_empty_is_counted_and_no_part_of_f1(given_: Study) -> None:
    empty = document("empty", ann=answer(), ben=answer())
    more = replace(given_, documents=(*given_.documents, empty))
    first, second = (reported(Summed.of(one), sure=False) for one in (given_, more))
    assert second.scope.both_empty == first.scope.both_empty + 1
    for name in ("span-exact", "span-overlap", "relation-strict", "label"):
        assert first.value(name) == second.value(name)
    assert second.documents[-1].exact.value is None


def test_what_was_counted_before_is_taken_over(monkeypatch: pytest.MonkeyPatch) -> None:
    one = document("one", ann=answer([(0, 5, "X")]), ben=answer([(0, 5, "Y")]))
    other = document("other", ann=answer([(0, 5, "X")]), ben=answer([(0, 6, "X")]))
    before = Summed.of(study(one, other))
    edited = replace(other, answers={**other.answers, "ben": answer([(0, 5, "X")], rev=2)})
    seen = []

    def watched(document: StudiedDocument, frame: object) -> object:
        seen.append(document.name)
        return counted(document, frame)  # type: ignore[arg-type]

    monkeypatch.setattr("workbench.agreement.report.summed.counted", watched)
    after = Summed.of(study(one, edited), before)
    assert seen == ["other"]
    assert after.f1["span-exact"].mean().mean.value == 0.5


def test_an_answer_of_a_stranger_is_refused() -> None:
    summed = Summed.of(study(document("one", ann=answer(), ben=answer())))
    with pytest.raises(KeyError):
        summed.replaced(document("one", zoe=answer()))
