"""Crossings: what became of each span in another's answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import combinations
from typing import TypeAlias

from workbench.agreement.bag import Bag
from workbench.agreement.report.counted import Crossing
from workbench.agreement.spans.alignment import aligned
from workbench.agreement.spans.extent import Extent
from workbench.core.span import Span

Whole: TypeAlias = tuple[str, Extent]
"""All that crossings look at."""


def crossings(answers: Sequence[Sequence[Span]]) -> dict[Crossing, int]:
    """Each span against each other answer, so every pair is counted from both sides."""
    found: Counter[Crossing] = Counter()
    held = [Bag([(span.label, span.fragments) for span in spans]) for spans in answers]
    for i, j in combinations(range(len(answers)), 2):
        same = held[i].shared(held[j])
        for label, n in Counter(label for label, _ in same).items():
            found[Crossing(label, label, "")] += 2 * n
        _add(found, _without(answers[i], held[i], same), _without(answers[j], held[j], same))
    return dict(found)


def _without(spans: Sequence[Span], held: Bag[Whole], same: Collection[Whole]) -> list[Span]:
    """The spans that have no equal in the other answer, for an alignment puts equal ones together first."""
    if isinstance(same, frozenset):
        return [span for span, whole in zip(spans, held.things, strict=True) if whole not in same]
    left, rest = Counter(same), []
    for span, whole in zip(spans, held.things, strict=True):
        if left[whole]:
            left[whole] -= 1
        else:
            rest.append(span)
    return rest


def _add(found: Counter[Crossing], first: Sequence[Span], second: Sequence[Span]) -> None:
    pairs = aligned(first, second)
    for i, j in pairs:
        one, other = first[i], second[j]
        edges = differing(one, other)
        found[Crossing(one.label, other.label, edges)] += 1
        found[Crossing(other.label, one.label, edges)] += 1
    _add_missed(found, first, {i for i, _ in pairs})
    _add_missed(found, second, {j for _, j in pairs})


def differing(one: Span, other: Span) -> str:
    """Which edges of two spans differ: "", "start", "end", "both" or, between outer edges that agree, "inside"."""
    if one.fragments == other.fragments:
        return ""
    start, end = one.start != other.start, one.end != other.end
    return "both" if start and end else "start" if start else "end" if end else "inside"


def _add_missed(found: Counter[Crossing], spans: Sequence[Span], met: set[int]) -> None:
    for i, span in enumerate(spans):
        if i not in met:
            found[Crossing(span.label, "", "")] += 1
