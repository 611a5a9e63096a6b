"""Arcs: the relations of one answer, with the spans that they join and could have joined."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, TypeAlias

from workbench.agreement.bag import Bag
from workbench.agreement.spans.extent import Extent
from workbench.core.relation import Relation
from workbench.core.span import Span

Place: TypeAlias = tuple[Extent, str]
"""What a span is to another annotator: its extent and label; its number in the layer means nothing to them."""


def place(span: Span) -> Place:
    """The place of a span."""
    return span.fragments, span.label


class Arc(NamedTuple):
    """A relation between two spans."""

    label: str
    head: Span
    tail: Span


class Arcs:
    """The relations of a layer, and its spans by number.

    ``bags`` keeps what comparing them under a rule has made, because each answer is compared with several others.
    """

    def __init__(self, spans: Mapping[int, Span], relations: Iterable[Relation]) -> None:
        self.spans = spans
        self.relations: Sequence[Relation] = tuple(relations)
        self.bags: dict[Hashable, dict[str, Bag[Hashable]]] = {}

    @cached_property
    def arcs(self) -> list[Arc]:
        """The relations with their spans.

        Raises:
            KeyError: where a relation names a span that is not there.
        """
        return [Arc(r.label, self.spans[r.head], self.spans[r.tail]) for r in self.relations]

    @cached_property
    def ends(self) -> list[tuple[Place, Place]]:
        """The places of each relation's head and tail."""
        return [(place(self.spans[r.head]), place(self.spans[r.tail])) for r in self.relations]

    @cached_property
    def places(self) -> frozenset[Place]:
        """The places of all spans, joined or not."""
        return frozenset(map(place, self.spans.values()))
