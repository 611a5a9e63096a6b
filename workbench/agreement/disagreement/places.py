"""Places: the spans of any number of annotators put together where they stand for one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from workbench.agreement.spans.alignment import aligned
from workbench.agreement.spans.extent import overlap
from workbench.agreement.spans.matching import intersection_over_union
from workbench.agreement.units import Unit, units
from workbench.core.span import Fragment, Span

Place: TypeAlias = dict[str, list[Span]]
"""What each annotator marked at one place; who marked nothing is absent; several where one was split."""

Link: TypeAlias = tuple[tuple[object, ...], int, int]
"""Two units that may be one place, after what decides which come first."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """The spans of one document: units that all agree on, places where they do not, and what any two have alike."""

    agreed: Sequence[Unit]
    places: Sequence[Place]
    alike: Sequence[Unit]


def grouped(answers: Mapping[str, Sequence[Span]]) -> Grouped:
    """Spans of two annotators or more, each in one unit or place, in text order.

    Equal spans go together; then, of what any two annotators' alignment pairs, equal extents before those that share
    more. A place takes one span of each annotator, but for spans that another annotator marked as one.
    """
    found = units(answers)
    agreed = [unit for unit in found if len(unit) == len(answers)]
    rest = [unit for unit in found if len(unit) < len(answers)]
    places = _absorbed(_joined(rest, sorted(_links(rest, sorted(answers)))))
    return Grouped(agreed, places, [unit for unit in found if len(unit) > 1])


def _links(rest: Sequence[Unit], names: Sequence[str]) -> Iterator[Link]:
    """What the alignment of every two annotators pairs, beyond what they have in common."""
    for a, b in combinations(names, 2):
        left = [i for i, unit in enumerate(rest) if a in unit and b not in unit]
        right = [j for j, unit in enumerate(rest) if b in unit and a not in unit]
        for x, y in aligned([rest[i][a] for i in left], [rest[j][b] for j in right]):
            i, j = left[x], right[y]
            yield _nearness(rest[i][a], rest[j][b]), min(i, j), max(i, j)


def _nearness(one: Span, other: Span) -> tuple[object, ...]:
    near = intersection_over_union(one.fragments, other.fragments)
    return one.fragments != other.fragments, -near, one.label != other.label


def _joined(rest: Sequence[Unit], links: Iterable[Link]) -> list[Place]:
    """Units joined along links, the nearest first, as long as no annotator comes twice."""
    home = list(range(len(rest)))
    held: dict[int, dict[str, Span]] = {i: dict(unit) for i, unit in enumerate(rest)}

    def find(i: int) -> int:
        while home[i] != i:
            i = home[i]
        return i

    for _, i, j in links:
        first, second = sorted((find(i), find(j)))
        if first != second and held[first].keys().isdisjoint(held[second]):
            held[first].update(held.pop(second))
            home[second] = first
    return [{name: [span] for name, span in sorted(place.items())} for _, place in sorted(held.items())]


def _absorbed(places: list[Place]) -> list[Place]:
    """Places of which another annotator's span holds a further part go to that span's place: one was split."""
    kept: list[tuple[Place, int, int]] = []
    for place in sorted(places, key=lambda place: -len(place)):
        start, end = _reach(place)
        near = (other for other, first, last in kept if first < end and start < last)
        home = next((other for other in near if _split(other, place)), None)
        if home is None:
            kept.append((place, start, end))
        else:
            for name, spans in place.items():
                home[name] = sorted([*home[name], *spans], key=lambda span: (span.fragments, span.label))
    return sorted((place for place, _, _ in kept), key=_content)


def _reach(place: Place) -> Fragment:
    """From the first code point that somebody marked to the last."""
    spans = [span for own in place.values() for span in own]
    return min(span.start for span in spans), max(span.end for span in spans)


def _content(place: Place) -> tuple[object, ...]:
    return min((span.fragments, span.label) for own in place.values() for span in own)


def _split(whole: Place, part: Place) -> bool:
    """Whether somebody has one span where those of ``part`` have two: the one here and one there, both inside it."""
    if not part.keys() <= whole.keys():
        return False
    single = [spans[0] for name, spans in whole.items() if name not in part and len(spans) == 1]
    return any(all(_halves(span, whole[name], spans[0]) for name, spans in part.items()) for span in single)


def _halves(span: Span, others: Sequence[Span], part: Span) -> bool:
    """Whether a span touches this part and the others, which stand apart, all of one label."""
    every = [*others, part]
    if any(one.label != span.label or not overlap(one.fragments, span.fragments) for one in every):
        return False
    return not any(overlap(one.fragments, part.fragments) for one in others)
