"""Alignment: which span of one answer stands for which of the other, as a person would pair them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from typing import TypeAlias, TypeVar

from workbench.agreement.spans.bipartite import Edge, apart, heaviest
from workbench.agreement.spans.extent import Extent
from workbench.agreement.spans.marks import Marked
from workbench.agreement.spans.matching import intersection_over_union
from workbench.agreement.spans.rule import Rule
from workbench.agreement.spans.touching import touching

M = TypeVar("M", bound=Marked)

Placed: TypeAlias = tuple[Extent, str, int]
"""The extent, label and position of a span: they sort in text order."""


def aligned(first: Sequence[Marked], second: Sequence[Marked]) -> list[Edge]:
    """Positions of spans that correspond one to one: equal ones, then equal extents, then what overlaps.

    Among the rest as many pairs as can be, then as many of one label, then as much shared extent. Exchanging the
    answers exchanges the positions and nothing else.
    """
    return _continued(first, second, _peeled(first, second, [], _whole))


def aligned_unequal(first: Sequence[Marked], second: Sequence[Marked]) -> list[Edge]:
    """The same of answers that have no equal span, because those were taken out."""
    return _continued(first, second, [])


def _continued(first: Sequence[Marked], second: Sequence[Marked], equal: Sequence[Edge]) -> list[Edge]:
    pairs = [*equal, *_peeled(first, second, equal, _extent)]
    return sorted(pairs + _nearest(first, second, pairs, None))


def matched(first: Sequence[M], second: Sequence[M], rule: Rule) -> list[tuple[M, M]]:
    """A largest one-to-one matching under a rule, as pairs of spans in text order.

    Under *exact* and *boundaries* equal spans pair first; under the others the alignment of :func:`aligned` is kept to
    where it is as large, by weighing a pair first and its shared extent second.
    """
    if rule.near == "equal":
        pairs = _peeled(first, second, [], _whole)
        if not rule.same_label:
            pairs += _peeled(first, second, pairs, _extent)
    else:
        pairs = _nearest(first, second, [], rule)
    return sorted(((first[i], second[j]) for i, j in pairs), key=lambda pair: (_place(pair[0]), _place(pair[1])))


def _whole(span: Marked) -> Hashable:
    return span.label, span.fragments


def _extent(span: Marked) -> Hashable:
    return span.fragments


def _place(span: Marked) -> tuple[object, ...]:
    return span.fragments, span.label


def _peeled(
    first: Sequence[Marked], second: Sequence[Marked], taken: Sequence[Edge], key: Callable[[Marked], Hashable]
) -> list[Edge]:
    """Pairs of free spans that are equal by ``key``, in reading order of what else they hold."""
    gone, lost = {i for i, _ in taken}, {j for _, j in taken}
    waiting: dict[Hashable, list[int]] = {}
    for j, span in enumerate(second):
        if j not in lost:
            waiting.setdefault(key(span), []).append(j)
    meeting: dict[Hashable, list[int]] = {}
    for i, span in enumerate(first):
        if i not in gone and (kind := key(span)) in waiting:
            meeting.setdefault(kind, []).append(i)
    pairs: list[Edge] = []
    for kind, ours in meeting.items():
        theirs = waiting[kind]
        if len(ours) > 1 or len(theirs) > 1:
            ours = sorted(ours, key=lambda i: _place(first[i]))
            theirs = sorted(theirs, key=lambda j: _place(second[j]))
        pairs += zip(ours, theirs, strict=False)
    return pairs


def _nearest(first: Sequence[Marked], second: Sequence[Marked], taken: Sequence[Edge], rule: Rule | None) -> list[Edge]:
    """Pairs of free spans that overlap (and that the rule allows): many before alike before near."""
    mine, theirs = _free(first, {i for i, _ in taken}), _free(second, {j for _, j in taken})
    turned = [place[:2] for place in theirs] < [place[:2] for place in mine]
    if turned:
        mine, theirs = theirs, mine
    edges = [
        (i, j)
        for i, j in touching([place[0] for place in mine], [place[0] for place in theirs])
        if rule is None or _fit(rule, mine[i], theirs[j])
    ]
    best = edges if apart(edges) else heaviest(_weights(edges, mine, theirs))
    chosen = [(mine[i][2], theirs[j][2]) for i, j in best]
    return [(j, i) for i, j in chosen] if turned else chosen


def _fit(rule: Rule, one: Placed, other: Placed) -> bool:
    return (one[1] == other[1] or not rule.same_label) and rule.close(one[0], other[0])


def _weights(edges: Sequence[Edge], mine: Sequence[Placed], theirs: Sequence[Placed]) -> dict[Edge, float]:
    """1 for each pair; what equal labels, and within these a greater share, add up to never outweighs a pair."""
    finest = 1 / (2 * min(len(mine), len(theirs)) + 2)
    weights = {}
    for i, j in edges:
        (one, label, _), (other, its, _) = mine[i], theirs[j]
        weights[i, j] = 1 + (label == its) * finest + intersection_over_union(one, other) * finest * finest
    return weights


def _free(spans: Sequence[Marked], taken: Collection[int]) -> list[Placed]:
    """The spans not taken, in text order."""
    return sorted((span.fragments, span.label, at) for at, span in enumerate(spans) if at not in taken)
