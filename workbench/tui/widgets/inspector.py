"""The inspector: what stands at the cursor, in words, beside the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text
from textual import events
from textual.content import Content
from textual.widget import Widget

from workbench.core.display import safe_line
from workbench.core.relation import Relation
from workbench.core.span import Span

if TYPE_CHECKING:
    from workbench.tui.screens.annotate.base import AnnotateBase

WIDE = 110
"""From this many columns on the inspector shows itself."""


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

    def look(self, screen: AnnotateBase, *, afresh: bool = False) -> None:
        """Show what is at the cursor now; nothing is painted where that has not changed."""
        if not self.has_class("-shown") or screen.session is None:
            return
        layer = screen.session.layer
        here, current, relation = screen.spans_here(), screen.current_span(), screen.relation_at
        seen = (layer.rev, layer.id, tuple(s.n for s in here), current and current.n, relation)
        if seen == self._seen and not afresh:
            return
        self._seen = seen
        text = Text("\n").join(_page(screen, here, current, relation))
        self._content = Content.from_rich_text(text)
        self.refresh()

    def render(self) -> Content:
        """The text made by :meth:`look`."""
        return self._content


def _page(screen: AnnotateBase, here: list[Span], current: Span | None, relation: int | None) -> Iterator[Text]:
    session = screen.session
    assert session is not None
    if not here:
        yield Text(_counts(screen), style="dim")
        for label in sorted(session.layer.labels.values(), key=lambda x: (x.key, x.value)):
            yield Text(f"{safe_line(label.key)}: {safe_line(label.value)}")
        if session.layer.head.flag:
            yield Text(f"⚑ {safe_line(session.layer.head.flag_note or 'flagged')}")
        return
    for span in reversed(here):
        yield from _span(screen, span, span is current, relation)
        yield Text("")


def _counts(screen: AnnotateBase) -> str:
    assert screen.session is not None
    layer = screen.session.layer
    waiting = "…" if screen.session.findings.waiting else ""
    problems = len(screen.session.findings.all())
    return f"{len(layer.spans)} spans\n{len(layer.relations)} relations\n{problems}{waiting} problems\n{layer.head.status}"


def _span(screen: AnnotateBase, span: Span, current: bool, relation: int | None) -> Iterator[Text]:
    session = screen.session
    assert session is not None
    schema = session.schema
    name = safe_line(schema.label_name(span.label))
    yield Text(f"{'▸' if current else ' '} {name}", style="bold" if current else "")
    yield Text(f"  {safe_line(screen.words(span, 80))}", style="dim")
    for key, value in span.attributes:
        yield Text(f"  {safe_line(key)} = {safe_line(value)}")
    for id_ in span.links:
        entity = screen.entities.get(id_)
        yield Text(f"  → {safe_line(entity.name if entity else str(id_))}")
    if span.note:
        yield Text(f"  “{safe_line(span.note)}”", style="italic")
    if current:
        for item in session.layer.relations_of(span.n):
            yield _relation(screen, span, item, item.n == relation)
        for problem in session.findings.of(span.n):
            yield Text(f"  ! {safe_line(problem.message)}", style="bold")


def _relation(screen: AnnotateBase, span: Span, relation: Relation, looked_at: bool) -> Text:
    session = screen.session
    assert session is not None
    out = relation.head == span.n
    other = session.layer.spans[relation.tail if out else relation.head]
    name = safe_line(session.schema.relation_name(relation.label))
    words = safe_line(screen.words(other, 24))
    line = f"{'▸' if looked_at else ' '} {name} → {words}" if out else f"{'▸' if looked_at else ' '} ← {name} {words}"
    for key, value in relation.attributes:
        line += f" {safe_line(key)}={safe_line(value)}"
    return Text(line, style="reverse" if looked_at else "")
