"""Gwet's AC1 and, with weights, AC2 (2008, 2014): coefficients that keep their head where one label prevails."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt

from workbench.agreement.coding.chance import ONE_LABEL, UNRATED
from workbench.agreement.coding.counts import Counts
from workbench.agreement.coding.percent import observed, shared_credit
from workbench.agreement.coding.weights import Matrix, weights
from workbench.agreement.value import Interval, Value, undefined


def gwet_ac(counts: Counts, credit: Matrix | None = None, level: float = 0.95) -> Value:
    """AC1, or AC2 with weights, with its standard error and t interval (cut at 1); ``n`` counts rated items.

    Generous where one label prevails: a companion to α, never a value to stand alone. An item rated once tells the
    shares of the labels and nothing about agreement.
    """
    labels = len(counts.labels)
    if labels < 2:
        return undefined(ONE_LABEL)
    if not counts.pairable.items:
        return undefined(UNRATED)
    total = Fraction(labels) if credit is None else sum((sum(row, Fraction()) for row in credit), Fraction())
    shares = counts.shares()
    factor = total / (labels * (labels - 1))
    expected = factor * sum((share * (1 - share) for share in shares), Fraction())
    if expected >= 1:
        return undefined("chance alone would agree as often", counts.size)
    found = (observed(counts, credit) - expected) / (1 - expected)
    if counts.size < 2:
        return Value(float(found), "one item has no standard error", counts.size)
    se = _standard_error(counts, credit, shares, factor, expected, found)
    return Value(float(found), n=counts.size, se=se, interval=_interval(float(found), se, counts.size, level))


def _standard_error(
    counts: Counts,
    credit: Matrix | None,
    shares: Sequence[Fraction],
    factor: Fraction,
    expected: Fraction,
    found: Fraction,
) -> float:
    """Linearised item by item: each item's own coefficient, less what it moves the expected agreement."""
    items = counts.size
    scale = Fraction(items, counts.pairable.size)
    spread = Fraction()
    for row, ratings, n in counts.rows():
        own = Fraction()
        if ratings > 1:
            own = scale * (shared_credit(row, credit) / (ratings * (ratings - 1)) - expected) / (1 - expected)
        chance = factor * sum((k * (1 - share) for k, share in zip(row, shares, strict=True)), Fraction()) / ratings
        moved = own - 2 * (1 - found) * (chance - expected) / (1 - expected)
        spread += n * (moved - found) ** 2
    return sqrt(spread / (items * (items - 1)))


def _interval(value: float, se: float, items: int, level: float) -> Interval:
    from scipy.special import stdtrit

    half = float(stdtrit(items - 1, (1 + level) / 2)) * se
    return value - half, min(1.0, value + half)


def gwet_ac1(counts: Counts) -> Value:
    """AC1: every disagreement counts the same."""
    return gwet_ac(counts)


def gwet_ac2(counts: Counts) -> Value:
    """AC2 with quadratic weights, for labels on a scale."""
    return gwet_ac(counts, weights("quadratic", counts.labels))
