"""Rules: when two relations count as the same."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Final

from workbench.agreement.relations.arcs import Arc, place
from workbench.agreement.spans.rule import BOUNDARIES, EXACT, OVERLAP, Rule
from workbench.core.span import Span


@dataclass(frozen=True, slots=True)
class ArcRule:
    """``arguments`` says when two spans count as the same argument; ``labelled`` asks for the same relation label.

    Heads match heads and tails match tails, but the ends of labels in ``symmetric`` may be exchanged.
    """

    name: str
    arguments: Rule = EXACT
    labelled: bool = True
    symmetric: frozenset[str] = frozenset()

    @property
    def keyed(self) -> bool:
        """Whether relations match just where their :meth:`key` is equal."""
        return self.arguments.near == "equal" and (self.labelled or not self.symmetric)

    def key(self, label: str, head: Span, tail: Span) -> Hashable:
        """What relations that match have in common, the label aside."""
        if label in self.symmetric and place(head) > place(tail):
            head, tail = tail, head
        if self.arguments.same_label:
            return head.fragments, head.label, tail.fragments, tail.label
        return head.fragments, tail.fragments

    def same(self, first: Arc, second: Arc) -> bool:
        """Whether two relations' arguments match, labels of the relations aside."""
        if self.arguments.fits(first.head, second.head) and self.arguments.fits(first.tail, second.tail):
            return True
        crossed = self.arguments.fits(first.head, second.tail) and self.arguments.fits(first.tail, second.head)
        return crossed and first.label in self.symmetric and second.label in self.symmetric


STRICT: Final = ArcRule("end to end, strict")
ON_BOUNDARIES: Final = ArcRule("end to end, boundaries", BOUNDARIES)
ON_OVERLAP: Final = ArcRule("end to end, overlapping arguments", OVERLAP)
UNLABELLED: Final = ArcRule("end to end, any relation", labelled=False)


def undirected(symmetric: Iterable[str]) -> ArcRule:
    """The strict rule with the ends of these relation labels exchangeable."""
    return ArcRule("end to end, undirected", symmetric=frozenset(symmetric))
