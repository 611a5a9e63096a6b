"""Units: what annotators placed on one continuum or on many, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from workbench.agreement.arrays import Floats, Ints

Placed: TypeAlias = Sequence[tuple[float, float, str]]
"""What one annotator placed: start, end, label."""


@dataclass(frozen=True, slots=True)
class Units:
    """Units of ``annotators`` annotators on each of ``continua`` continua; every array is [units].

    They are sorted by continuum, then by where they end: what nests comes before what it is nested in.

    Attributes:
        labels: names of the labels; ``label`` are indices into it.
        origin: index of each unit among the annotator's own, as they were given.
    """

    labels: tuple[str, ...]
    annotators: int
    continua: int
    continuum: Ints
    annotator: Ints
    start: Floats
    end: Floats
    label: Ints
    origin: Ints

    def __len__(self) -> int:
        return len(self.start)


def units(continua: Sequence[Sequence[Placed]], labels: Sequence[str] | None = None) -> Units:
    """The units of continua, each a list of what every annotator placed; all need the same number of annotators.

    Raises:
        ValueError: for different numbers of annotators, or a unit that ends where it starts or before.
    """
    flat = [
        (c, a, start, end, label, n)
        for c, continuum in enumerate(continua)
        for a, placed in enumerate(continuum)
        for n, (start, end, label) in enumerate(placed)
    ]
    annotators = {len(continuum) for continuum in continua}
    if len(annotators) > 1:
        raise ValueError("continua of different numbers of annotators")
    names = tuple(sorted({row[4] for row in flat} if labels is None else labels))
    code = {name: n for n, name in enumerate(names)}
    table = np.array([(c, a, s, e, code[label], n) for c, a, s, e, label, n in flat], dtype=np.float64).reshape(-1, 6)
    if (table[:, 2] >= table[:, 3]).any():
        raise ValueError("a unit needs a length")
    whole = table[:, [0, 1, 4, 5]].astype(np.int64).T
    return arranged(names, annotators.pop() if annotators else 0, len(continua), whole, table[:, 2], table[:, 3])


def arranged(labels: tuple[str, ...], annotators: int, continua: int, whole: Ints, start: Floats, end: Floats) -> Units:
    """Units in their order; ``whole`` is [4, units]: continuum, annotator, label, origin."""
    continuum, annotator, label, origin = whole
    order = np.lexsort((origin, annotator, label, start, end, continuum))
    columns = (continuum[order], annotator[order], start[order], end[order], label[order], origin[order])
    return Units(labels, annotators, continua, *columns)
