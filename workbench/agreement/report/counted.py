"""Counted: what one document adds to every number of the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias
from uuid import UUID

from workbench.agreement.coding.ratings import Row
from workbench.agreement.pairwise import Sheet, Spread
from workbench.agreement.study import StudiedDocument
from workbench.core.span import Fragment

Version: TypeAlias = tuple[tuple[Fragment, ...], tuple[tuple[str, UUID, int], ...]]
"""The zones of a document, and the layers that were counted with their number of edits."""


class Crossing(NamedTuple):
    """What became of a span in another's answer: the label there, and which edges differ.

    ``theirs`` is empty where nobody there marked it; ``edges`` is one of "", "start", "end" and "both", and "inside"
    where only the gaps between fragments differ.
    """

    label: str
    theirs: str
    edges: str


class Profile(NamedTuple):
    """How much an annotator marked: spans, their length, the text that they cover and all text, in code points."""

    documents: int
    spans: int
    length: int
    covered: int
    text: int

    def plus(self, other: Profile, sign: int = 1) -> Profile:
        """The sum, or the difference."""
        return Profile(*(a + sign * b for a, b in zip(self, other, strict=True)))


NOBODY = Profile(0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Counted:
    """One document.

    Attributes:
        version: what was counted; equal versions have equal counts.
        f1: the tallies of every two people, by the name of the number.
        against: the tallies of everybody with the reference, by the name of the number.
        said: rows of labels in the order of the frame's people, by the name of the question.
        crossed: what became of each span in each other answer.
        profiles: how much each annotator marked.
        exact: mean exact F1 of the document's pairs.
        overlap: the same for overlap.
    """

    version: Version
    f1: Mapping[str, Sheet]
    against: Mapping[str, Sheet]
    said: Mapping[str, Mapping[Row, int]]
    crossed: Mapping[Crossing, int]
    profiles: Mapping[str, Profile]
    exact: Spread
    overlap: Spread


def version_of(document: StudiedDocument) -> Version:
    """The version of a document as it is now."""
    held = sorted(document.answers.items())
    return document.zones, tuple((name, answer.layer, answer.rev) for name, answer in held)
