"""Disagreements on spans: missed, other edges, another label, split."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from workbench.agreement.disagreement.places import Place
from workbench.agreement.disagreement.record import (
    BOTH,
    BOUNDARY,
    LABEL,
    MISSED,
    SPLIT,
    Disagreement,
    Effect,
    Marked,
    Member,
    Said,
    first_kind,
    sides_of,
)
from workbench.agreement.pairwise import Pair
from workbench.agreement.study import StudiedDocument
from workbench.core.span import merged

SCORE = "span-exact"
"""The number that disagreements on spans lower."""


def on_spans(document: StudiedDocument, names: Sequence[str], places: Sequence[Place]) -> Iterator[Disagreement]:
    """One record a place that these annotators, who all finished the document, did not mark alike."""
    for place in places:
        said = {name: tuple(sorted(Said(s.label, s.fragments) for s in place.get(name, ()))) for name in names}
        members = {
            name: [Member(document.answers[name].layer, span.n) for span in spans] for name, spans in place.items()
        }
        pairs = _pairs(said)
        kind = first_kind(pairs)
        aspect = "label" if kind == LABEL else "span"
        sides = sides_of(said, members)
        ranges = [fragment for spans in place.values() for span in spans for fragment in span.fragments]
        yield Disagreement(
            document=document.id,
            name=document.name,
            aspect=aspect,
            kind=kind,
            at=merged(ranges),
            labels=tuple(sorted({span.label for spans in place.values() for span in spans})),
            sides=sides,
            pairs=pairs,
            cause=None,
            effect=Effect(SCORE, settled_tallies(said, sides[0].says)),
        )


def _pairs(said: Mapping[str, tuple[Said, ...]]) -> dict[Pair, str]:
    """How every two of them differ, those left out who do not."""
    found = {}
    for a, b in combinations(sorted(said), 2):
        if said[a] != said[b]:
            found[a, b] = _kind(said[a], said[b])
    return found


def _kind(first: tuple[Said, ...], second: tuple[Said, ...]) -> str:
    if not first or not second:
        return MISSED
    if len(first) > 1 or len(second) > 1:
        return SPLIT
    edges, label = first[0].at != second[0].at, first[0].what != second[0].what
    return BOTH if edges and label else BOUNDARY if edges else LABEL


def size_of_both(first: tuple[Said, ...], second: tuple[Said, ...]) -> int:
    """How many things both say."""
    if len(first) < 2 and len(second) < 2:
        return int(first == second and len(first))
    return (Counter(first) & Counter(second)).total()


def settled_tallies(said: Mapping[str, tuple[Said, ...]], answer: tuple[Said, ...]) -> tuple[Marked, ...]:
    """What each pair's tally gains where everybody comes to say the same."""
    size = len(answer)
    found = []
    for a, b in combinations(sorted(said), 2):
        both = size_of_both(said[a], said[b])
        change = (size - both, size - len(said[a]), size - len(said[b]))
        if any(change):
            found.append(((a, b), *change))
    return tuple(found)
