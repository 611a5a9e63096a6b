"""The uniform-chance coefficient: Bennett's S (1954), Brennan-Prediger's (1981), Randolph's free-marginal κ (2005)."""

from __future__ import annotations

from fractions import Fraction

from workbench.agreement.coding.chance import ONE_LABEL, UNRATED, corrected
from workbench.agreement.coding.counts import Counts
from workbench.agreement.coding.percent import observed
from workbench.agreement.coding.weights import Matrix
from workbench.agreement.value import Value, undefined


def uniform_kappa(counts: Counts, weights: Matrix | None = None) -> Value:
    """Agreement beyond what choosing each label of the scheme equally often would give.

    It depends on how many labels the scheme *has*: one that nobody used raises it.
    """
    labels = len(counts.labels)
    if labels < 2:
        return undefined(ONE_LABEL)
    if not counts.pairable.items:
        return undefined(UNRATED)
    credit = Fraction(labels) if weights is None else sum((sum(row, Fraction()) for row in weights), Fraction())
    return corrected(observed(counts, weights), credit / labels**2, ONE_LABEL, counts.pairable.size)
