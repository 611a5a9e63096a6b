"""Alignments: which units of several annotators stand for the same thing, at the least disorder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.agreement.arrays import Floats, Ints
from workbench.agreement.gamma.candidates import candidates
from workbench.agreement.gamma.choice import chosen
from workbench.agreement.gamma.dissimilarity import Dissimilarity
from workbench.agreement.gamma.units import Units


@dataclass(frozen=True, slots=True)
class Alignment:
    """The best alignment of each continuum.

    Attributes:
        together: the tuples of two units and more, by size: indices of units [tuples, size].
        disorder: of each continuum, its cost by units of the mean annotator, in Δ∅ of the dissimilarity; nan where
            there is no unit.
    """

    units: Units
    together: Sequence[Ints]
    disorder: Floats

    @property
    def alone(self) -> Ints:
        """Units that stand with no other."""
        placed = np.zeros(len(self.units), dtype=np.bool_)
        for rows in self.together:
            placed[rows.ravel()] = True
        return np.flatnonzero(~placed)

    def groups(self) -> list[list[int]]:
        """All tuples, those of one unit too, as units in order of annotators; by continuum, then where they start."""
        out = [row for rows in self.together for row in rows.tolist()] + [[unit] for unit in self.alone.tolist()]
        u = self.units
        return sorted(out, key=lambda row: (u.continuum[row[0]], min(u.start[row]), min(row)))


def aligned(units: Units, dissimilarity: Dissimilarity) -> Alignment:
    """The best alignment of every continuum, each by itself; Mathet et al. 2015, 4.3 and 4.4.

    Raises:
        TooLarge: where there are too many candidates to hold.
    """
    found = candidates(units, dissimilarity)
    picks = chosen(units, found)
    together = [group.rows[pick] for group, pick in zip(found, picks, strict=True)]
    count = np.bincount(units.continuum, minlength=units.continua).astype(np.float64)
    cost = count.copy()
    for group, pick in zip(found, picks, strict=True):
        saved = group.cost[pick] - group.rows.shape[1]
        cost += np.bincount(units.continuum[group.rows[pick, 0]], saved, minlength=units.continua)
    with np.errstate(invalid="ignore"):
        disorder = dissimilarity.empty * cost * units.annotators / count
    return Alignment(units, together, disorder)
