"""Flat: which of many overlapping ranges can stand beside each other, best first."""

from __future__ import annotations

import numpy as np

from workbench.training.views.batch import Mask, Numbers


def beside(firsts: Numbers, lasts: Numbers, order: Numbers, size: int) -> Mask:
    """Which ranges are kept when each, from the best to the worst, is kept unless it overlaps one kept before.

    What spaCy's ``filter_spans`` does one by one is done here in rounds: a range that is the best of all undecided ones
    on each of its places is kept, and those that overlap it are out. There are as many rounds as ranges in the longest
    chain of which each overlaps a better one: few.

    Args:
        firsts, lasts: int64 [ranges], half-open, none empty.
        order: int64 [ranges], the ranges from the best to the worst.
        size: how many places there are.
    """
    kept = np.zeros(len(firsts), np.bool_)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    taken = np.zeros(size, np.bool_)
    best = np.empty(size, np.int64)
    open_ = order
    while len(open_):
        places, starts = _places(firsts[open_], lasts[open_])
        owner = np.repeat(rank[open_], lasts[open_] - firsts[open_])
        # Backwards, because the last write to a place stays: the best range on it.
        best[places[::-1]] = owner[::-1]
        won = np.logical_and.reduceat(best[places] == owner, starts)
        kept[open_[won]] = True
        taken[_places(firsts[open_[won]], lasts[open_[won]])[0]] = True
        open_ = open_[~won & ~np.logical_or.reduceat(taken[places], starts)]
    return kept


def _places(firsts: Numbers, lasts: Numbers) -> tuple[Numbers, Numbers]:
    """The places of all ranges one after the other, and where each range's begin."""
    sizes = lasts - firsts
    starts = np.cumsum(sizes) - sizes
    return np.arange(int(sizes.sum())) + np.repeat(firsts - starts, sizes), starts
