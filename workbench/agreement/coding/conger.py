"""κ for many annotators from each one's own shares: multi-κ (Hubert 1977, Conger 1980) and Light's mean (1971)."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import fsum

from workbench.agreement.coding.chance import UNRATED, corrected, one_label_used
from workbench.agreement.coding.cohen import cohen_kappa
from workbench.agreement.coding.percent import observed
from workbench.agreement.coding.ratings import Ratings
from workbench.agreement.value import Value, undefined


def multi_kappa(ratings: Ratings) -> Value:
    """Agreement beyond what two annotators' own shares would give, meaned over all pairs (Davies, Fleiss 1982).

    Where ratings are missing, an annotator's shares are of their own ratings and each item weighs the same (Gwet 2014).
    """
    counts = ratings.counts
    if not counts.pairable.items:
        return undefined(UNRATED)
    pairs = list(combinations(_own_shares(ratings), 2))
    chances = [sum((a * b for a, b in zip(first, second, strict=True)), Fraction()) for first, second in pairs]
    expected = sum(chances, Fraction()) / len(pairs)
    return corrected(observed(counts), expected, one_label_used(counts), counts.pairable.size)


def light_kappa(ratings: Ratings) -> Value:
    """The mean of Cohen's κ over the pairs that have one; ``n`` counts them, ``why`` says how many have none."""
    found = [cohen_kappa(pair) for _, pair in ratings.pairs()]
    values = [kappa.value for kappa in found if kappa.value is not None]
    if not values:
        return undefined(found[0].why if len(found) == 1 else "κ is undefined for every pair of annotators")
    left_out = len(found) - len(values)
    why = f"left out {left_out} of {len(found)} pairs, whose κ is undefined" if left_out else ""
    return Value(fsum(values) / len(values), why, len(values))


def _own_shares(ratings: Ratings) -> list[list[Fraction]]:
    """For each annotator who rated anything, the shares of the labels in their own ratings."""
    shares = []
    for column in range(ratings.annotators):
        given = dict.fromkeys(ratings.labels, 0)
        for row, n in ratings.items.items():
            label = row[column]
            if label is not None:
                given[label] += n
        if total := sum(given.values()):
            shares.append([Fraction(n, total) for n in given.values()])
    return shares
