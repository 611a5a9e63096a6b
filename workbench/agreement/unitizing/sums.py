"""Sums: the lengths of a set of documents, pooled as the unitizing coefficients ask for them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from workbench.agreement.arrays import Ints
from workbench.agreement.unitizing.lengths import Lengths


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over documents in which a pair of annotators weighs 1 / (annotators - 1); exact, so that no order shows.

    Lists have an entry for the gap and one for each label; their meanings are those of ``Lengths``.
    """

    documents: int
    text: int
    squares: int
    extent: list[int]
    square: list[int]
    agreed: list[Fraction]
    shared: list[Fraction]
    crossed: list[Fraction]


def pooled(lengths: Lengths) -> Sums:
    """The sums of all documents."""
    return Sums(
        int((lengths.text > 0).sum()),
        int(lengths.text.sum()),
        int(lengths.squares.sum()),
        lengths.extent.sum(axis=0).tolist(),
        lengths.square.sum(axis=0).tolist(),
        _weighed(lengths.agreed, lengths.annotators),
        _weighed(lengths.shared, lengths.annotators),
        _weighed(lengths.crossed, lengths.annotators),
    )


def _weighed(table: Ints, annotators: Ints) -> list[Fraction]:
    """Column sums with each document divided by its annotators less one."""
    out = [Fraction(0)] * table.shape[1]
    for count in np.unique(annotators[annotators > 1]).tolist():
        column = table[annotators == count].sum(axis=0).tolist()
        out = [sum_ + Fraction(part, count - 1) for sum_, part in zip(out, column, strict=True)]
    return out
