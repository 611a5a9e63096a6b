"""Candidates: κ over all pairs of shared spans that a relation could have joined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeAlias

from workbench.agreement.coding.ratings import Ratings, Row
from workbench.agreement.relations.arcs import Arcs, Place, place

NO_RELATION: Final[frozenset[str]] = frozenset()
"""What is said of a pair of spans that no relation joins."""

Allowed: TypeAlias = Callable[[str, str], bool]
"""Whether a relation may go from a span of one label to a span of another."""


def candidates(first: Arcs, second: Arcs, allowed: Allowed = lambda head, tail: True) -> Counter[Row]:
    """What two annotators said of each ordered pair of spans that both have: the labels of its relations, or none.

    Counted and not listed, because there are many and most have no relation; add the counters of all documents and give
    them to :func:`candidate_ratings`. The result depends on the candidates, so it is a companion to F1.
    """
    places = first.places & second.places
    mine, theirs = _said(first, places, allowed), _said(second, places, allowed)
    rows: Counter[Row] = Counter()
    for pair in mine.keys() | theirs.keys():
        rows[mine.get(pair, NO_RELATION), theirs.get(pair, NO_RELATION)] += 1
    if silent := _possible(places, allowed) - rows.total():
        rows[NO_RELATION, NO_RELATION] += silent
    return rows


def candidate_ratings(documents: Iterable[Counter[Row]]) -> Ratings:
    """Ratings of the candidates of many documents, for Cohen's κ and the other coding measures."""
    rows: Counter[Row] = Counter()
    for counter in documents:
        rows.update(counter)
    return Ratings.counted(rows)


def _said(arcs: Arcs, places: frozenset[Place], allowed: Allowed) -> Mapping[tuple[Place, Place], frozenset[str]]:
    found: dict[tuple[Place, Place], frozenset[str]] = {}
    for label, one, other in arcs.arcs:
        head, tail = place(one), place(other)
        if head in places and tail in places and head != tail and allowed(one.label, other.label):
            found[head, tail] = found.get((head, tail), NO_RELATION) | {label}
    return found


def _possible(places: Iterable[Place], allowed: Allowed) -> int:
    """How many ordered pairs of different places may be joined, counted by their labels."""
    labels = Counter(label for _, label in places)
    return sum(
        n * (labels[tail] - (head == tail)) for head, n in labels.items() for tail in labels if allowed(head, tail)
    )
