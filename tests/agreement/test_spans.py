"""Span matching against all matchings tried, rules against one another, and what peers get wrong."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.agreement import brute
from tests.agreement.some import answers, shifted, spans
from workbench.agreement.spans.alignment import aligned, matched
from workbench.agreement.spans.bipartite import heaviest, largest
from workbench.agreement.spans.compared import compared
from workbench.agreement.spans.marks import Group, Marks
from workbench.agreement.spans.matching import overlapping
from workbench.agreement.spans.muc import MODES, Classes, added, classes
from workbench.agreement.spans.rule import BOUNDARIES, DICE, EXACT, OVERLAP, OVERLAP_ANY, SOFT, Rule, alike
from workbench.agreement.spans.touching import _swept, touching
from workbench.agreement.spans.trim import trimmed
from workbench.agreement.tally import Tally, f1, precision, recall, total
from workbench.core.span import Span

HALF = alike(0.5)
RULES = (EXACT, BOUNDARIES, OVERLAP, OVERLAP_ANY, HALF, alike(1, same_label=False), SOFT, DICE)


def tally(first: list[Span], second: list[Span], rule: Rule) -> Tally:
    """All labels together."""
    return total(compared(Marks.of(first), Marks.of(second), rule).values())


def share(first: list[Span], second: list[Span], rule: Rule) -> float | None:
    """F1."""
    return f1(tally(first, second, rule)).value


def worth(rule: Rule) -> Callable[[Span, Span], Any]:
    """What a pair is worth, from single code points."""

    def of(a: Span, b: Span) -> Any:
        mine, theirs = brute.points(a.fragments), brute.points(b.fragments)
        both = len(mine & theirs)
        if rule.same_label and a.label != b.label:
            return 0
        if rule.near == "equal":
            return int(a.fragments == b.fragments)
        if rule.near == "overlap":
            return int(both > 0)
        if rule.near == "alike":
            return int(Fraction(both, len(mine | theirs)) >= rule.threshold)
        return Fraction(both, len(mine | theirs)) if rule.near == "iou" else Fraction(2 * both, len(mine) + len(theirs))

    return of


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.name} {rule.same_label}")
@given(first=answers(), second=answers())
@settings(max_examples=40)
def test_the_matching_is_the_largest_there_is(rule: Rule, first: list[Span], second: list[Span]) -> None:
    wanted = brute.best_matching(first, second, worth(rule))
    assert float(tally(first, second, rule).both) == pytest.approx(float(wanted), abs=1e-12)


@given(answers(length=30, most=9, pieces=1), answers(length=30, most=9, pieces=1))
def test_sweeping_contiguous_spans_is_as_good_as_augmenting_paths(first: list[Span], second: list[Span]) -> None:
    one, other = (Group([span.fragments for span in given]) for given in (first, second))
    assert overlapping(one, other) == largest(touching(one.things, other.things))


@given(answers(most=9), answers(most=9))
def test_sweeping_finds_the_pairs_that_trying_all_finds(first: list[Span], second: list[Span]) -> None:
    one, other = ([span.fragments for span in given] for given in (first, second))
    assert sorted(_swept(one, other)) == sorted(touching(one, other))


@given(st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5))))
def test_augmenting_paths_find_the_largest_matching(edges: set[tuple[int, int]]) -> None:
    wanted = brute.best_matching(range(6), range(6), lambda a, b: int((a, b) in edges))
    assert largest(edges) == wanted


@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 9)))
def test_the_heaviest_matching_is_the_heaviest(weights: dict[tuple[int, int], int]) -> None:
    chosen = heaviest(dict(weights))
    assert len({a for a, _ in chosen}) == len(chosen) == len({b for _, b in chosen})
    wanted = brute.best_matching(range(5), range(5), lambda a, b: weights.get((a, b), 0))
    assert sum(weights[edge] for edge in chosen) == wanted


def test_a_chain_longer_than_the_stack() -> None:
    """Each span of one overlaps two of the other; one too many at the start moves the whole chain."""
    links = 30_000
    edges = [(n, n) for n in range(links)] + [(n, n + 1) for n in range(links)] + [(links, 0)]
    assert largest(edges) == links + 1


@given(answers(), answers())
def test_rules_stand_in_order(first: list[Span], second: list[Span]) -> None:
    exact, boundaries, same, any_ = (share(first, second, r) for r in (EXACT, BOUNDARIES, OVERLAP, OVERLAP_ANY))
    if exact is None or boundaries is None or same is None or any_ is None:
        assert not first
        assert not second
        return
    assert 0 <= exact <= boundaries <= any_ <= 1
    assert exact <= same <= any_
    soft, half = share(first, second, SOFT), share(first, second, HALF)
    assert soft is not None
    assert half is not None
    assert exact <= half <= same
    assert exact - 1e-12 <= soft <= same + 1e-12


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.name} {rule.same_label}")
@given(first=answers(), second=answers(), draw=st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_who_comes_first_changes_no_digit(rule: Rule, first: list[Span], second: list[Span], draw: Any) -> None:
    """Nor does the order of spans, nor where the document starts."""
    mixed, other = list(first), list(second)
    draw.shuffle(mixed)
    draw.shuffle(other)
    assert share(first, second, rule) == share(other, mixed, rule) == share(shifted(mixed, 7), shifted(other, 7), rule)
    assert share(first, first, rule) == (1 if first else None)


@given(answers(), answers())
def test_labels_add_up(first: list[Span], second: list[Span]) -> None:
    for rule in (EXACT, OVERLAP, HALF):
        by_label = compared(Marks.of(first), Marks.of(second), rule)
        for label, found in by_label.items():
            mine, theirs = ([s for s in given if s.label == label] for given in (first, second))
            assert found == tally(mine, theirs, rule)


# -- worked by hand, and what peers get wrong -----------------------------------------------------------------------


def test_one_span_against_its_two_halves_is_one_match() -> None:
    """Counting many to many would say 1."""
    assert tally(spans((0, 10, "X")), spans((0, 5, "X"), (5, 10, "X")), OVERLAP) == (1, 1, 2)


def test_greed_loses_a_pair() -> None:
    """Taking the equal span first leaves two spans alone that could have been matched."""
    first, second = spans((0, 3, "X"), (2, 8, "X")), spans((2, 8, "X"), (7, 9, "X"))
    assert share(first, second, OVERLAP) == 1


def test_touching_is_not_overlapping() -> None:
    """A peer counts [0, 5) and [5, 9) as overlapping."""
    assert share(spans((0, 5, "X")), spans((5, 9, "X")), OVERLAP_ANY) == 0
    assert classes(spans((0, 5, "X")), spans((5, 9, "X")))["type"] == Classes(missed=1, spurious=1)


def test_discontinuous_spans_compare_by_fragments() -> None:
    """A gap is no part of the span, however near its ends."""
    gapped = [Span(1, "X", ((0, 2), (8, 10)))]
    assert share(gapped, spans((3, 7, "X")), OVERLAP) == 0
    assert share(gapped, spans((0, 10, "X")), OVERLAP) == 1
    assert share(gapped, spans((0, 10, "X")), EXACT) == 0
    assert share(gapped, spans((0, 10, "X")), SOFT) == 0.4
    assert share(gapped, spans((0, 10, "X")), alike(0.4)) == 1
    assert share(gapped, spans((0, 10, "X")), alike(0.41)) == 0


def test_repeats_count_as_often_as_both_have_them() -> None:
    assert tally(spans(*[(0, 4, "X")] * 3), spans(*[(0, 4, "X")] * 2), EXACT) == (2, 3, 2)


def test_nobody_marked_anything_is_undefined_and_one_empty_is_nought() -> None:
    nothing = f1(tally([], [], EXACT))
    assert (nothing.value, nothing.why) == (None, "neither marked anything")
    assert share(spans((0, 3, "X")), [], EXACT) == 0


def test_precision_and_recall_have_reasons_too() -> None:
    assert precision(Tally(0, 3, 0)).why == "nothing was marked"
    assert recall(Tally(0, 0, 3)).why == "the reference has nothing to find"
    assert (precision(Tally(2, 3, 4)).value, recall(Tally(2, 3, 4)).value) == (0.5, 2 / 3)


@pytest.mark.parametrize("threshold", [0, -1, 1.01])
def test_a_threshold_is_a_share(threshold: float) -> None:
    with pytest.raises(ValueError, match="threshold"):
        alike(threshold)


def test_a_threshold_is_met_exactly() -> None:
    """Seven tenths, where the float of .7 is a little less."""
    assert share(spans((0, 10, "X")), spans((0, 7, "X")), alike(0.7)) == 1


@pytest.mark.parametrize(
    ("text", "fragments", "wanted"),
    [
        (" “Norland”, ", ((0, 12),), ((2, 9),)),
        ("10 %. ", ((0, 6),), ((0, 2),)),
        ("… — ", ((0, 4),), ((0, 4),)),
        ("(a b)", ((0, 2), (3, 5)), ((1, 2), (3, 4))),
        ("a, b", ((0, 4),), ((0, 4),)),
    ],
)
def test_trimming_takes_blanks_and_punctuation_from_the_ends(text: str, fragments: Any, wanted: Any) -> None:
    assert trimmed(Span(1, "X", fragments), text).fragments == wanted


# -- alignment and classes ------------------------------------------------------------------------------------------


@given(answers(), answers())
def test_an_alignment_is_one_to_one_and_its_own_mirror(first: list[Span], second: list[Span]) -> None:
    pairs = aligned(first, second)
    assert len({i for i, _ in pairs}) == len(pairs) == len({j for _, j in pairs})
    assert all(brute.points(first[i].fragments) & brute.points(second[j].fragments) for i, j in pairs)
    content = sorted((first[i].label, first[i].fragments, second[j].label, second[j].fragments) for i, j in pairs)
    mirror = [(first[i], second[j]) for j, i in aligned(second, first)]
    assert content == sorted((a.label, a.fragments, b.label, b.fragments) for a, b in mirror)


@given(answers(), answers())
def test_an_alignment_keeps_every_exact_match(first: list[Span], second: list[Span]) -> None:
    pairs = [(first[i], second[j]) for i, j in aligned(first, second)]
    equal = [a for a, b in pairs if (a.label, a.fragments) == (b.label, b.fragments)]
    assert len(equal) == tally(first, second, EXACT).both
    assert sum(a.fragments == b.fragments for a, b in pairs) == tally(first, second, BOUNDARIES).both


def test_an_alignment_prefers_the_same_label_then_the_nearer() -> None:
    first = spans((0, 10, "X"))
    assert aligned(first, spans((0, 9, "Y"), (1, 9, "X"))) == [(0, 1)]
    assert aligned(first, spans((0, 4, "X"), (1, 10, "X"))) == [(0, 1)]


@pytest.mark.parametrize("rule", [EXACT, BOUNDARIES, OVERLAP, OVERLAP_ANY, HALF], ids=lambda rule: rule.name)
@given(first=answers(), second=answers())
@settings(max_examples=40)
def test_pairs_are_as_many_as_the_count(rule: Rule, first: list[Span], second: list[Span]) -> None:
    pairs = matched(first, second, rule)
    assert len(pairs) == tally(first, second, rule).both
    assert all(rule.fits(a, b) for a, b in pairs)


@given(answers(), answers())
@settings(max_examples=50)
def test_classes_add_up_to_both_answers(first: list[Span], second: list[Span]) -> None:
    found = classes(first, second)
    for mode in MODES:
        assert (found[mode].possible, found[mode].actual) == (len(first), len(second))
    assert found["strict"].correct == tally(first, second, EXACT).both
    assert found["exact"].correct == found["partial"].correct == tally(first, second, BOUNDARIES).both
    assert found["strict"].f1.value == share(first, second, EXACT)
    mirror = classes(second, first)
    assert all((mirror[m].missed, mirror[m].spurious) == (found[m].spurious, found[m].missed) for m in MODES)


def test_the_classes_of_semeval_by_hand() -> None:
    """Equal, other label, other extent, both other, missed and invented."""
    gold = spans((0, 5, "X"), (10, 15, "X"), (20, 25, "X"), (30, 35, "X"), (40, 45, "X"))
    mine = spans((0, 5, "X"), (10, 15, "Y"), (20, 24, "X"), (31, 35, "Y"), (50, 55, "X"))
    found = added([classes(gold, mine)])
    assert found == {
        "strict": (1, 3, 0, 1, 1),
        "exact": (2, 2, 0, 1, 1),
        "partial": (2, 0, 2, 1, 1),
        "type": (2, 2, 0, 1, 1),
    }
    assert (found["partial"].precision.value, found["partial"].recall.value) == (0.6, 0.6)
    assert added([]) == dict.fromkeys(MODES, Classes())
    assert Classes().f1.why == "neither marked anything"
