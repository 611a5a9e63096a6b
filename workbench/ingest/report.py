"""The report of an ingest: what each document is and where it came from, and what was passed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from workbench.core.json import Json
from workbench.ingest.pieces import Card


@dataclass(frozen=True, slots=True)
class Alike:
    """A document that another one is like; ``kind`` is exact or near."""

    name: str
    kind: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or document that was passed over, with the reason in words."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A document that was (or, in a dry run, would be) stored; ``number`` counts what was found, from 1."""

    name: str
    card: Card
    number: int


@dataclass(slots=True)
class Report:
    """What an ingest did; ``alike`` gives the duplicates of each document by its name, stored ones too."""

    documents: list[Taken] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    alike: dict[str, list[Alike]] = field(default_factory=dict)

    def pair(self, one: str, other: str, kind: str, similarity: float) -> None:
        """Take in that two documents are alike."""
        self.alike.setdefault(one, []).append(Alike(other, kind, similarity))
        self.alike.setdefault(other, []).append(Alike(one, kind, similarity))

    def to_json(self) -> dict[str, Json]:
        """The report in the shape of ``--json``."""
        return {
            "documents": [describe(one.name, one.card, self.alike.get(one.name, ())) for one in self.documents],
            "skipped": [{"file": skipped.file, "reason": skipped.reason} for skipped in self.skipped],
        }


def describe(name: str, card: Card, alike: Sequence[Alike]) -> dict[str, Json]:
    """One document in the shape that ``workbench documents --json`` has too; the likest duplicates first."""
    return {
        "name": name,
        "title": card.title,
        "source": card.source,
        "published": card.published,
        "published_as_printed": card.published_as_printed,
        "category": card.category,
        "tag": card.tag,
        "file": card.file,
        "start": card.start,
        "end": card.end,
        "characters": card.characters,
        "file_sha256": card.file_sha256,
        "sha256": card.sha256,
        "skip_zones": [{"kind": zone.kind, "start": zone.start, "end": zone.end} for zone in card.zones],
        "duplicates": [
            {"name": other.name, "kind": other.kind, "similarity": other.similarity}
            for other in sorted(alike, key=lambda other: (-other.similarity, other.name))
        ],
        **card.extraction,
    }
