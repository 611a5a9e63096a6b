"""Krippendorff's α: any number of annotators, any metric, missing ratings (Krippendorff 2011)."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from workbench.agreement.coding.chance import UNRATED, one_label_used
from workbench.agreement.coding.counts import Counts
from workbench.agreement.coding.label import Label, shown
from workbench.agreement.coding.metric import Difference, Metric, nominal
from workbench.agreement.value import Value, undefined


def krippendorff_alpha(counts: Counts, metric: Metric = nominal) -> Value:
    """1 less observed over expected disagreement; ``n`` counts the ratings of items that two or more annotators rated.

    What is missing is missing: an item rated once says nothing. Undefined where everyone used one label only, because
    then no disagreement was to be expected.
    """
    pairable = counts.pairable
    given = pairable.totals()
    n = sum(given)
    if not n:
        return undefined(UNRATED)
    difference = metric(counts.labels, given)
    used = [k for k, times in enumerate(given) if times]
    expected = sum((2 * given[i] * given[j] * Fraction(difference(i, j)) for i, j in combinations(used, 2)), Fraction())
    if not expected:
        return undefined(one_label_used(pairable), n)
    return Value(float(1 - (n - 1) * _observed(pairable, difference) / expected), n=n)


def alpha_per_label(counts: Counts) -> dict[Label, Value]:
    """Nominal α of each label of the scheme against the rest, missing ratings kept missing."""
    return {label: _label(counts, label) for label in counts.labels}


def disagreement(row: tuple[int, ...], difference: Difference) -> Fraction:
    """An item's differences summed over ordered pairs of ratings, each rating weighing the same."""
    given = [k for k, times in enumerate(row) if times]
    total = sum((2 * row[i] * row[j] * Fraction(difference(i, j)) for i, j in combinations(given, 2)), Fraction())
    return total / (sum(row) - 1)


def _observed(pairable: Counts, difference: Difference) -> Fraction:
    return sum((n * disagreement(row, difference) for row, n in pairable.items.items()), Fraction())


def _label(counts: Counts, label: Label) -> Value:
    if label not in counts.pairable.used():
        return undefined(f"nobody used the label {shown(label)} on an item that two annotators rated")
    return krippendorff_alpha(counts.against_rest(label))
