"""How far aligned units differ in their labels, which is what γcat and γk look at; Mathet 2017, 4.2.

A pair of units of one tuple of v units weighs 1 / (v - 1), times how surely they stand for the same thing: 1 less their
positional dissimilarity, never below 0. Units that stand alone say nothing about labels and have no weight.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from workbench.agreement.arrays import Floats, Ints
from workbench.agreement.gamma.alignment import Alignment
from workbench.agreement.gamma.dissimilarity import Dissimilarity, positional


@dataclass(frozen=True, slots=True)
class Categorical:
    """Sums over the pairs of each continuum: [continua, 1 + labels].

    The first column has all pairs, the others those of which at least one unit has the label.
    """

    distance: Floats
    weight: Floats

    @property
    def disorder(self) -> Floats:
        """The weighted mean distance; nan where nothing has weight."""
        with np.errstate(invalid="ignore"):
            return np.asarray(self.distance / np.where(self.weight > 0, self.weight, np.nan))


def categorical(alignment: Alignment, dissimilarity: Dissimilarity) -> Categorical:
    """The distances of labels in each continuum's best alignment."""
    u = alignment.units
    matrix = dissimilarity.matrix(u.labels)
    shape = u.continua, len(u.labels) + 1
    out = Categorical(np.zeros(shape), np.zeros(shape))
    for rows in alignment.together:
        for i, j in combinations(range(rows.shape[1]), 2):
            one, other = rows[:, i], rows[:, j]
            sure = 1 - positional(u.start[one], u.end[one], u.start[other], u.end[other])
            weight = np.maximum(0, sure) / (rows.shape[1] - 1)
            distance = weight * matrix[u.label[one], u.label[other]]
            for table, values in ((out.distance, distance), (out.weight, weight)):
                _add(table, u.continuum[one], np.zeros_like(one), values)
                _add(table, u.continuum[one], u.label[one] + 1, values)
                differs = u.label[one] != u.label[other]
                _add(table, u.continuum[one][differs], u.label[other][differs] + 1, values[differs])
    return out


def _add(table: Floats, row: Ints, column: Ints, values: Floats) -> None:
    """Add values to the cells of a table."""
    width = table.shape[1]
    table += np.bincount(row * width + column, values, minlength=table.size).reshape(table.shape)
