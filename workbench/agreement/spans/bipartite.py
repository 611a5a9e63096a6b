"""Matching in two-sided graphs: as many pairs as can be, or as much weight."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, TypeAlias

Edge: TypeAlias = tuple[int, int]

FEW: Final = 8
"""Up to so many edges, trying every choice is quicker than setting up an assignment."""


def largest(edges: Iterable[Edge]) -> int:
    """The greatest number of edges of which no two share an end, by augmenting paths."""
    partners: dict[int, list[int]] = {}
    for a, b in edges:
        partners.setdefault(a, []).append(b)
    forth: dict[int, int] = {}
    back: dict[int, int] = {}
    for a, others in partners.items():
        free = next((b for b in others if b not in back), None)
        if free is not None:
            forth[a], back[free] = free, a
    dead: set[int] = set()
    for a in partners:
        if a not in forth:
            _augment(a, partners, forth, back, dead)
    return len(forth)


def _augment(
    a: int, partners: Mapping[int, Sequence[int]], forth: dict[int, int], back: dict[int, int], dead: set[int]
) -> None:
    """Give ``a`` a partner if others can move over; breadth first, so no chain of spans is too long for the stack.

    What a search in vain has seen is ``dead``: no later search gets further from there, so each is seen in vain once.
    """
    came: dict[int, int] = {}
    queue = [a]
    for at in queue:
        for b in partners[at]:
            if b not in came and b not in dead:
                came[b] = at
                if b not in back:
                    _turn(b, came, forth, back)
                    return
                queue.append(back[b])
    dead.update(came)


def _turn(b: int, came: Mapping[int, int], forth: dict[int, int], back: dict[int, int]) -> None:
    """Swap free and taken edges along the path that ends in ``b``."""
    free: int | None = b
    while free is not None:
        at = came[free]
        after = forth.get(at)
        forth[at], back[free] = free, at
        free = after


def heaviest(weights: Mapping[Edge, float]) -> list[Edge]:
    """Edges of which no two share an end with the greatest sum of weights (all above 0), sorted.

    Of equally heavy choices it takes the same one for the same numbering of the ends.
    """
    if apart(weights):
        return sorted(weights)
    chosen: list[Edge] = []
    for component in _components(weights):
        chosen += _tried(component, weights)[1] if len(component) <= FEW else _assigned(component, weights)
    return sorted(chosen)


def apart(edges: Collection[Edge]) -> bool:
    """Whether no two edges share an end, so that there is nothing to choose."""
    return len({a for a, _ in edges}) == len(edges) == len({b for _, b in edges})


def _components(edges: Iterable[Edge]) -> list[list[Edge]]:
    """Edges by connected component."""
    root: dict[int, int] = {}

    def find(at: int) -> int:
        while root.setdefault(at, at) != at:
            root[at] = at = root[root[at]]
        return at

    ordered = sorted(edges)
    for a, b in ordered:
        root[find(a)] = find(~b)
    found: dict[int, list[Edge]] = {}
    for edge in ordered:
        found.setdefault(find(edge[0]), []).append(edge)
    return list(found.values())


def _tried(edges: Sequence[Edge], weights: Mapping[Edge, float]) -> tuple[float, list[Edge]]:
    """The heaviest choice of a few edges with its weight, by taking and leaving each."""
    if not edges:
        return 0.0, []
    (a, b), *rest = edges
    left, others = _tried(rest, weights)
    weight, chosen = _tried([edge for edge in rest if edge[0] != a and edge[1] != b], weights)
    weight += weights[a, b]
    return (weight, [(a, b), *chosen]) if weight >= left else (left, others)


def _assigned(edges: Sequence[Edge], weights: Mapping[Edge, float]) -> list[Edge]:
    """The heaviest choice within a component, as a full matching where every left end may also stay alone."""
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    left = {a: i for i, a in enumerate(sorted({a for a, _ in edges}))}
    right = {b: j for j, b in enumerate(sorted({b for _, b in edges}))}
    most = max(weights[edge] for edge in edges) + 1
    rows = [left[a] for a, _ in edges] + list(left.values())
    columns = [right[b] for _, b in edges] + [len(right) + i for i in left.values()]
    costs = [most - weights[edge] for edge in edges] + [most] * len(left)
    graph = csr_array((np.array(costs), (rows, columns)), shape=(len(left), len(left) + len(right)))
    pairs = zip(*(ends.tolist() for ends in min_weight_full_bipartite_matching(graph)), strict=True)
    lefts, rights = list(left), list(right)
    return [(lefts[i], rights[j]) for i, j in pairs if j < len(rights)]
