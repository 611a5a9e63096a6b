"""Packing: the first lane that is free at a place."""

from __future__ import annotations


def first_fit(free: list[int], start: int, end: int) -> int:
    """The lane for [start, end), given where each lane becomes free; a new one where none is free yet.

    Things must come in order of their start. ``free`` is brought up to date, so its length is the number of lanes.
    """
    for lane, stop in enumerate(free):
        if stop <= start:
            free[lane] = end
            return lane
    free.append(end)
    return len(free) - 1
