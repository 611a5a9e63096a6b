"""Choice: of all candidates, those that put every unit into exactly one tuple at the least cost.

Ties are settled by the most units that are not alone, then the nearest starts, then the order of the text, because
alignments of equal cost give one γ but several γcat.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, groupby
from typing import Final, NamedTuple

import numpy as np

from workbench.agreement.arrays import Flags, Ints
from workbench.agreement.gamma.candidates import Candidates
from workbench.agreement.gamma.frontier import Option, TooWide, cheapest
from workbench.agreement.gamma.program import solved
from workbench.agreement.gamma.units import Units

COST: Final = 2**40
"""Steps in Δ∅ in which costs are compared."""

START: Final = 2**20
"""Steps in a mean length in which distances of starts are compared."""

LONE: Final = 2**44
"""Outweighs all distances of starts in a block."""

STEP: Final = LONE * 2**24
"""One step of cost; outweighs all units alone in a block."""

ALONE: Final = COST * STEP + LONE
"""The price of a unit alone."""


class _Tuple(NamedTuple):
    """A candidate: the block and first unit that it is in, its price, its units, where it is listed, what it costs."""

    block: int
    first: int
    price: int
    units: list[int]
    size: int
    row: int
    cost: float


def chosen(units: Units, found: Sequence[Candidates]) -> list[Ints]:
    """The chosen tuples of two units and more, by size as given: indices into ``rows``; all other units are alone."""
    if not found:
        return []
    first = [group.rows.min(axis=1) for group in found]
    block = _blocks(len(units), np.concatenate(first), np.concatenate([group.rows.max(axis=1) for group in found]))
    of = [block[at] for at in first]
    crowded = np.bincount(np.concatenate(of), minlength=len(units)) > 1
    tuples = [one for size, group in enumerate(found) for one in _tuples(units, group, size, of[size], crowded)]
    picked = [np.flatnonzero(~crowded[at]).tolist() for at in of]
    for _, crowd in groupby(sorted(tuples), key=lambda one: one.block):
        for pick in _cheapest(list(crowd), units):
            picked[pick.size].append(pick.row)
    return [np.array(sorted(rows), dtype=np.int64) for rows in picked]


def _blocks(count: int, first: Ints, last: Ints) -> Ints:
    """The number of each unit's block; no tuple reaches from one block into another."""
    reaching = np.cumsum(np.bincount(first, minlength=count) - np.bincount(last, minlength=count))
    return np.concatenate(([0], np.cumsum(reaching == 0)[:-1]))


def _tuples(units: Units, group: Candidates, size: int, block: Ints, crowded: Flags) -> Iterator[_Tuple]:
    """The candidates of one size that share their block with others."""
    at = np.flatnonzero(crowded[block])
    rows, costs = np.sort(group.rows[at], axis=1), group.cost[at]
    starts = units.start[rows]
    apart = sum(np.abs(starts[:, i] - starts[:, j]) for i, j in combinations(range(rows.shape[1]), 2))
    length = float((units.end - units.start).mean())
    steps = np.minimum(np.rint(apart / length * START), 2**30).astype(np.int64).tolist()
    prices = np.rint(costs * COST).astype(np.int64).tolist()
    for row, own, number, price, step, cost in zip(
        rows.tolist(), block[at].tolist(), at.tolist(), prices, steps, costs.tolist(), strict=True
    ):
        yield _Tuple(own, row[0], price * STEP + step, row, size, number, cost)


def _cheapest(tuples: Sequence[_Tuple], units: Units) -> list[_Tuple]:
    """The chosen tuples of one block."""
    begin = tuples[0].first
    width = max(one.units[-1] for one in tuples) - begin + 1
    options: list[list[Option]] = [[] for _ in range(width)]
    for number, one in enumerate(tuples):
        bits = 0
        for unit in one.units:
            bits |= 1 << (unit - one.first)
        options[one.first - begin].append((bits, one.price, number))
    for starting in options:
        starting.append((1, ALONE, -1))
    try:
        numbers = cheapest(options, ALONE, 2 * ALONE // units.annotators + STEP)
    except TooWide:
        own = [[unit - begin for unit in one.units] for one in tuples]
        owner = units.annotator[begin : begin + width].tolist()
        numbers = solved(own, [one.cost for one in tuples], owner, units.annotators)
    return [tuples[number] for number in numbers if number >= 0]
