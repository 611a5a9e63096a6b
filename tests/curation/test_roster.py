"""Who is compared: what the words of the command line mean."""

from __future__ import annotations

import pytest

from workbench.core.fault import Fault
from workbench.curation.roster import Roster
from workbench.curation.studying import moment


def test_everybody_and_the_reference_where_nobody_is_named() -> None:
    roster = Roster.of()
    assert roster.wants("ann", "human")
    assert roster.wants("gold", "gold")
    assert not roster.wants("rules", "model")


def test_named_models_take_part_and_gold_only_if_named_too() -> None:
    roster = Roster.of("ann,rules")
    assert roster.wants("rules", "model")
    assert not roster.wants("ben", "human")
    assert not roster.wants("gold", "gold")
    assert Roster.of("gold,ann").wants("gold", "gold")


def test_annotators_narrows_the_people_and_keeps_the_reference() -> None:
    roster = Roster.of(annotators="ann, ben")
    assert roster.names == ("ann", "ben")
    assert roster.wants("gold", "gold")


def test_gold_alone_is_held_against_everybody() -> None:
    roster = Roster.of("gold")
    assert roster.wants("ann", "human")
    assert roster.wants("gold", "gold")


def test_two_rounds_are_two_names() -> None:
    roster = Roster.of(rounds="2,1")
    assert roster.rounds == (1, 2)
    assert roster.called("ann", "human", 2) == "ann (round 2)"
    assert roster.called("gold", "gold", 1) == "gold"
    assert Roster.of(rounds="2").called("ann", "human", 2) == "ann"
    assert not Roster.of(rounds="2").counts("human", 1)


@pytest.mark.parametrize("words", [{"layers": "majority:2"}, {"annotators": ","}, {"annotators": "gold"}])
def test_words_that_name_nobody_are_refused(words: dict[str, str]) -> None:
    with pytest.raises(Fault):
        Roster.of(**words)


@pytest.mark.parametrize("rounds", ["0", "one", "1,x", "-1"])
def test_no_round_is_refused(rounds: str) -> None:
    with pytest.raises(Fault, match="round"):
        Roster.of(rounds=rounds)


def test_a_date_means_its_end_and_a_moment_itself() -> None:
    assert moment("1970-01-01") == 24 * 3600 * 1000 - 1
    assert moment("1970-01-01T00:00") == 0
    assert moment("1970-01-01T01:00+01:00") == 0


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01", "2026-02-30", "9999-12-31"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(Fault):
        moment(text)
