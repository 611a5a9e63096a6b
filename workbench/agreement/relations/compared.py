"""Comparing: two answers' relations under a rule, by label."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from workbench.agreement.bag import Bag
from workbench.agreement.relations.arcs import Arc, Arcs
from workbench.agreement.relations.rule import STRICT, ArcRule
from workbench.agreement.spans.bipartite import largest
from workbench.agreement.spans.extent import Extent
from workbench.agreement.spans.touching import touching
from workbench.agreement.tally import ANY, Tally
from workbench.core.relation import Relation


def compared_arcs(first: Arcs, second: Arcs, rule: ArcRule = STRICT) -> dict[str, Tally]:
    """Tallies by relation label, or one for all where the rule does not look at it: largest one-to-one matchings."""
    mine, theirs = _bags(first, rule), _bags(second, rule)
    found = {}
    for label, bag in mine.items():
        other = theirs.get(label, NO_ARCS)
        found[label] = Tally(_size(bag, other, rule), len(bag), len(other))
    for label, bag in theirs.items():
        if label not in mine:
            found[label] = Tally(0, 0, len(bag))
    return found


NO_ARCS: Bag[Hashable] = Bag([])


def _bags(arcs: Arcs, rule: ArcRule) -> dict[str, Bag[Hashable]]:
    """By label, the keys of relations where the rule has keys, else the relations; made once a rule."""
    held = arcs.bags.get(rule)
    if held is None:
        found: dict[str, list[Hashable]] = {}
        spans, keyed = arcs.spans, rule.keyed
        for arc in arcs.relations if keyed else arcs.arcs:
            thing = rule.key(arc.label, spans[arc.head], spans[arc.tail]) if isinstance(arc, Relation) else arc
            found.setdefault(arc.label if rule.labelled else ANY, []).append(thing)
        held = arcs.bags[rule] = {label: Bag(things) for label, things in found.items()}
    return held


def _size(first: Bag[Hashable], second: Bag[Hashable], rule: ArcRule) -> int:
    if rule.keyed:
        return first.common(second)
    return largest(_edges(_arcs(first), _arcs(second), rule))


def _arcs(bag: Bag[Hashable]) -> list[Arc]:
    return [arc for arc in bag.things if isinstance(arc, Arc)]


def _edges(first: Sequence[Arc], second: Sequence[Arc], rule: ArcRule) -> Iterator[tuple[int, int]]:
    """Pairs of relations that match, looked for where their reaches meet."""
    for i, j in touching(_reaches(first), _reaches(second)):
        if rule.same(first[i], second[j]):
            yield i, j


def _reaches(arcs: Sequence[Arc]) -> list[Extent]:
    """From the first to the last code point of each relation's arguments."""
    return [((min(arc.head.start, arc.tail.start), max(arc.head.end, arc.tail.end)),) for arc in arcs]
