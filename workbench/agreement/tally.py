"""Tallies: what two answers have in common, in numbers that add up exactly over documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final, NamedTuple, TypeAlias

from workbench.agreement.value import Value, undefined

ANY: Final = ""
"""Stands for all labels together where a measure does not look at them."""


class Tally(NamedTuple):
    """How much two answers share (``both``), of how many things the ``first`` and the ``second`` marked."""

    both: int | Fraction
    first: int
    second: int


Tallies: TypeAlias = Mapping[str, Tally]
"""Tallies by label, or under :data:`ANY` alone."""

NOTHING: Final = Tally(0, 0, 0)


def total(tallies: Iterable[Tally]) -> Tally:
    """The sum of tallies."""
    both: int | Fraction = 0
    first = second = 0
    for tally in tallies:
        both += tally.both
        first += tally.first
        second += tally.second
    return Tally(both, first, second)


def f1(tally: Tally) -> Value:
    """Twice what both share over all that either marked; the same whoever comes first. ``n`` counts what was marked."""
    marked = tally.first + tally.second
    if not marked:
        return undefined("neither marked anything")
    return Value(_share(2 * tally.both, marked), n=marked)


def precision(tally: Tally) -> Value:
    """The share of what the second marked that the first, the reference, has too."""
    if not tally.second:
        return undefined("nothing was marked")
    return Value(_share(tally.both, tally.second), n=tally.second)


def recall(tally: Tally) -> Value:
    """The share of what the first, the reference, has that the second marked too."""
    if not tally.first:
        return undefined("the reference has nothing to find")
    return Value(_share(tally.both, tally.first), n=tally.first)


def _share(part: int | Fraction, whole: int) -> float:
    return float(part / whole)
