"""Differences between labels: what Krippendorff's α takes for its δ²."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import accumulate
from typing import TypeAlias

from workbench.agreement.coding.label import Label, places
from workbench.agreement.coding.weights import Number

Difference: TypeAlias = Callable[[int, int], Number]
"""The squared difference of two labels by their positions in the scheme: 0 for a label and itself."""

Metric: TypeAlias = Callable[[Sequence[Label], Sequence[int]], Difference]
"""Makes the differences from the labels and from how often each was given (which only ``ordinal`` looks at)."""


def nominal(labels: Sequence[Label], given: Sequence[int]) -> Difference:
    """Any two labels differ alike."""
    return lambda i, j: int(i != j)


def interval(labels: Sequence[Label], given: Sequence[int]) -> Difference:
    """The squared distance on the scale."""
    at = places(labels)
    return lambda i, j: (at[i] - at[j]) ** 2


def ratio(labels: Sequence[Label], given: Sequence[int]) -> Difference:
    """The squared distance relative to the sum of both; labels need to be numbers above a true zero."""
    at = places(labels)
    return lambda i, j: Fraction() if at[i] == at[j] else ((at[i] - at[j]) / (at[i] + at[j])) ** 2


def ordinal(labels: Sequence[Label], given: Sequence[int]) -> Difference:
    """The squared number of ratings that lie between, so it depends on the data's own frequencies."""
    below = [0, *accumulate(given)]
    return lambda i, j: Fraction(below[i] + below[i + 1] - below[j] - below[j + 1], 2) ** 2


def table(distances: Sequence[Sequence[Number]]) -> Metric:
    """Differences from a table, one row and column a label."""
    exact = [[Fraction(cell) for cell in row] for row in distances]
    return lambda labels, given: lambda i, j: exact[i][j]


def sets(distance: Callable[[frozenset[str], frozenset[str]], Fraction]) -> Metric:
    """Differences between labels that are sets of values (:mod:`workbench.agreement.sets`)."""

    def metric(labels: Sequence[Label], given: Sequence[int]) -> Difference:
        values = [label if isinstance(label, frozenset) else frozenset((str(label),)) for label in labels]
        return lambda i, j: distance(values[i], values[j])

    return metric
