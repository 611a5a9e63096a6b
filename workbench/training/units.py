"""Units: the documents that go together in a division, and all that is counted in them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain
from operator import attrgetter
from typing import Final, TypeAlias
from uuid import UUID

Key: TypeAlias = tuple[str, str]
"""What is counted: a label and its "items" or its "documents"; the label is empty for documents as such."""

Counts: TypeAlias = Mapping[Key, int]

DOCUMENTS: Final[Key] = ("", "documents")
FINISHED: Final[Key] = ("", "finished documents")


@dataclass(frozen=True, slots=True)
class Unit:
    """Documents that go together, sorted, and what is counted in each; a document that does not count is not there."""

    documents: tuple[UUID, ...]
    each: Mapping[UUID, Counts]

    @property
    def counts(self) -> Counts:
        """What is counted in all of them."""
        return next(iter(self.each.values())) if len(self.each) == 1 else total(self.each.values())

    @property
    def finished(self) -> bool:
        """Whether any of them is finished."""
        return any(FINISHED in counts for counts in self.each.values())


def gathered(
    units: Mapping[UUID, UUID], labels: Mapping[UUID, Counter[str]], uncounted: Collection[UUID]
) -> list[Unit]:
    """The units, by their first document: their own ids are no order, as those of clusters are made at random."""
    members: dict[UUID, list[UUID]] = defaultdict(list)
    for document in sorted(units, key=attrgetter("int")):
        members[units[document]].append(document)
    return [
        Unit(tuple(documents), {d: counted(labels.get(d)) for d in documents if d not in uncounted})
        for documents in members.values()
    ]


def counted(labels: Counter[str] | None) -> Counts:
    """What is counted in a document; ``labels`` is None where it is unfinished.

    A label counts by its items and by its documents, because few documents may hold most of its items.
    """
    if labels is None:
        return {DOCUMENTS: 1}
    out = {DOCUMENTS: 1, FINISHED: 1}
    for label, n in sorted(labels.items()):
        if n > 0:
            out[label, "items"], out[label, "documents"] = n, 1
    return out


def total(counts: Iterable[Counts]) -> Counts:
    """Counts added up."""
    out: Counter[Key] = Counter()
    for one in counts:
        out.update(one)
    return out


def rarest_first(units: Iterable[Unit], salt: str) -> list[Unit]:
    """Units of the rarest label first, of these the richest in it; those without labels last, the largest first.

    Whatever is left equal is ordered by a salted hash.
    """
    counts = [(unit, unit.counts) for unit in units]
    bearers = Counter(chain.from_iterable(found for _, found in counts))
    rarest = sorted(bearers.keys() | {DOCUMENTS}, key=lambda key: (bearers[key], key))
    rank = {key: place for place, key in enumerate(rarest)}

    def turn(one: tuple[Unit, Counts]) -> tuple[int, int, int, bytes]:
        unit, found = one
        place = min(map(rank.__getitem__, found), default=rank[DOCUMENTS])
        return place, -found.get(rarest[place], 0), -len(unit.documents), salted(unit.documents[0], salt)

    return [unit for unit, _ in sorted(counts, key=turn)]


def salted(id_: UUID, salt: str) -> bytes:
    """A hash that orders documents in a way that says nothing about them, the same on every machine."""
    return blake2b(id_.bytes, digest_size=16, key=salt.encode()[:64]).digest()
