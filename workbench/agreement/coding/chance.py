"""Correction for chance: what every coefficient shares, and the reasons why one can be undefined."""

from __future__ import annotations

from fractions import Fraction

from workbench.agreement.coding.counts import Counts
from workbench.agreement.coding.label import shown
from workbench.agreement.value import Value, undefined

UNRATED = "no item was rated by two annotators"
ONE_LABEL = "the scheme has only one label"


def corrected(observed: Fraction, expected: Fraction, why: str, n: int) -> Value:
    """Agreement beyond chance, ``(observed - expected) / (1 - expected)``; undefined for ``why`` where chance is 1."""
    if expected >= 1:
        return undefined(why, n)
    return Value(float((observed - expected) / (1 - expected)), n=n)


def one_label_used(counts: Counts) -> str:
    """Why nothing is left beyond chance, in words."""
    used = counts.used()
    return f"only the label {shown(used[0])} was used" if len(used) == 1 else "chance alone would agree as often"


def prevalence(counts: Counts, limit: Fraction = Fraction(95, 100)) -> str:
    """A caution where one label makes up more than ``limit`` of all ratings, else nothing."""
    totals = counts.totals()
    most = max(range(len(totals)), key=totals.__getitem__, default=0)
    if not totals or not sum(totals) or Fraction(totals[most], sum(totals)) <= limit:
        return ""
    share = 100 * totals[most] // sum(totals)
    return f"{share} % of the ratings are {shown(counts.labels[most])}: a few items decide the value"
