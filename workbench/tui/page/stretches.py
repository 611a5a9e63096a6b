"""Stretches: many ranges of a text, asked for by place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate


class Stretches:
    """Ranges [start, end), sorted; they may overlap."""

    def __init__(self, ranges: Iterable[tuple[int, int]] = ()) -> None:
        self.ranges = sorted(ranges)
        self._starts = [start for start, _ in self.ranges]
        self._reach = list(accumulate((end for _, end in self.ranges), max))

    def touching(self, start: int, end: int) -> list[tuple[int, int]]:
        """The ranges that touch [start, end)."""
        found = self.ranges[bisect_right(self._reach, start) : bisect_left(self._starts, end)]
        return [(a, b) for a, b in found if b > start]
