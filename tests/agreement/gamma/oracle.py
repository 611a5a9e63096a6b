"""γ's disorder by trying every way to put units together: the second source of the tests, for a handful of units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations

Unit = tuple[int, int, str]


def dissimilarity(
    one: Unit, other: Unit, alpha: int, beta: int, labels: Mapping[tuple[str, str], Fraction]
) -> Fraction:
    """d of two units in Δ∅, as the paper writes it."""
    apart = abs(one[0] - other[0]) + abs(one[1] - other[1])
    length = one[1] - one[0] + other[1] - other[0]
    pair = one[2], other[2]
    differ = Fraction(0) if pair[0] == pair[1] else labels.get(pair, labels.get(pair[::-1], Fraction(1)))
    return alpha * Fraction(apart, length) ** 2 + beta * differ


def disorder(
    annotators: Sequence[Sequence[Unit]],
    alpha: int = 1,
    beta: int = 1,
    labels: Mapping[tuple[str, str], Fraction] | None = None,
) -> Fraction:
    """The least disorder of all alignments, in Δ∅."""
    units = [(who, unit) for who, own in enumerate(annotators) for unit in own]
    pairs = len(annotators) * (len(annotators) - 1) // 2

    @cache
    def cost(group: tuple[int, ...]) -> Fraction:
        real = [dissimilarity(units[a][1], units[b][1], alpha, beta, labels or {}) for a, b in combinations(group, 2)]
        return (sum(real, Fraction(0)) + pairs - len(real)) / pairs

    @cache
    def least(left: tuple[int, ...]) -> Fraction:
        if not left:
            return Fraction(0)
        head, rest = left[0], left[1:]
        return min(
            cost((head, *others)) + least(tuple(u for u in rest if u not in others))
            for others in _companies(head, rest, units)
        )

    return least(tuple(range(len(units)))) * len(annotators) / len(units)


def _companies(head: int, rest: Sequence[int], units: Sequence[tuple[int, Unit]]) -> Iterator[tuple[int, ...]]:
    """All sets of other annotators' units, one of each at most, that can stand with ``head``."""
    for size in range(len(rest) + 1):
        for others in combinations(rest, size):
            owners = [units[unit][0] for unit in (head, *others)]
            if len(set(owners)) == len(owners):
                yield others
