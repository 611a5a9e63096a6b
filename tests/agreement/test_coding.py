"""Coding measures against definitions over single ratings, the order of input, and what peers get wrong."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from math import sqrt
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.agreement import brute
from workbench.agreement.coding.alpha import alpha_per_label, krippendorff_alpha
from workbench.agreement.coding.chance import prevalence
from workbench.agreement.coding.cohen import cohen_kappa, cohen_kappa_max
from workbench.agreement.coding.conger import light_kappa, multi_kappa
from workbench.agreement.coding.counts import Counts
from workbench.agreement.coding.fleiss import fleiss_kappa, fleiss_per_label, scott_pi
from workbench.agreement.coding.gwet import gwet_ac, gwet_ac1, gwet_ac2
from workbench.agreement.coding.metric import interval, nominal, ordinal, ratio, sets
from workbench.agreement.coding.percent import percent_agreement, specific_agreement
from workbench.agreement.coding.ratings import Ratings
from workbench.agreement.coding.uniform import uniform_kappa
from workbench.agreement.coding.weights import from_distances, weights
from workbench.agreement.sets import masi, passonneau

LABELS = ["a", "b", "c"]


def rows(values: Any = None, least: int = 2) -> st.SearchStrategy[list[list[Any]]]:
    """Items of two to four annotators, with gaps."""
    value = st.none() | (st.sampled_from(LABELS) if values is None else values)
    return st.integers(2, 4).flatmap(
        lambda raters: st.lists(st.lists(value, min_size=raters, max_size=raters), min_size=least, max_size=8)
    )


def close(found: float | None, wanted: Fraction | None) -> bool:
    """Equal to the last digit: the exact value rounded once."""
    return found is None if wanted is None else found == float(wanted)


@given(rows())
def test_alpha_is_its_definition(items: list[list[str | None]]) -> None:
    found = krippendorff_alpha(Ratings.of(items, LABELS).counts)
    assert close(found.value, brute.alpha(items, lambda a, b: int(a != b)))
    assert found.value is not None or found.why


@given(rows(st.integers(0, 4)))
def test_alpha_on_scales_is_its_definition(items: list[list[int | None]]) -> None:
    counts = Ratings.of(items).counts
    pairable = [v for row in items if len(brute.given(row)) > 1 for v in brute.given(row)]

    def between(a: int, b: int) -> Fraction:
        low, high = sorted((a, b))
        inside = sum(pairable.count(v) for v in range(low, high + 1))
        return (inside - Fraction(pairable.count(a) + pairable.count(b), 2)) ** 2

    def relative(a: int, b: int) -> Fraction:
        return Fraction() if a == b else Fraction(a - b, a + b) ** 2

    assert close(krippendorff_alpha(counts, interval).value, brute.alpha(items, lambda a, b: (a - b) ** 2))
    assert close(krippendorff_alpha(counts, ratio).value, brute.alpha(items, relative))
    assert close(krippendorff_alpha(counts, ordinal).value, brute.alpha(items, between))


@given(rows(st.frozensets(st.sampled_from(LABELS))))
def test_alpha_of_sets_is_its_definition(items: list[list[frozenset[str] | None]]) -> None:
    counts = Ratings.of(items).counts
    for distance in (masi, passonneau):
        assert close(krippendorff_alpha(counts, sets(distance)).value, brute.alpha(items, distance))


@given(rows())
def test_the_kappas_are_their_definitions(items: list[list[str | None]]) -> None:
    assume(any(len(brute.given(row)) > 1 for row in items))
    ratings = Ratings.of(items, LABELS)
    seen = brute.observed(items)
    assert close(fleiss_kappa(ratings.counts).value, brute.beyond(seen, brute.fleiss_chance(items, LABELS)))
    assert close(gwet_ac1(ratings.counts).value, brute.beyond(seen, brute.gwet_chance(items, LABELS)))
    assert close(multi_kappa(ratings).value, brute.beyond(seen, brute.conger_chance(items, LABELS)))
    assert close(uniform_kappa(ratings.counts).value, brute.beyond(seen, Fraction(1, 3)))
    pair = [row[:2] for row in items if None not in row[:2]]
    if pair:
        wanted = brute.beyond(brute.observed(pair), brute.conger_chance(pair, LABELS))
        assert close(cohen_kappa(ratings.pair(0, 1)).value, wanted)
        assert close(
            scott_pi(ratings.pair(0, 1).counts).value,
            brute.beyond(brute.observed(pair), brute.fleiss_chance(pair, LABELS)),
        )


@given(rows(), st.randoms(use_true_random=False))
def test_no_order_changes_a_digit(items: list[list[str | None]], draw: Any) -> None:
    """Of items and of annotators; a sum of floats in input order would."""
    columns = list(range(len(items[0])))
    draw.shuffle(columns)
    shuffled = [[row[c] for c in columns] for row in items]
    draw.shuffle(shuffled)
    one, other = Ratings.of(items, LABELS), Ratings.of(shuffled, LABELS)
    for by_counts in (krippendorff_alpha, fleiss_kappa, gwet_ac1, uniform_kappa, percent_agreement, gwet_ac2):
        assert by_counts(one.counts) == by_counts(other.counts)
    for by_who in (multi_kappa, light_kappa):
        assert by_who(one) == by_who(other)


@given(rows())
def test_alpha_is_one_just_where_nobody_disagrees_on_several_labels(items: list[list[str | None]]) -> None:
    pairable = [set(brute.given(row)) for row in items if len(brute.given(row)) > 1]
    perfect = all(len(found) == 1 for found in pairable) and len(set().union(*pairable)) > 1 if pairable else False
    assert (krippendorff_alpha(Ratings.of(items, LABELS).counts).value == 1) is perfect


@given(rows())
def test_a_label_against_the_rest_is_a_recode(items: list[list[str | None]]) -> None:
    counts = Ratings.of(items, LABELS).counts
    for label, found in alpha_per_label(counts).items():
        recoded = [[None if v is None else str(v == label) for v in row] for row in items]
        if found.defined:
            assert found == krippendorff_alpha(Ratings.of(recoded, ["True", "False"]).counts)


@given(rows(), st.lists(st.lists(st.none(), min_size=2, max_size=2), max_size=3))
def test_an_unopened_document_changes_nothing(items: list[list[str | None]], unopened: list[list[None]]) -> None:
    """As items go: a row of gaps. Peers count it, or take the intersection over all annotators."""
    gaps = [[None] * len(items[0]) for _ in unopened]
    one, other = Ratings.of(items, LABELS), Ratings.of([*gaps, *items], LABELS)
    assert krippendorff_alpha(one.counts) == krippendorff_alpha(other.counts)
    assert gwet_ac1(one.counts) == gwet_ac1(other.counts)
    assert multi_kappa(one) == multi_kappa(other)


@given(st.lists(st.integers(0, 9), min_size=9, max_size=9), st.sampled_from(["nominal", "linear", "quadratic"]))
def test_the_standard_error_is_that_of_a_multinomial(cells: list[int], scale: Any) -> None:
    """Second source: the delta method with slopes taken numerically."""
    table = [cells[0:3], cells[3:6], cells[6:9]]
    n = sum(cells)
    ratings = Ratings.of_table(table, [1, 2, 3])
    credit = weights(scale, [1, 2, 3])
    found = cohen_kappa(ratings, credit)
    assume(found.value is not None and found.value > -0.99 and n > 3)
    v = [[float(1 - w) for w in line] for line in credit]

    def kappa(p: list[float]) -> float:
        total = sum(p)
        rows_ = [sum(p[3 * i : 3 * i + 3]) / total for i in range(3)]
        columns = [sum(p[j::3]) / total for j in range(3)]
        seen = sum(v[i][j] * p[3 * i + j] / total for i in range(3) for j in range(3))
        return 1 - seen / sum(v[i][j] * rows_[i] * columns[j] for i in range(3) for j in range(3))

    p = [cell / n for cell in cells]
    expected = sum(v[i][j] * sum(p[3 * i : 3 * i + 3]) * sum(p[j::3]) for i in range(3) for j in range(3))
    assume(expected > 0.05)
    h = 1e-6
    slopes = [
        (kappa([x + h * (at == k) for at, x in enumerate(p)]) - kappa([x - h * (at == k) for at, x in enumerate(p)]))
        / (2 * h)
        for k in range(9)
    ]
    mean = sum(a * b for a, b in zip(p, slopes, strict=True))
    variance = sum(a * (b - mean) ** 2 for a, b in zip(p, slopes, strict=True)) / n
    assert found.se == pytest.approx(sqrt(variance), abs=1e-5)


@pytest.mark.parametrize(
    ("d", "kappa"), [(0, -0.2), (100, 0.7090909), (10**6, 0.7999900)], ids=["none", "hundred", "million"]
)
def test_kappa_tends_to_f1_as_agreed_negatives_grow(d: int, kappa: float) -> None:
    """Hripcsak and Rothschild 2005: the reason to report F1 for spans."""
    ratings = Ratings.of_table([[40, 10], [10, d]], ["yes", "no"])
    assert cohen_kappa(ratings).value == pytest.approx(kappa, abs=1e-6)
    assert specific_agreement(ratings.counts, "yes").value == 0.8


def test_opposite_biases_raise_kappa_and_not_pi() -> None:
    """Krippendorff 2004 p. 246: the same observed agreement, π .186 and κ .258 where the biases oppose."""
    ratings = Ratings.of_table([[12, 18, 18], [0, 14, 18], [0, 0, 20]], ["a", "b", "c"])
    assert percent_agreement(ratings.counts).value == pytest.approx(0.46)
    assert scott_pi(ratings.counts).value == pytest.approx(0.186, abs=0.0006)
    assert cohen_kappa(ratings).value == pytest.approx(0.258, abs=0.0006)


def test_prevalence_sinks_kappa_and_not_ac1() -> None:
    ratings = Ratings.of_table([[80, 7], [8, 5]], ["x", "y"])
    assert cohen_kappa(ratings).value == pytest.approx(0.3144, abs=0.0001)
    assert gwet_ac1(ratings.counts).value == pytest.approx(0.8080, abs=0.0001)


@pytest.mark.parametrize(("scale", "middle"), [("linear", 0.5), ("quadratic", 0.75), ("ordinal", 2 / 3)])
def test_weights_of_the_middle_of_three(scale: Any, middle: float) -> None:
    found = weights(scale, ["low", "mid", "high"])
    assert [float(w) for w in found[0]] == [1, middle, 0]


def test_weights_of_numbers_stand_at_their_values() -> None:
    assert [float(w) for w in weights("linear", [1, 2, 5])[0]] == [1, 0.75, 0]


@given(st.lists(st.integers(0, 5), min_size=4, max_size=4))
def test_equal_distances_weigh_like_none(cells: list[int]) -> None:
    ratings = Ratings.of_table([cells[:2], cells[2:]], ["x", "y"])
    assert cohen_kappa(ratings, from_distances([[0, 7], [7, 0]])) == cohen_kappa(ratings)


# -- what peers get wrong -------------------------------------------------------------------------------------------


def test_each_item_with_two_of_three_annotators() -> None:
    """A peer's κ and multi-κ raise here."""
    ratings = Ratings.of([["a", "a", None], ["b", None, "b"], [None, "a", "b"], ["a", None, "a"]])
    assert multi_kappa(ratings).defined
    assert fleiss_kappa(ratings.counts).defined
    light = light_kappa(ratings)
    assert light.defined or light.why


def test_what_is_missing_is_no_label() -> None:
    """A peer counts None as a label and says .333."""
    assert krippendorff_alpha(Ratings.of([[1, 1, None], [1, 1, 1], [2, None, 2]]).counts).value == 1


def test_per_label_alpha_keeps_missing_ratings_missing() -> None:
    """A peer takes a missing rating for *not this label*, which would make these disagree."""
    found = alpha_per_label(Ratings.of([["a", "a", None], ["b", "b", None], ["a", "a", None]]).counts)
    assert {label: value.value for label, value in found.items()} == {"a": 1, "b": 1}


def test_an_item_rated_once_tells_the_shares_of_labels() -> None:
    """A peer drops it and moves AC1 from -.408 to -.44; here the chance agreement must move."""
    twice: list[list[str | None]] = [["a", "b"], ["a", "a"], ["b", "b"], ["b", "a"]]
    without, with_one = (Ratings.of(found).counts for found in (twice, [*twice, ["a", None], ["a", None]]))
    assert gwet_ac1(without) != gwet_ac1(with_one)
    assert krippendorff_alpha(without) == krippendorff_alpha(with_one)


@pytest.mark.parametrize("raters", [2, 3])
def test_one_label_only_is_undefined_and_says_so(raters: int) -> None:
    """Peers say 1.0, nan, or raise."""
    ratings = Ratings.of([["A"] * raters] * 3, ["A", "B"])
    for found in (krippendorff_alpha(ratings.counts), fleiss_kappa(ratings.counts), multi_kappa(ratings)):
        assert (found.value, found.why) == (None, "only the label A was used")
    assert cohen_kappa(ratings.pair(0, 1)).why == "only the label A was used"
    assert gwet_ac1(ratings.counts).value == 1
    assert gwet_ac1(Ratings.of([["A", "A"]]).counts).why == "the scheme has only one label"


def test_nothing_rated_twice_is_undefined_and_says_so() -> None:
    ratings = Ratings.of([["A", None], [None, "B"]])
    for found in (
        *(krippendorff_alpha(ratings.counts), fleiss_kappa(ratings.counts), gwet_ac1(ratings.counts)),
        *(multi_kappa(ratings), cohen_kappa(ratings), cohen_kappa_max(ratings), light_kappa(ratings)),
        *(percent_agreement(ratings.counts), uniform_kappa(ratings.counts)),
    ):
        assert (found.value, found.why) == (None, "no item was rated by two annotators")


def test_no_items_at_all() -> None:
    assert not krippendorff_alpha(Ratings.of([]).counts).defined
    assert not fleiss_kappa(Counts.of([], ["a", "b"])).defined


def test_an_unused_label_is_undefined_and_says_so() -> None:
    counts = Ratings.of([["a", "b"], ["a", "a"]], LABELS).counts
    assert "c" in fleiss_per_label(counts)["c"].why
    assert "c" in alpha_per_label(counts)["c"].why
    assert "c" in specific_agreement(counts, "c").why


def test_an_unused_label_raises_the_uniform_coefficient() -> None:
    """Which is why the scheme's labels are asked for."""
    items = [["a", "a"], ["b", "b"], ["a", "b"]]
    two, three = (uniform_kappa(Ratings.of(items, scheme).counts).value for scheme in (["a", "b"], LABELS))
    assert two == pytest.approx(1 / 3)
    assert three == pytest.approx(1 / 2)


def test_a_prevailing_label_is_a_caution() -> None:
    assert "98 %" in prevalence(Ratings.of([["x", "x"]] * 97 + [["x", "y"], ["y", "y"], ["y", "x"]]).counts)
    assert prevalence(Ratings.of([["x", "x"], ["y", "y"]]).counts) == ""


def test_the_t_interval_is_cut_at_one() -> None:
    """Gwet's four raters: .775 with standard error .143 and interval (.461, 1)."""
    items: list[list[int | None]] = [[1, 1, None, 1], [2, 2, 3, 2], [3] * 4, [3] * 4, [2] * 4, [1, 2, 3, 4]]
    items += [[4] * 4, [1, 1, 2, 1], [2] * 4, [None, 5, 5, 5], [None, None, 1, 1], [None, None, 3, None]]
    found = gwet_ac(Ratings.of(items).counts)
    assert found.interval
    assert found.interval[0] == pytest.approx(0.461, abs=0.0005)
    assert found.interval[1] == 1


@pytest.mark.parametrize("bad", [[["a", "b"], ["a"]], [["a", "z"]]], ids=["ragged", "strange label"])
def test_ratings_that_cannot_be_are_refused(bad: list[list[str]]) -> None:
    with pytest.raises(ValueError):
        Ratings.of(bad, LABELS)


@pytest.mark.parametrize("bad", [[[1, 2]], [[1, -1, 0]]], ids=["short", "negative"])
def test_counts_that_cannot_be_are_refused(bad: list[list[int]]) -> None:
    with pytest.raises(ValueError):
        Counts.of(bad, LABELS)


@given(rows())
def test_pooling_agrees_where_nothing_is_missing(items: list[list[str | None]]) -> None:
    full = [row for row in items if None not in row]
    assume(full)
    counts = Ratings.of(full, LABELS).counts
    assert len({percent_agreement(counts, pooling).value for pooling in ("values", "pairs", "items")}) == 1


def test_metrics_put_a_label_nowhere_from_itself() -> None:
    for metric in (nominal, interval, ratio, ordinal):
        difference = metric([0, 1, 5], [2, 1, 1])
        assert [difference(k, k) for k in range(3)] == [0, 0, 0]
        assert all(difference(i, j) == difference(j, i) > 0 for i, j in permutations(range(3), 2))
