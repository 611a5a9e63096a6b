"""The sight: what the cursor is on, and how the inspector says it in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from workbench.core.display import safe_line
from workbench.core.entity import Entity
from workbench.core.relation import Relation
from workbench.core.span import Span
from workbench.tui.session import Session


@dataclass(frozen=True, slots=True)
class Sight:
    """What the cursor is on: the spans there (outermost first), the current one, and the relation looked at.

    ``problems`` is how many problems the layer has, as far as they have been looked for.
    """

    session: Session
    entities: Mapping[UUID, Entity]
    here: list[Span]
    current: Span | None
    relation: int | None
    problems: int = 0

    @property
    def face(self) -> object:
        """A value that is equal for sights that read alike."""
        layer = self.session.layer
        here = tuple(span.n for span in self.here)
        return layer.rev, layer.id, here, self.current and self.current.n, self.relation


class Note(NamedTuple):
    """One paragraph of the inspector, safe to show, and the style that sets it off (of rich, or nothing)."""

    text: str
    style: str = ""


def notes(sight: Sight) -> Iterator[Note]:
    """The spans at the cursor, innermost first; where there is none, the document."""
    if not sight.here:
        yield from _document(sight)
    for span in reversed(sight.here):
        yield from _span(sight, span, span is sight.current)
        yield Note("")


def _document(sight: Sight) -> Iterator[Note]:
    layer = sight.session.layer
    waiting = "…" if sight.session.findings.waiting else ""
    for count in (
        f"{len(layer.spans)} spans", f"{len(layer.relations)} relations", f"{sight.problems}{waiting} problems",
        layer.head.status,
    ):  # fmt: skip
        yield Note(count, "dim")
    for label in sorted(layer.labels.values(), key=lambda x: (x.key, x.value)):
        yield Note(f"{safe_line(label.key)}: {safe_line(label.value)}")
    if layer.head.flag:
        yield Note(f"⚑ {safe_line(layer.head.flag_note or 'flagged')}")


def _span(sight: Sight, span: Span, current: bool) -> Iterator[Note]:
    session = sight.session
    name = safe_line(session.schema.label_name(span.label))
    yield Note(f"{'▸' if current else ' '} {name}", "bold" if current else "")
    yield Note(f"  {safe_line(session.words(span, 80))}", "dim")
    for key, value in span.attributes:
        yield Note(f"  {safe_line(key)} = {safe_line(value)}")
    for id_ in span.links:
        entity = sight.entities.get(id_)
        yield Note(f"  → {safe_line(entity.name if entity else str(id_))}")
    if span.note:
        yield Note(f"  “{safe_line(span.note)}”", "italic")
    if current:
        for item in session.layer.relations_of(span.n):
            yield _relation(session, span, item, item.n == sight.relation)
        for problem in session.findings.of(span.n):
            yield Note(f"  ! {safe_line(problem.message)}", "bold")


def _relation(session: Session, span: Span, relation: Relation, looked_at: bool) -> Note:
    out = relation.head == span.n
    other = session.layer.spans[relation.tail if out else relation.head]
    name = safe_line(session.schema.relation_name(relation.label))
    words = safe_line(session.words(other, 24))
    line = f"{'▸' if looked_at else ' '} {name} → {words}" if out else f"{'▸' if looked_at else ' '} ← {name} {words}"
    for key, value in relation.attributes:
        line += f" {safe_line(key)}={safe_line(value)}"
    return Note(line, "reverse" if looked_at else "")
