"""The size of the largest one-to-one matching of two groups, by equality, overlap or shared extent."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from heapq import heappop, heappush
from math import fsum

from workbench.agreement.spans.bipartite import heaviest, largest
from workbench.agreement.spans.extent import Extent, shared, size
from workbench.agreement.spans.marks import Group
from workbench.agreement.spans.touching import touching
from workbench.core.span import Fragment


def overlapping(first: Group, second: Group) -> int:
    """How many pairs that share a code point can stand side by side."""
    mine, theirs = first.line, second.line
    if mine is None or theirs is None:
        return largest(touching(first.ordered, second.ordered))
    walked = _swept if mine.nested or theirs.nested else _merged
    return walked(mine.ranges, theirs.ranges)


def alike(first: Group, second: Group, threshold: Fraction) -> int:
    """How many pairs whose shared extent is at least ``threshold`` of their joint extent can stand side by side."""
    a, b = first.things, second.things
    return largest((i, j) for i, j in touching(a, b) if reaches(a[i], b[j], threshold))


def soft(first: Group, second: Group, dice: bool = False) -> Fraction:
    """The greatest sum of shared extent (over union, or Dice) of a one-to-one matching.

    The sides are put in an order of their own first, so that exchanging them does not change a digit.
    """
    a, b = sorted((first.ordered, second.ordered))
    measure = dice_of if dice else intersection_over_union
    weights = {(i, j): measure(a[i], b[j]) for i, j in touching(a, b)}
    return Fraction(fsum(weights[edge] for edge in heaviest(weights)))


def reaches(first: Extent, second: Extent, threshold: Fraction) -> bool:
    """Whether intersection over union is at least the threshold, without rounding."""
    both = shared(first, second)
    return both * threshold.denominator >= threshold.numerator * (size(first) + size(second) - both)


def intersection_over_union(first: Extent, second: Extent) -> float:
    """Shared over joint code points; correctly rounded, so it equals the quotient of any two equal ones."""
    both = shared(first, second)
    return both / (size(first) + size(second) - both)


def dice_of(first: Extent, second: Extent) -> float:
    """Twice the shared code points over the sum of both."""
    return 2 * shared(first, second) / (size(first) + size(second))


def _merged(first: Sequence[Fragment], second: Sequence[Fragment]) -> int:
    """Of ranges without nesting in either list, by walking both at once.

    The one that ends first can only meet the other list's next; where it does, no better use of either is left.
    """
    i = j = count = 0
    while i < len(first) and j < len(second):
        (start, end), (begin, stop) = first[i], second[j]
        if start < stop and begin < end:
            count += 1
            i += 1
            j += 1
        elif end <= begin:
            i += 1
        else:
            j += 1
    return count


def _swept(first: Sequence[Fragment], second: Sequence[Fragment]) -> int:
    """Of any ranges, by end: each takes, of the free ones it meets, the one that ends first.

    Because all it meets reach its end, that one meets nothing later that another of them would not meet too.
    """
    sides = (first, second)
    waiting: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    begun, used = [0, 0], (bytearray(len(first)), bytearray(len(second)))
    count = 0
    for end, side, here in sorted((r[1], side, at) for side, ranges in enumerate(sides) for at, r in enumerate(ranges)):
        if used[side][here]:
            continue
        used[side][here] = 1
        other = 1 - side
        ranges, heap = sides[other], waiting[other]
        while begun[other] < len(ranges) and ranges[begun[other]][0] < end:
            heappush(heap, (ranges[begun[other]][1], begun[other]))
            begun[other] += 1
        while heap and (used[other][heap[0][1]] or heap[0][0] <= sides[side][here][0]):
            heappop(heap)
        if heap:
            used[other][heappop(heap)[1]] = 1
            count += 1
    return count
