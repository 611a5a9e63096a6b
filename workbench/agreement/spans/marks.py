"""Marks: the spans of one answer, grouped by label and made ready once for many comparisons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import pairwise
from typing import Protocol

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


class Group(Bag[Extent]):
    """Extents that may match one another."""

    @cached_property
    def ordered(self) -> list[Extent]:
        """The extents in text order."""
        return sorted(self.things)

    @cached_property
    def ranges(self) -> list[Fragment] | None:
        """The extents as ranges in text order; None where one is discontinuous."""
        if any(len(extent) > 1 for extent in self.things):
            return None
        return [extent[0] for extent in self.ordered]

    @cached_property
    def nested(self) -> bool:
        """Whether a range ends before one that starts earlier or with it (asked of ranges only)."""
        return any(later[1] < earlier[1] for earlier, later in pairwise(self.ranges or ()))


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
    def all(self) -> Group:
        """The extents of all labels."""
        return Group([extent for group in self.groups.values() for extent in group.things])
