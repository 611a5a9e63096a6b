"""The record of a disagreement: who says what, of which kind it is, and what settling it would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias
from uuid import UUID, uuid5

from workbench.agreement.coding.ratings import Row
from workbench.agreement.pairwise import Pair
from workbench.agreement.spans.extent import Extent
from workbench.core.ids import NAMESPACE

SPLIT: Final = "split/merge"
BOTH: Final = "boundary+label"
LABEL: Final = "label"
BOUNDARY: Final = "boundary"
MISSED: Final = "missed"
TYPE: Final = "relation-type"
DIRECTION: Final = "relation-direction"
ARGUMENT: Final = "relation-argument"
RELATION_MISSED: Final = "relation-missed"
CASCADED: Final = "cascaded"
ATTRIBUTE: Final = "attribute"
LINK: Final = "link"
DOCUMENT_LABEL: Final = "document-label"

KINDS: Final[Mapping[str, str]] = {
    SPLIT: "one span here, several there",
    BOTH: "other edges and another label",
    LABEL: "the same place, another label",
    BOUNDARY: "the same label, other edges",
    MISSED: "marked here, not there",
    TYPE: "the same spans, another relation",
    DIRECTION: "the same relation, the other way round",
    ARGUMENT: "the same relation, another span at one end",
    RELATION_MISSED: "related here, not there",
    CASCADED: "a relation that differs because its spans do",
    ATTRIBUTE: "another value of an attribute",
    LINK: "another entry of the registry",
    DOCUMENT_LABEL: "another label of the whole document",
}
"""Kinds with what they mean; where annotators differ in several ways, the record is of the kind that comes first."""


class Member(NamedTuple):
    """An item of a layer."""

    layer: UUID
    n: int


class Said(NamedTuple):
    """One thing that somebody says: a label or value by its id, and where.

    Of a relation, ``at`` and ``to`` are head and tail, and ``ends`` their labels.
    """

    what: str
    at: Extent = ()
    to: Extent = ()
    ends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """Annotators who say the same: nothing at all where ``says`` is empty; ``members`` are the items it is about."""

    annotators: tuple[str, ...]
    says: tuple[Said, ...]
    members: tuple[Member, ...]


Marked: TypeAlias = tuple[Pair, int, int, int]
"""What settling adds to a pair's tally: to what both share, and to what the first and the second marked."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What settling changes of one number (by its name): tallies of pairs, or one row of ratings for another.

    ``score`` is empty where no number looks at such a thing.
    """

    score: str
    tallies: tuple[Marked, ...] = ()
    rows: tuple[Row, Row] | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One disagreement.

    Attributes:
        document: the document's id.
        name: the document's name.
        aspect: *span*, *label*, *attribute:KEY*, *link*, *relation* or *document:KEY*.
        kind: one of :data:`KINDS`: the first of those in ``pairs``.
        at: where the differing spans stand, from the first code point to the last; empty for the whole document.
        labels: ids of the labels of spans (relations) that it is about, sorted.
        sides: who says what, the side of most annotators first; settling takes that one.
        pairs: of every two annotators who differ, how.
        cause: the disagreement on a span that it follows from, where it does.
        effect: what settling it changes.
    """

    document: UUID
    name: str
    aspect: str
    kind: str
    at: Extent
    labels: tuple[str, ...]
    sides: tuple[Side, ...]
    pairs: Mapping[Pair, str]
    cause: UUID | None
    effect: Effect

    @property
    def id(self) -> UUID:
        """Made from document, aspect and members, so it is the same on every machine and after any re-merge."""
        return disagreement_id(self.document, self.aspect, self.members)

    @property
    def members(self) -> list[Member]:
        """The items that it is about, sorted."""
        return sorted(member for side in self.sides for member in side.members)

    @property
    def start(self) -> int:
        """Where it starts; 0 for the whole document."""
        return self.at[0][0] if self.at else 0

    @property
    def end(self) -> int:
        """Where it ends; 0 for the whole document."""
        return self.at[-1][1] if self.at else 0

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every way in which two of its annotators differ."""
        held = set(self.pairs.values())
        return tuple(kind for kind in KINDS if kind in held)


def disagreement_id(document: UUID, aspect: str, members: Iterable[Member]) -> UUID:
    """The id of a disagreement, which anybody can make again from what it is about."""
    parts = "\n".join(f"{member.layer} {member.n}" for member in sorted(members))
    return uuid5(NAMESPACE, f"disagreement\n{document}\n{aspect}\n{parts}")


def sides_of(said: Mapping[str, tuple[Said, ...]], members: Mapping[str, Sequence[Member]]) -> tuple[Side, ...]:
    """Annotators put together by what they say: most annotators first, then who says more, then by what is said."""
    held: dict[tuple[Said, ...], list[str]] = {}
    for name in sorted(said):
        held.setdefault(tuple(sorted(said[name])), []).append(name)
    ordered = sorted(held.items(), key=lambda item: (-len(item[1]), -len(item[0]), item[0]))
    return tuple(
        Side(tuple(names), says, tuple(sorted(m for name in names for m in members.get(name, ()))))
        for says, names in ordered
    )


def first_kind(pairs: Mapping[Pair, str]) -> str:
    """The kind of a record: the first in the order of :data:`KINDS`."""
    held = set(pairs.values())
    return next(kind for kind in KINDS if kind in held)
