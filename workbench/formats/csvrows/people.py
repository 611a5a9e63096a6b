"""People: what each annotator says of each document, while the rows of the tables come in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from workbench.formats.exchange import DocumentLabel, Reading, Relation, Span
from workbench.formats.sheet import Row


@dataclass(slots=True)
class Person:
    """What one annotator says of one document."""

    spans: dict[str, Span] = field(default_factory=dict)
    relations: dict[str, Relation] = field(default_factory=dict)
    labels: list[DocumentLabel] = field(default_factory=list)
    kind: str = "human"
    status: str = ""
    note: str | None = None

    def reading(self, annotator: str) -> Reading:
        """All of it, in their name."""
        kind: Any = self.kind
        status: Any = self.status
        spans, relations = tuple(self.spans.values()), tuple(self.relations.values())
        return Reading(annotator, kind, status, spans, relations, tuple(self.labels), self.note)


@dataclass(slots=True)
class Text:
    """A document on its way: ``people`` by their names."""

    text: str | None = None
    unit: str = ""
    lang: str = ""
    meta: dict[str, Any] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)


class Cells:
    """A row's cells by what they are; empty where the table has no such column."""

    __slots__ = ("_at", "_cells")

    def __init__(self, row: Row, at: dict[str, str]) -> None:
        self._cells, self._at = row.cells, at

    def __getitem__(self, what: str) -> str:
        head = self._at[what]
        return self._cells[head] if head else ""
