"""Touching: which extents of two lists share a code point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from workbench.agreement.spans.extent import Extent, overlap

FEW: Final = 400
"""Up to so many pairs, trying all is quicker than sorting."""


def touching(first: Sequence[Extent], second: Sequence[Extent]) -> Iterator[tuple[int, int]]:
    """Positions of extents that overlap, one pair after another: few are all tried, many swept in text order."""
    if len(first) * len(second) <= FEW:
        bounds = [(other[0][0], other[-1][1]) for other in second]
        for i, one in enumerate(first):
            start, end = one[0][0], one[-1][1]
            for j, (begin, stop) in enumerate(bounds):
                if begin < end and start < stop and overlap(one, second[j]):
                    yield i, j
    else:
        yield from _swept(first, second)


def _swept(first: Sequence[Extent], second: Sequence[Extent]) -> Iterator[tuple[int, int]]:
    """A sweep whose cost is the sort and the answer."""
    starts = [(extent[0][0], 0, i) for i, extent in enumerate(first)]
    starts += [(extent[0][0], 1, j) for j, extent in enumerate(second)]
    sides, open_ = (first, second), ([0][:0], [0][:0])
    for start, side, here in sorted(starts):
        other = 1 - side
        still = [k for k in open_[other] if sides[other][k][-1][1] > start]
        open_[other][:] = still
        open_[side].append(here)
        for there in still:
            if overlap(sides[side][here], sides[other][there]):
                yield (there, here) if side else (here, there)
