"""Extents: how much two sets of fragments share, in code points."""

from __future__ import annotations

from typing import TypeAlias

from workbench.core.span import Fragment

Extent: TypeAlias = tuple[Fragment, ...]
"""The fragments of a span: sorted, apart, half-open."""


def overlap(first: Extent, second: Extent) -> bool:
    """Whether they share a code point; touching is not sharing."""
    if len(first) == 1 == len(second):
        return first[0][0] < second[0][1] and second[0][0] < first[0][1]
    return shared(first, second) > 0


def shared(first: Extent, second: Extent) -> int:
    """How many code points stand in both."""
    if len(first) == 1 == len(second):
        return max(0, min(first[0][1], second[0][1]) - max(first[0][0], second[0][0]))
    total = i = j = 0
    while i < len(first) and j < len(second):
        total += max(0, min(first[i][1], second[j][1]) - max(first[i][0], second[j][0]))
        if first[i][1] < second[j][1]:
            i += 1
        else:
            j += 1
    return total


def size(extent: Extent) -> int:
    """How many code points it covers."""
    if len(extent) == 1:
        return extent[0][1] - extent[0][0]
    return sum(end - start for start, end in extent)
