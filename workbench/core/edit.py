"""Edits: the smallest change to one stream, with its inverse.

An edit puts one item of a stream from one value to another; ``None`` means the item is absent. Because both values are
kept, an edit inverts by swapping them, and it applies only where the item still has the value it started from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from workbench.core.fault import Fault
from workbench.core.ids import now_ms, uuid7

SPAN: Final = "span"
RELATION: Final = "relation"
LABEL: Final = "label"
"""A document label."""
HEAD: Final = "head"
"""The layer's own state: status, flag, and the schema version it was finished under; its number is 0."""
SOURCE: Final = "source"
"""Where an item of a gold layer came from; its number is the item's, and it stays when the item is taken out."""
ZONE: Final = "zone"
DOCUMENT: Final = "document"
"""A document's own state: archived; its number is 0."""
SPLIT: Final = "split"
ENTITY: Final = "entity"
SCHEMA: Final = "schema"
COMMENT: Final = "comment"


class Refused(Fault):
    """What was asked is not possible, for a reason that can be shown to the person who asked."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One item of a stream, put from ``before`` to ``after`` (JSON objects; None where the item is absent)."""

    item: str
    n: int
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    def inverse(self) -> Edit:
        """The edit that takes this one back."""
        return Edit(self.item, self.n, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Change:
    """An edit and the stream it belongs to."""

    stream: UUID
    edit: Edit


@dataclass(frozen=True, slots=True)
class Operation:
    """What a person did: the unit of undo. ``at`` is in milliseconds since 1970, UTC."""

    actor: UUID
    kind: str
    changes: tuple[Change, ...]
    undoes: UUID | None = None
    id: UUID = field(default_factory=uuid7)
    at: int = field(default_factory=now_ms)

    @property
    def streams(self) -> tuple[UUID, ...]:
        """The streams this operation touches, each once, in order of first touch."""
        return tuple(dict.fromkeys(change.stream for change in self.changes))

    def undo(self, actor: UUID) -> Operation:
        """The operation that takes this one back: its inverses in reverse order."""
        changes = tuple(Change(c.stream, c.edit.inverse()) for c in reversed(self.changes))
        return Operation(actor, "undo" if self.kind != "undo" else "redo", changes, undoes=self.id)


def on(stream: UUID, edits: Iterable[Edit]) -> tuple[Change, ...]:
    """Edits as changes of one stream."""
    return tuple(Change(stream, edit) for edit in edits)
