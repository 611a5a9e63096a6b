"""Crossings: what became of each span in another's answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from workbench.agreement.report.counted import Crossing
from workbench.agreement.spans.alignment import aligned_unequal
from workbench.agreement.spans.marks import Mark, Marked, Marks


def crossings(answers: Sequence[Marks]) -> dict[Crossing, int]:
    """Each span against each other answer, so every pair is counted from both sides."""
    found: Counter[Crossing] = Counter()
    for one, other in combinations((answer.whole for answer in answers), 2):
        for label, n in Counter(label for label, _ in one.shared(other)).items():
            found[Crossing(label, label, "")] += 2 * n
        _add(found, [Mark(*whole) for whole in one.rest(other)], [Mark(*whole) for whole in other.rest(one)])
    return dict(found)


def _add(found: Counter[Crossing], first: Sequence[Mark], second: Sequence[Mark]) -> None:
    """Spans without an equal, which an alignment would put together first."""
    pairs = aligned_unequal(first, second)
    for i, j in pairs:
        one, other = first[i], second[j]
        edges = differing(one, other)
        found[Crossing(one.label, other.label, edges)] += 1
        found[Crossing(other.label, one.label, edges)] += 1
    _add_missed(found, first, {i for i, _ in pairs})
    _add_missed(found, second, {j for _, j in pairs})


def differing(one: Marked, other: Marked) -> str:
    """Which edges of two spans differ: "", "start", "end", "both" or, between outer edges that agree, "inside"."""
    if one.fragments == other.fragments:
        return ""
    start = one.fragments[0][0] != other.fragments[0][0]
    end = one.fragments[-1][1] != other.fragments[-1][1]
    return "both" if start and end else "start" if start else "end" if end else "inside"


def _add_missed(found: Counter[Crossing], spans: Sequence[Mark], met: set[int]) -> None:
    for i, span in enumerate(spans):
        if i not in met:
            found[Crossing(span.label, "", "")] += 1
