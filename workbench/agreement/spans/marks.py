"""Marks: the spans of one answer, grouped by label and made ready once for many comparisons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple, Protocol

from workbench.agreement.bag import Bag
from workbench.agreement.spans.extent import Extent
from workbench.core.span import Fragment


class Marked(Protocol):
    """What can be compared: :class:`workbench.core.span.Span`, or anything with its label and fragments."""

    @property
    def label(self) -> str:
        """The label's id."""

    @property
    def fragments(self) -> tuple[Fragment, ...]:
        """Where it stands."""


class Mark(NamedTuple):
    """A span as far as it can be compared."""

    label: str
    fragments: Extent


class Line(NamedTuple):
    """Ranges in text order, and whether one ends before another that starts earlier or with it."""

    ranges: list[Fragment]
    nested: bool


class Group(Bag[Extent]):
    """Extents that may match one another."""

    @cached_property
    def ordered(self) -> list[Extent]:
        """The extents in text order."""
        return sorted(self.things)

    @cached_property
    def line(self) -> Line | None:
        """The extents as ranges; None where one is discontinuous."""
        if sum(map(len, self.things)) > len(self):
            return None
        ranges = sorted([extent[0] for extent in self.things])
        ends = [end for _, end in ranges]
        return Line(ranges, nested=ends != sorted(ends))


class Marks:
    """The spans of one answer: a group for each label, and one of all."""

    def __init__(self, groups: Mapping[str, Group]) -> None:
        self.groups = groups

    @classmethod
    def of(cls, spans: Iterable[Marked]) -> Marks:
        """The marks of some spans."""
        found: dict[str, list[Extent]] = {}
        for span in spans:
            label = span.label
            if label in found:
                found[label].append(span.fragments)
            else:
                found[label] = [span.fragments]
        return cls({label: Group(extents) for label, extents in found.items()})

    @cached_property
    def whole(self) -> Bag[tuple[str, Extent]]:
        """The label and extent of every span: the fields of :class:`Mark`, which is made where names are needed."""
        return Bag([(label, extent) for label, group in self.groups.items() for extent in group.things])

    @cached_property
    def all(self) -> Group:
        """The extents of all labels."""
        return Group([extent for group in self.groups.values() for extent in group.things])
