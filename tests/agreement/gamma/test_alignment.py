"""Best alignments: exact against trying everything, and the same whatever order, scale or company they come in."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.agreement.gamma import oracle
from tests.agreement.gamma.made import annotators
from workbench.agreement.gamma import candidates
from workbench.agreement.gamma.alignment import Alignment, aligned
from workbench.agreement.gamma.dissimilarity import Dissimilarity
from workbench.agreement.gamma.units import Placed, units

PLAIN = Dissimilarity()
Placings = list[list[tuple[int, int, str]]]


def best(placed: Placings, dissimilarity: Dissimilarity = PLAIN) -> Alignment:
    return aligned(units([placed]), dissimilarity)


def disorder(placed: Placings, dissimilarity: Dissimilarity = PLAIN) -> float:
    return float(best(placed, dissimilarity).disorder[0])


@given(annotators(), st.sampled_from([(1, 1), (3, 1), (1, 0), (0, 1), (2, 3)]))
@settings(max_examples=200, deadline=None)
def test_no_alignment_is_better(placed: Placings, weights: tuple[int, int]) -> None:
    assert disorder(placed, Dissimilarity(*weights)) == pytest.approx(
        float(oracle.disorder(placed, *weights)), abs=1e-9
    )


@given(annotators(most=3))
@settings(max_examples=60, deadline=None)
def test_distances_of_labels_count(placed: Placings) -> None:
    near = Dissimilarity(1, 2, labels={("B", "A"): 0.25})
    wanted = oracle.disorder(placed, 1, 2, {("A", "B"): Fraction(1, 4)})
    assert disorder(placed, near) == pytest.approx(float(wanted), abs=1e-9)


def test_a_long_unit_holds_two_together_that_are_too_far_apart() -> None:
    """Two annotators mark one half each, the third the whole: pruning pairs by themselves misses the best alignment."""
    halves = [[(0, 10, "A")], [(21, 31, "A")], [(0, 31, "A")]]
    found = best(halves)
    assert [len(row) for row in found.groups()] == [3]
    assert found.disorder[0] == pytest.approx(((42 / 20) ** 2 + 2 * (21 / 41) ** 2) / 3)


@given(annotators())
@settings(max_examples=100, deadline=None)
def test_every_unit_stands_in_one_group_with_one_of_each_annotator_at_most(placed: Placings) -> None:
    found = best(placed)
    groups = found.groups()
    assert sorted(unit for row in groups for unit in row) == list(range(len(found.units)))
    for row in groups:
        owners = found.units.annotator[row].tolist()
        assert owners == sorted(set(owners))


@given(annotators(), st.permutations(range(4)), st.integers(1, 10**6), st.integers(0, 10**6))
@settings(max_examples=100, deadline=None)
def test_order_place_and_scale_change_nothing(placed: Placings, order: list[int], factor: int, shift: int) -> None:
    turned = [list(reversed(placed[who])) for who in order if who < len(placed)]
    moved = [[(s * factor + shift, e * factor + shift, label) for s, e, label in own] for own in turned]
    assert disorder(moved) == pytest.approx(disorder(placed), abs=1e-9)


@given(st.lists(annotators(most=2), min_size=2, max_size=4))
@settings(max_examples=60, deadline=None)
def test_continua_do_not_see_each_other(many: list[Placings]) -> None:
    together = aligned(units(many), PLAIN)
    assert together.disorder.tolist() == [disorder(placed) for placed in many]


@given(annotators())
@settings(max_examples=60, deadline=None)
def test_no_disorder_means_identical(placed: Placings) -> None:
    assert (disorder(placed) == 0) == (len({tuple(sorted(own)) for own in placed}) == 1)
    assert disorder([placed[0] or placed[1]] * 3) == 0 or not (placed[0] or placed[1])


def test_the_scale_of_the_empty_unit_is_the_scale_of_disorder() -> None:
    placed: Placings = [[(0, 4, "A"), (9, 12, "B")], [(1, 4, "B")]]
    assert disorder(placed, Dissimilarity(empty=2.5)) == pytest.approx(2.5 * disorder(placed))


def test_ties_go_to_units_that_stand_together_then_to_the_nearer_start() -> None:
    """Two units of d = 2 Δ∅ cost as much together as apart; two equal candidates differ by where they start."""
    apart = best([[(0, 4, "A")], [(4, 8, "B")]])
    assert float(apart.disorder[0]) == 2
    assert [len(row) for row in apart.groups()] == [2]
    near = best([[(10, 14, "A")], [(4, 12, "A"), (12, 20, "A")]])
    pair = next(row for row in near.groups() if len(row) == 2)
    assert near.units.start[pair].tolist() == [10, 12]


def test_nothing_placed_has_no_disorder_to_tell() -> None:
    found = aligned(units([[[], []], [[(0, 3, "A")], []]]), PLAIN)
    assert str(found.disorder.tolist()) == "[nan, 2.0]"


def test_what_memory_cannot_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "MOST", 50)
    with pytest.raises(candidates.TooLarge):
        best([[(n, n + 9, "A") for n in range(9)]] * 3)


@pytest.mark.parametrize("placed", [[[(3, 3, "A")], []], [[(4, 3, "A")], []]])
def test_a_unit_without_length_is_refused(placed: list[Placed]) -> None:
    with pytest.raises(ValueError, match="length"):
        units([placed])


def test_continua_of_different_annotators_are_refused() -> None:
    with pytest.raises(ValueError, match="numbers of annotators"):
        units([[[], []], [[]]])


@pytest.mark.parametrize(
    ("arguments", "why"), [((-1, 1, 1), "negative"), ((1, 1, 0), "empty"), ((1, 1, 1, {("A", "B"): 2.0}), "between")]
)
def test_a_dissimilarity_that_is_none_is_refused(arguments: tuple[float, ...], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Dissimilarity(*arguments)  # type: ignore[arg-type]
