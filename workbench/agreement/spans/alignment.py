"""Alignment: which span of one answer stands for which of the other, as a person would pair them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from workbench.agreement.spans.bipartite import Edge, heaviest
from workbench.agreement.spans.marks import Marked
from workbench.agreement.spans.matching import intersection_over_union
from workbench.agreement.spans.rule import Rule
from workbench.agreement.spans.touching import touching

M = TypeVar("M", bound=Marked)


def aligned(first: Sequence[Marked], second: Sequence[Marked]) -> list[Edge]:
    """Positions of spans that correspond one to one: equal ones, then equal extents, then what overlaps.

    Among the rest as many pairs as can be, then as many of one label, then as much shared extent. Exchanging the
    answers exchanges the positions and nothing else.
    """
    pairs = _peeled(first, second, [], _whole)
    pairs += _peeled(first, second, pairs, _extent)
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
    free: dict[Hashable, list[int]] = {}
    for j in sorted((j for j in range(len(second)) if j not in lost), key=lambda j: _place(second[j]), reverse=True):
        free.setdefault(key(second[j]), []).append(j)
    pairs = []
    for i in sorted((i for i in range(len(first)) if i not in gone), key=lambda i: _place(first[i])):
        if waiting := free.get(key(first[i])):
            pairs.append((i, waiting.pop()))
    return pairs


def _nearest(first: Sequence[Marked], second: Sequence[Marked], taken: Sequence[Edge], rule: Rule | None) -> list[Edge]:
    """Pairs of free spans that overlap (and that the rule allows): many before alike before near."""
    gone, lost = {i for i, _ in taken}, {j for _, j in taken}
    left = sorted((i for i in range(len(first)) if i not in gone), key=lambda i: _place(first[i]))
    right = sorted((j for j in range(len(second)) if j not in lost), key=lambda j: _place(second[j]))
    turned = [_place(second[j]) for j in right] < [_place(first[i]) for i in left]
    if turned:
        left, right, first, second = right, left, second, first
    finest = 1 / (2 * min(len(left), len(right)) + 2)
    weights: dict[Edge, float] = {}
    for i, j in touching([first[a].fragments for a in left], [second[b].fragments for b in right]):
        one, other = first[left[i]], second[right[j]]
        alike = one.label == other.label
        if rule is None or ((alike or not rule.same_label) and rule.close(one.fragments, other.fragments)):
            near = intersection_over_union(one.fragments, other.fragments)
            weights[i, j] = 1 + alike * finest + near * finest * finest
    chosen = [(left[i], right[j]) for i, j in heaviest(weights)]
    return [(j, i) for i, j in chosen] if turned else chosen
