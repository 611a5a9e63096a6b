"""Candidates: the tuples of units that can belong to a best alignment.

A tuple has at most one unit an annotator. With n annotators and P = n(n-1)/2 pairs of them it costs

    Δ∅ - gain / P,   gain = the sum of (Δ∅ - d) over the pairs of its units,

which is the mean dissimilarity of all P pairs when pairs with an empty unit cost Δ∅ (Mathet et al. 2015, 4.3). A unit
alone costs Δ∅, so a tuple is of use only if no unit of it is better off alone: for every unit, its gains with the rest
sum to at least -P·Δ∅. That is exact and far tighter than asking whether the tuple is worth its units. While a tuple
grows annotator by annotator, each unit is granted the most that those still to come could add.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from workbench.agreement.arrays import Floats, Ints
from workbench.agreement.gamma.dissimilarity import Dissimilarity, positional
from workbench.agreement.gamma.units import Units

SLACK: Final = 1e-9
"""Share of Δ∅ by which a tie may be missed in floating point."""

MOST: Final = 20_000_000
"""Tuples looked at before γ is called too large: some 1 GB."""


class TooLarge(Exception):
    """There are more candidates than memory should hold."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Tuples of one size; ``rows`` are indices of units [tuples, size], ``cost`` is [tuples], in Δ∅."""

    rows: Ints
    cost: Floats


class Gains:
    """What pairs of units gain over being apart, in Δ∅."""

    def __init__(self, units: Units, dissimilarity: Dissimilarity) -> None:
        self.units, self.alpha, self.beta = units, dissimilarity.alpha, dissimilarity.beta
        self.matrix = dissimilarity.matrix(units.labels)

    def of(self, one: Ints, other: Ints) -> Floats:
        """1 - d for pairs of units, at most 1; each array [pairs]."""
        u = self.units
        place = positional(u.start[one], u.end[one], u.start[other], u.end[other])
        return np.asarray(1 - self.alpha * place - self.beta * self.matrix[u.label[one], u.label[other]])


def candidates(units: Units, dissimilarity: Dissimilarity) -> list[Candidates]:
    """Candidates of two units and more, by size; a unit alone is always one and not listed.

    Raises:
        TooLarge: where there are too many to hold.
    """
    people = units.annotators
    pairs = people * (people - 1) // 2
    if pairs == 0 or not len(units):
        return []
    gains = Gains(units, dissimilarity)
    one, other, gain = _neighbours(units, gains, pairs, dissimilarity.alpha)
    help_ = _help(units, one, other, gain)
    kept = _worth(units, help_, one, other, gain, pairs)
    one, other, gain = one[kept], other[kept], gain[kept]
    return list(_grown(units, gains, help_, pairs, one, other, gain))


def _neighbours(units: Units, gains: Gains, pairs: int, alpha: float) -> tuple[Ints, Ints, Floats]:
    """Pairs of units, the earlier annotator's first, that may share a tuple however much others help.

    The longer unit looks for the shorter: (Δ start + Δ end) is at least twice the distance of the centres, so within
    the bound ρ on the ratio to both lengths their centres are at most ρ times the longer length apart.
    """
    bound = pairs + units.annotators - 1 + SLACK
    centre, length = (units.start + units.end) / 2, units.end - units.start
    reach = length * (np.sqrt(bound / alpha) if alpha else np.inf) * (1 + SLACK)
    low = centre.min() - 1
    width = centre.max() - low + 1
    line = units.continuum * width + (centre - low)
    order = np.argsort(line, kind="stable")
    edge = units.continuum * width
    first = np.searchsorted(line[order], np.maximum(line - reach, edge), side="left")
    last = np.searchsorted(line[order], np.minimum(line + reach, edge + width), side="right")
    one, at = _ranges(first, last)
    other = order[at]
    shorter = (length[other] < length[one]) | ((length[other] == length[one]) & (other > one))
    found = shorter & (units.annotator[one] != units.annotator[other])
    one, other = one[found], other[found]
    gain = gains.of(one, other)
    near = gain >= 1 - bound
    one, other, gain = one[near], other[near], gain[near]
    swap = units.annotator[one] > units.annotator[other]
    return np.where(swap, other, one), np.where(swap, one, other), gain


def _ranges(first: Ints, last: Ints) -> tuple[Ints, Ints]:
    """All (row, index) with ``first[row] <= index < last[row]``."""
    sizes = last - first
    total = int(sizes.sum())
    if total > MOST:
        raise TooLarge
    row = np.repeat(np.arange(len(sizes)), sizes)
    begin = np.cumsum(sizes) - sizes
    return row, np.arange(total) + np.repeat(first - begin, sizes)


def _help(units: Units, one: Ints, other: Ints, gain: Floats) -> Floats:
    """The most that a unit can gain with one of each annotator: [units, annotators], never below 0."""
    out = np.zeros((len(units), units.annotators))
    np.maximum.at(out, (one, units.annotator[other]), gain)
    np.maximum.at(out, (other, units.annotator[one]), gain)
    return out


def _worth(units: Units, help_: Floats, one: Ints, other: Ints, gain: Floats, pairs: int) -> Ints:
    """Which pairs can share a tuple if every other annotator helps each of them most."""
    total = help_.sum(axis=1)
    short = -pairs - SLACK
    kept = gain + total[one] - help_[one, units.annotator[other]] >= short
    kept &= gain + total[other] - help_[other, units.annotator[one]] >= short
    return np.flatnonzero(kept)


def _grown(
    units: Units, gains: Gains, help_: Floats, pairs: int, one: Ints, other: Ints, gain: Floats
) -> Iterator[Candidates]:
    """Candidates from pairs on, each size grown from the last by a unit of a later annotator."""
    later = np.cumsum(help_[:, ::-1], axis=1)[:, ::-1] - help_
    order = np.lexsort((other, one))
    one, other, gain = one[order], other[order], gain[order]
    starts = np.searchsorted(one, np.arange(len(units) + 1))
    rows, sums = np.stack((one, other), axis=1), np.stack((gain, gain), axis=1)
    while len(rows):
        hope = sums + later[rows, units.annotator[rows[:, -1:]]]
        kept = (hope >= -pairs - SLACK).all(axis=1)
        rows, sums = rows[kept], sums[kept]
        whole = (sums >= -pairs - SLACK).all(axis=1)
        if whole.any():
            yield Candidates(rows[whole], 1 - sums[whole].sum(axis=1) / (2 * pairs))
        if rows.shape[1] == units.annotators:
            return
        parent, at = _ranges(starts[rows[:, -1]], starts[rows[:, -1] + 1])
        new = other[at]
        steps = [gains.of(rows[parent, i], new) for i in range(rows.shape[1] - 1)] + [gain[at]]
        added = np.stack(steps, axis=1)
        sums = np.concatenate((sums[parent] + added, added.sum(axis=1, keepdims=True)), axis=1)
        rows = np.concatenate((rows[parent], new[:, None]), axis=1)
