"""The mouse on the page: a click moves, a drag selects, a double click takes a span or a word."""

from __future__ import annotations

from typing import NamedTuple

from textual import events
from textual.geometry import Offset

from workbench.core.span import Fragment
from workbench.tui.page.paint import GUTTER
from workbench.tui.widgets.page_caret import PageCaret


class Hit(NamedTuple):
    """What stands at a place of the screen: an offset of the text, and the span whose bracket is there, if any."""

    offset: int
    span: int | None


class Pointer:
    """What a page's mouse events do; it remembers what a drag began on and (alt) whether it is exact."""

    def __init__(self, page: PageCaret) -> None:
        self.page = page
        self._from: Fragment | None = None
        self._exact = False
        self._mapping = False

    def hit(self, at: Offset) -> Hit:
        """What is at a place of the page's content; places beyond the text stand for the nearest text."""
        page, lanes = self.page, self.page.lanes
        line = max(0, min(lanes.height - 1, page.scroll_offset.y + at.y))
        row, sub = lanes.row_at(line)
        x = max(0, at.x - GUTTER)
        offset = lanes.rows.offset_at(row, x)
        if sub:
            for mark in lanes.plan(row).marks:
                if mark.lane == sub - 1 and mark.x0 <= x < mark.x1:
                    return Hit(offset if mark.span.covers(offset) else mark.span.start, mark.span.n)
        return Hit(offset, None)

    def down(self, event: events.MouseDown) -> None:
        """Put the cursor where the mouse is, or scroll to the place of the minimap that was clicked."""
        at = event.get_content_offset(self.page)
        page = self.page
        if at is None or event.button != 1 or not page.loaded:
            return
        if at.x >= page.size.width - 1:
            self._mapping = True
            page.capture_mouse()
            self._scroll_map(at.y)
            return
        hit = self.hit(at)
        page.caret.clear()
        self._exact = event.meta or page.unit == "grapheme"
        self._from = self._unit(hit.offset)
        page.move_to(self._from[0], extend=event.shift)
        if hit.span is not None:
            page.set_current(hit.span)
        page.capture_mouse()

    def drag(self, event: events.MouseMove) -> None:
        """Select from where the drag began to the mouse, scrolling where it leaves the page."""
        page = self.page
        if self._mapping:
            self._scroll_map(event.get_content_offset_capture(page).y)
            return
        if self._from is None:
            return
        at = event.get_content_offset_capture(page)
        if at.y < 0 or at.y >= page.size.height:
            page.scroll_lines(1 if at.y > 0 else -1)
        start, end = self._unit(self.hit(at).offset)
        if (start, end) != self._from or page.selection is not None:
            wanted = min(start, self._from[0]), max(end, self._from[1])
            if wanted != page.selection:
                page.select(*wanted)

    def up(self) -> None:
        """End the drag."""
        if self._from is not None or self._mapping:
            self._from, self._mapping = None, False
            self.page.release_mouse()

    def take(self, event: events.MouseEvent) -> None:
        """Select the innermost span under the mouse, or the word where there is none."""
        at = event.get_content_offset(self.page)
        if at is None or not self.page.loaded or at.x >= self.page.size.width - 1:
            return
        hit, page = self.hit(at), self.page
        span = page.sheet.layer.spans.get(page.current or 0)
        if span is not None and (hit.span == span.n or span.covers(hit.offset)):
            n = span.n
            page.select(span.start, span.end)
            page.set_current(n)
        else:
            page.select(*page.caret.at(hit.offset))

    def _unit(self, offset: int) -> Fragment:
        caret = self.page.caret
        return caret.grapheme(offset) if self._exact else caret.at(offset)

    def _scroll_map(self, y: int) -> None:
        page = self.page
        height = max(1, page.size.height)
        page.scroll_lines(max(0, y) * page.lanes.height // height - height // 2 - page.scroll_offset.y)
