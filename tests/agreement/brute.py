"""Second sources: the measures from their definitions, over single ratings and all matchings; exact and slow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations, permutations
from typing import Any

Rows = Sequence[Sequence[Any]]


def given(row: Sequence[Any]) -> list[Any]:
    """The ratings of an item."""
    return [value for value in row if value is not None]


def alpha(rows: Rows, difference: Callable[[Any, Any], Any]) -> Fraction | None:
    """α from every two ratings: within items, and over all pairable ratings."""
    items = [given(row) for row in rows if len(given(row)) > 1]
    values = [value for item in items for value in item]
    n = len(values)
    observed = sum(
        (Fraction(difference(a, b)) / (len(item) - 1) for item in items for a, b in permutations(item, 2)), Fraction()
    )
    expected = sum((Fraction(difference(a, b)) for a, b in permutations(values, 2)), Fraction())
    return None if not expected else 1 - (n - 1) * observed / expected


def observed(rows: Rows) -> Fraction:
    """The mean share of agreeing pairs of an item."""
    shares = []
    for row in rows:
        pairs = list(combinations(given(row), 2))
        if pairs:
            shares.append(Fraction(sum(a == b for a, b in pairs), len(pairs)))
    return sum(shares, Fraction()) / len(shares)


def shares(rows: Rows, label: Any) -> Fraction:
    """The mean share of a label in an item's ratings."""
    rated = [given(row) for row in rows if given(row)]
    return sum((Fraction(item.count(label), len(item)) for item in rated), Fraction()) / len(rated)


def fleiss_chance(rows: Rows, labels: Sequence[Any]) -> Fraction:
    """Two ratings drawn from the mean shares agree."""
    return sum((shares(rows, label) ** 2 for label in labels), Fraction())


def gwet_chance(rows: Rows, labels: Sequence[Any]) -> Fraction:
    """Gwet's chance agreement."""
    spread = sum((shares(rows, label) * (1 - shares(rows, label)) for label in labels), Fraction())
    return spread / (len(labels) - 1)


def conger_chance(rows: Rows, labels: Sequence[Any]) -> Fraction:
    """Two annotators, each drawing from their own ratings, agree: the mean over pairs."""
    columns = [given(column) for column in zip(*rows, strict=True)]
    pairs = list(combinations([column for column in columns if column], 2))
    agree = sum(
        (Fraction(a.count(k), len(a)) * Fraction(b.count(k), len(b)) for a, b in pairs for k in labels), Fraction()
    )
    return agree / len(pairs)


def beyond(seen: Fraction, chance: Fraction) -> Fraction | None:
    """What is left beyond chance."""
    return None if chance == 1 else (seen - chance) / (1 - chance)


def best_matching(first: Sequence[Any], second: Sequence[Any], worth: Callable[[Any, Any], Any]) -> Any:
    """The greatest worth of a one-to-one matching, by trying all."""
    if not first:
        return 0
    head, *rest = first
    best = best_matching(rest, second, worth)
    for at, other in enumerate(second):
        if worth(head, other):
            best = max(best, worth(head, other) + best_matching(rest, [*second[:at], *second[at + 1 :]], worth))
    return best


def points(fragments: Sequence[tuple[int, int]]) -> set[int]:
    """The code points of an extent, one by one."""
    return {at for start, end in fragments for at in range(start, end)}
