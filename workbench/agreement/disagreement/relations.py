"""Disagreements on relations: missed, another type, direction or argument, or a consequence of the spans."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias
from uuid import UUID

from workbench.agreement.disagreement.record import (
    ARGUMENT,
    CASCADED,
    DIRECTION,
    RELATION_MISSED,
    TYPE,
    Disagreement,
    Effect,
    Member,
    Said,
    first_kind,
    sides_of,
)
from workbench.agreement.disagreement.spans import settled_tallies
from workbench.agreement.pairwise import Pair
from workbench.agreement.relations.rule import ArcRule
from workbench.agreement.study import StudiedDocument
from workbench.core.relation import Relation
from workbench.core.span import Span, merged

Drawn: TypeAlias = dict[str, Relation]
"""One relation as several annotators drew it."""


@dataclass(frozen=True, slots=True)
class Ends:
    """Where the spans of one document stand among its places.

    Attributes:
        homes: the place or unit of each annotator's span, by name and number.
        held: which annotators have a span at each place.
        causes: the disagreement on each place that has one.
    """

    homes: Mapping[tuple[str, int], int]
    held: Mapping[int, frozenset[str]]
    causes: Mapping[int, Disagreement]

    def of(self, name: str, relation: Relation) -> tuple[int, int]:
        """The places of a relation's head and tail."""
        return self.homes[name, relation.head], self.homes[name, relation.tail]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is needed to judge the relations of one document: who finished it, its ends, the rule, the score's name."""

    document: StudiedDocument
    names: Sequence[str]
    ends: Ends
    rule: ArcRule
    score: str

    def spans(self, name: str, relation: Relation) -> tuple[Span, Span]:
        """A relation's head and tail."""
        spans = self.document.answers[name].spans
        return spans[relation.head], spans[relation.tail]

    def said(self, name: str, relation: Relation) -> Said:
        """What a relation says; one without a direction says the same both ways."""
        head, tail = self.spans(name, relation)
        first, second = (head.fragments, head.label), (tail.fragments, tail.label)
        if relation.label in self.rule.symmetric and second < first:
            first, second = second, first
        return Said(relation.label, first[0], second[0], (first[1], second[1]))


def lined_up(drawing: Drawing) -> list[Drawn]:
    """Equal relations put together, each annotator's first with the others' first."""
    piles: dict[Said, dict[str, list[Relation]]] = {}
    for name in drawing.names:
        answer = drawing.document.answers[name]
        for relation in sorted(answer.relations.values(), key=lambda r: r.n):
            piles.setdefault(drawing.said(name, relation), {}).setdefault(name, []).append(relation)
    found = []
    for _, pile in sorted(piles.items()):
        for k in range(max(map(len, pile.values()))):
            found.append({name: own[k] for name, own in sorted(pile.items()) if k < len(own)})
    return found


def on_relations(drawing: Drawing, drawn: Iterable[Drawn]) -> Iterator[Disagreement]:
    """One record a relation that these annotators, who all finished the document, did not draw alike."""
    rest = [unit for unit in drawn if len(unit) < len(drawing.names)]
    for unit in _joined(drawing, rest):
        yield _record(drawing, unit)


def _joined(drawing: Drawing, rest: list[Drawn]) -> list[Drawn]:
    """Relations that differ put together: of the same two places first, then with one end in common."""
    for key in (_same, _between, _from, _to):
        rest = _merged(drawing, rest, key)
    return rest


def _merged(drawing: Drawing, rest: Iterable[Drawn], key: Key) -> list[Drawn]:
    """Units of one key joined in order, each with the first that has none of its annotators."""
    kept: list[Drawn] = []
    held: dict[Hashable, list[Drawn]] = {}
    for unit in rest:
        name = min(unit)
        like = held.setdefault(key(drawing, unit[name].label, *drawing.ends.of(name, unit[name])), [])
        home = next((other for other in like if other.keys().isdisjoint(unit)), None)
        if home is None:
            kept.append(unit)
            like.append(unit)
        else:
            home.update(unit)
    return kept


Key: TypeAlias = Callable[[Drawing, str, int, int], Hashable]
"""What relations that go together have in common, from the label and the places of head and tail."""


def _same(drawing: Drawing, label: str, head: int, tail: int) -> Hashable:
    return label, *(sorted((head, tail)) if label in drawing.rule.symmetric else (head, tail))


def _between(_: Drawing, label: str, head: int, tail: int) -> Hashable:
    return frozenset((head, tail))


def _from(_: Drawing, label: str, head: int, tail: int) -> Hashable:
    return label, head


def _to(_: Drawing, label: str, head: int, tail: int) -> Hashable:
    return label, tail


def _record(drawing: Drawing, unit: Drawn) -> Disagreement:
    document = drawing.document
    said = {name: (drawing.said(name, unit[name]),) if name in unit else () for name in drawing.names}
    members = {name: [Member(document.answers[name].layer, relation.n)] for name, relation in unit.items()}
    pairs = {
        (a, b): _kind(drawing, unit, a, b) for a, b in combinations(sorted(drawing.names), 2) if said[a] != said[b]
    }
    sides = sides_of(said, members)
    return Disagreement(
        document=document.id,
        name=document.name,
        aspect="relation",
        kind=first_kind(pairs),
        at=merged([part for name, own in unit.items() for span in drawing.spans(name, own) for part in span.fragments]),
        labels=tuple(sorted({relation.label for relation in unit.values()})),
        sides=sides,
        pairs=pairs,
        cause=_cause(drawing, unit, pairs),
        effect=Effect(drawing.score, settled_tallies(said, sides[0].says)),
    )


def _kind(drawing: Drawing, unit: Drawn, a: str, b: str) -> str:
    if a in unit and b in unit:
        return _differing(drawing, (a, unit[a]), (b, unit[b]))
    absent, (name, relation) = (a, (b, unit[b])) if b in unit else (b, (a, unit[a]))
    has_both = all(absent in drawing.ends.held[place] for place in drawing.ends.of(name, relation))
    return RELATION_MISSED if has_both else CASCADED


def _differing(drawing: Drawing, first: tuple[str, Relation], second: tuple[str, Relation]) -> str:
    """How two drawn relations differ."""
    if first[1].label != second[1].label:
        return TYPE
    one, other = drawing.ends.of(*first), drawing.ends.of(*second)
    symmetric = first[1].label in drawing.rule.symmetric
    if one == other or (symmetric and one == other[::-1]):
        return CASCADED
    return DIRECTION if one == other[::-1] else ARGUMENT


def _cause(drawing: Drawing, unit: Drawn, pairs: Mapping[Pair, str]) -> UUID | None:
    """The first disagreement on a span at one of its ends, where some of it follows from one."""
    if CASCADED not in pairs.values():
        return None
    places = sorted({place for name, relation in unit.items() for place in drawing.ends.of(name, relation)})
    return next((drawing.ends.causes[place].id for place in places if place in drawing.ends.causes), None)
