"""Shared arguments: relations between spans that both annotators have, so that a missed span is not paid for twice."""

from __future__ import annotations

from typing import NamedTuple

from workbench.agreement.relations.arcs import Arcs, Place, place
from workbench.agreement.spans.rule import EXACT, Rule
from workbench.agreement.spans.touching import touching


class Shared(NamedTuple):
    """Two answers cut down to relations whose arguments both have, and how many were removed from each."""

    first: Arcs
    second: Arcs
    removed: tuple[int, int]


def given_shared_arguments(first: Arcs, second: Arcs, arguments: Rule = EXACT) -> Shared:
    """The relations that both annotators could have drawn; compare them with a rule of the same ``arguments``.

    An argument is shared where the other answer has a span that may match it.
    """
    mine, theirs = _places(first, second, arguments), _places(second, first, arguments)
    a, b = _within(first, mine), _within(second, theirs)
    return Shared(a, b, (len(first.relations) - len(a.relations), len(second.relations) - len(b.relations)))


def _within(arcs: Arcs, shared: frozenset[Place]) -> Arcs:
    kept = [r for r, (head, tail) in zip(arcs.relations, arcs.ends, strict=True) if head in shared and tail in shared]
    return arcs if len(kept) == len(arcs.relations) else Arcs(arcs.spans, kept)


def _places(one: Arcs, other: Arcs, rule: Rule) -> frozenset[Place]:
    """The places of one answer's spans that the other has too."""
    if rule.near == "equal" and rule.same_label:
        return one.places & other.places
    mine, theirs = list(one.spans.values()), list(other.spans.values())
    pairs = touching([span.fragments for span in mine], [span.fragments for span in theirs])
    return frozenset(place(mine[i]) for i, j in pairs if rule.fits(mine[i], theirs[j]))
