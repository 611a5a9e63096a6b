"""Counts of an import: documents, spans and relations."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from workbench.core.json import Json


@dataclass(slots=True)
class Counts:
    """How many documents, spans and relations."""

    documents: int = 0
    spans: int = 0
    relations: int = 0

    def add(self, other: Counts) -> None:
        """Count others too."""
        self.documents += other.documents
        self.spans += other.spans
        self.relations += other.relations

    def to_json(self) -> dict[str, Json]:
        """The counts in the shape of ``--json``."""
        return {"documents": self.documents, "spans": self.spans, "relations": self.relations}


@dataclass(slots=True)
class Stored:
    """What was stored: documents by their ids, because several files may hold the work on one of them."""

    documents: set[UUID] = field(default_factory=set)
    spans: int = 0
    relations: int = 0

    def add(self, other: Stored) -> None:
        """Count others too."""
        self.documents |= other.documents
        self.spans += other.spans
        self.relations += other.relations

    @property
    def counts(self) -> Counts:
        """How many that is."""
        return Counts(len(self.documents), self.spans, self.relations)
