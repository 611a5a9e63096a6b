"""Scott's π (1955) and its form for many annotators, Fleiss's κ (1971)."""

from __future__ import annotations

from fractions import Fraction

from workbench.agreement.coding.chance import UNRATED, corrected, one_label_used
from workbench.agreement.coding.counts import Counts
from workbench.agreement.coding.label import Label, shown
from workbench.agreement.coding.percent import observed
from workbench.agreement.value import Value, undefined


def scott_pi(counts: Counts) -> Value:
    """Agreement beyond what the pooled shares of the labels would give, over the items that two annotators rated."""
    return fleiss_kappa(counts.pairable)


def fleiss_kappa(counts: Counts) -> Value:
    """Agreement beyond what the mean shares of the labels would give; ``n`` counts items rated twice or more.

    Where ratings are missing each item weighs the same, and one rated once still tells the shares (Gwet 2014).
    """
    if not counts.pairable.items:
        return undefined(UNRATED)
    expected = sum((share * share for share in counts.shares()), Fraction())
    return corrected(observed(counts), expected, one_label_used(counts), counts.pairable.size)


def fleiss_per_label(counts: Counts) -> dict[Label, Value]:
    """κ of each label of the scheme against the rest."""
    return {label: _label(counts, label) for label in counts.labels}


def _label(counts: Counts, label: Label) -> Value:
    if label not in counts.used():
        return undefined(f"nobody used the label {shown(label)}", counts.pairable.size)
    return fleiss_kappa(counts.against_rest(label))
