"""The inspector: what stands at the cursor, in words, beside the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from rich.text import Text
from textual import events
from textual.content import Content
from textual.widget import Widget

from workbench.core.display import safe_line
from workbench.core.entity import Entity
from workbench.core.relation import Relation
from workbench.core.span import Span
from workbench.tui.session import Session

WIDE = 110
"""From this many columns on the inspector shows itself."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What the cursor is on: the spans there (outermost first), the current one, and the relation looked at."""

    session: Session
    entities: Mapping[UUID, Entity]
    here: list[Span]
    current: Span | None
    relation: int | None


class Inspector(Widget, can_focus=False):
    """Spans and relations at the cursor, with attributes, links, notes and problems."""

    def __init__(self) -> None:
        super().__init__()
        self._wanted: bool | None = None
        self._seen: object = None
        self._content = Content("")

    def on_mount(self) -> None:
        """Show or hide according to the room there is."""
        self._fit(self.app.size.width)

    def toggle(self) -> None:
        """Show where hidden, hide where shown, from now on."""
        self._wanted = not self.has_class("-shown")
        self._fit(self.app.size.width)

    def fit(self, event: events.Resize) -> None:
        """Show or hide according to a new size of the screen."""
        self._fit(event.size.width)

    def _fit(self, width: int) -> None:
        self.set_class(width >= WIDE if self._wanted is None else self._wanted, "-shown")

    def look(self, sight: Sight, *, afresh: bool = False) -> None:
        """Show what is at the cursor now; nothing is painted where that has not changed."""
        if not self.has_class("-shown"):
            return
        layer, current = sight.session.layer, sight.current
        seen = (layer.rev, layer.id, tuple(s.n for s in sight.here), current and current.n, sight.relation)
        if seen == self._seen and not afresh:
            return
        self._seen = seen
        text = Text("\n").join(_page(sight))
        self._content = Content.from_rich_text(text)
        self.refresh()

    def render(self) -> Content:
        """The text made by :meth:`look`."""
        return self._content


def _page(sight: Sight) -> Iterator[Text]:
    if not sight.here:
        layer = sight.session.layer
        yield Text(_counts(sight), style="dim")
        for label in sorted(layer.labels.values(), key=lambda x: (x.key, x.value)):
            yield Text(f"{safe_line(label.key)}: {safe_line(label.value)}")
        if layer.head.flag:
            yield Text(f"⚑ {safe_line(layer.head.flag_note or 'flagged')}")
        return
    for span in reversed(sight.here):
        yield from _span(sight, span, span is sight.current)
        yield Text("")


def _counts(sight: Sight) -> str:
    layer = sight.session.layer
    waiting = "…" if sight.session.findings.waiting else ""
    problems = len(sight.session.findings.all())
    counts = f"{len(layer.spans)} spans\n{len(layer.relations)} relations\n{problems}{waiting} problems"
    return f"{counts}\n{layer.head.status}"


def _span(sight: Sight, span: Span, current: bool) -> Iterator[Text]:
    session = sight.session
    schema = session.schema
    name = safe_line(schema.label_name(span.label))
    yield Text(f"{'▸' if current else ' '} {name}", style="bold" if current else "")
    yield Text(f"  {safe_line(session.words(span, 80))}", style="dim")
    for key, value in span.attributes:
        yield Text(f"  {safe_line(key)} = {safe_line(value)}")
    for id_ in span.links:
        entity = sight.entities.get(id_)
        yield Text(f"  → {safe_line(entity.name if entity else str(id_))}")
    if span.note:
        yield Text(f"  “{safe_line(span.note)}”", style="italic")
    if current:
        for item in session.layer.relations_of(span.n):
            yield _relation(session, span, item, item.n == sight.relation)
        for problem in session.findings.of(span.n):
            yield Text(f"  ! {safe_line(problem.message)}", style="bold")


def _relation(session: Session, span: Span, relation: Relation, looked_at: bool) -> Text:
    out = relation.head == span.n
    other = session.layer.spans[relation.tail if out else relation.head]
    name = safe_line(session.schema.relation_name(relation.label))
    words = safe_line(session.words(other, 24))
    line = f"{'▸' if looked_at else ' '} {name} → {words}" if out else f"{'▸' if looked_at else ' '} ← {name} {words}"
    for key, value in relation.attributes:
        line += f" {safe_line(key)}={safe_line(value)}"
    return Text(line, style="reverse" if looked_at else "")
