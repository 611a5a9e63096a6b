"""Weights: how much credit two different labels get (1 for the same label)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import comb
from typing import Literal, TypeAlias, get_args

from workbench.agreement.coding.label import Label, places

Scale: TypeAlias = Literal["nominal", "linear", "quadratic", "ordinal"]
Number: TypeAlias = int | float | Fraction
Matrix: TypeAlias = tuple[tuple[Fraction, ...], ...]
"""One row and one column a label, in the order of the scheme."""


def weights(scale: Scale, labels: Iterable[Label]) -> Matrix:
    """Credit between labels that stand on a scale: their own values if all are numbers, else their ranks.

    *linear* falls with the distance, *quadratic* with its square (Cohen 1968), *ordinal* with the number of label
    pairs that lie between (Gwet 2014).

    Raises:
        ValueError: for a scale that is none of these.
    """
    at = places(labels)
    if scale not in get_args(Scale):
        raise ValueError(f"weights are one of {', '.join(get_args(Scale))}")
    distances = [[_distance(scale, at, i, j) for j in range(len(at))] for i in range(len(at))]
    return from_distances(distances)


def from_distances(distances: Sequence[Sequence[Number]]) -> Matrix:
    """Credit from a table of disagreement weights, 0 on its diagonal, which need not be symmetric."""
    exact = [[Fraction(cell) for cell in row] for row in distances]
    most = max((cell for row in exact for cell in row), default=Fraction()) or Fraction(1)
    return tuple(tuple(1 - cell / most for cell in row) for row in exact)


def _distance(scale: Scale, at: Sequence[Fraction], i: int, j: int) -> Fraction:
    if scale == "nominal":
        return Fraction(i != j)
    if scale == "ordinal":
        return Fraction(comb(abs(i - j) + 1, 2))
    return abs(at[i] - at[j]) if scale == "linear" else (at[i] - at[j]) ** 2
