"""Distances between sets of values: MASI and Passonneau's scale."""

from __future__ import annotations

from fractions import Fraction


def masi(first: frozenset[str], second: frozenset[str]) -> Fraction:
    """1 less Jaccard times 1, ⅔, ⅓ or 0 for equal, nested, crossing or disjoint sets (Passonneau 2006).

    Two empty sets are equal: both annotators said that nothing applies.
    """
    if first == second:
        return Fraction(0)
    shared = first & second
    if not shared:
        return Fraction(1)
    shape = Fraction(2, 3) if shared in (first, second) else Fraction(1, 3)
    return 1 - Fraction(len(shared), len(first | second)) * shape


def passonneau(first: frozenset[str], second: frozenset[str]) -> Fraction:
    """0, ⅓, ⅔ or 1 for equal, nested, crossing or disjoint sets (Passonneau 2004); an empty set is nested in any."""
    if first == second:
        return Fraction(0)
    shared = first & second
    if shared in (first, second):
        return Fraction(1, 3)
    return Fraction(2, 3) if shared else Fraction(1)
