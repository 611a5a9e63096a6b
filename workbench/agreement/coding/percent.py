"""Percent agreement, per item and overall, and agreement on one label."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, TypeAlias

from workbench.agreement.coding.chance import UNRATED
from workbench.agreement.coding.counts import Counts
from workbench.agreement.coding.label import Label, shown
from workbench.agreement.coding.weights import Matrix
from workbench.agreement.value import Value, undefined

Pooling: TypeAlias = Literal["values", "pairs", "items"]


def percent_agreement(counts: Counts, pooling: Pooling = "values") -> Value:
    """How often two annotators agree, over items that two or more rated; ``n`` counts these items.

    They differ only where ratings are missing: *values* weighs each rating alike (Krippendorff 2011), *pairs* each
    pair of ratings, *items* each item (Fleiss 1971).
    """
    pairable = counts.pairable
    if not pairable.items:
        return undefined(UNRATED)
    agreeing = total = Fraction()
    for row, ratings, n in pairable.rows():
        weight = {"values": Fraction(1, ratings - 1), "pairs": Fraction(1), "items": Fraction(1, ratings**2 - ratings)}
        agreeing += weight[pooling] * n * sum(k * (k - 1) for k in row)
        total += weight[pooling] * n * ratings * (ratings - 1)
    return Value(float(agreeing / total), n=pairable.size)


def item_agreement(row: Sequence[int]) -> Value:
    """The share of agreeing pairs of ratings of one item, given how often it got each label (Fleiss 1971)."""
    ratings = sum(row)
    if ratings < 2:
        return undefined("fewer than two annotators rated the item", ratings)
    return Value(sum(k * (k - 1) for k in row) / (ratings * (ratings - 1)), n=ratings)


def observed(counts: Counts, weights: Matrix | None = None) -> Fraction:
    """The mean over pairable items of the credit between two of their ratings (1 or 0 without weights).

    Raises:
        ZeroDivisionError: where no item was rated twice; callers ask that first.
    """
    credit, items = Fraction(), 0
    for row, ratings, n in counts.pairable.rows():
        credit += Fraction(n, ratings * (ratings - 1)) * shared_credit(row, weights)
        items += n
    return credit / items


def shared_credit(row: Sequence[int], weights: Matrix | None) -> Fraction:
    """The credit summed over ordered pairs of an item's ratings."""
    if weights is None:
        return Fraction(sum(k * (k - 1) for k in row))
    given = [k for k, n in enumerate(row) if n]
    return sum((weights[i][j] * row[i] * (row[j] - (i == j)) for i in given for j in given), Fraction())


def specific_agreement(counts: Counts, label: Label) -> Value:
    """Given that one annotator chose a label, how often another did: 2a / (2a + b + c) for two annotators.

    It equals the F1 of the label, and κ tends to it as items without the label are added (Hripcsak, Rothschild 2005).
    """
    k = counts.labels.index(label)
    agreeing = sum(Fraction(n * row[k] * (row[k] - 1), m - 1) for row, m, n in counts.pairable.rows())
    given = sum(n * row[k] for row, _, n in counts.pairable.rows())
    if not given:
        return undefined(f"no item that two annotators rated got the label {shown(label)}")
    return Value(float(Fraction(agreeing) / given), n=given)
