"""The list of documents: rows painted from a window of pages, so that the length of the corpus costs nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Final, Protocol
from uuid import UUID

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from workbench.tui.widgets.row import Columns, Paint, heading, line

if TYPE_CHECKING:
    from workbench.store.library import LibraryRow

PAGE: Final = 100
"""Rows that one query fetches."""
KEPT: Final = 5 * PAGE
"""Rows that are kept around the cursor."""
WHEEL: Final = 3
"""Rows that one step of the wheel scrolls."""


class Pages(Protocol):
    """Where rows come from: pages in the order of the list, from either end or from a row on."""

    total: int | None
    """How many rows there are, or None while that is being counted."""

    def page(self, beside: LibraryRow | None, *, backward: bool, limit: int) -> list[LibraryRow]:
        """Rows after (or before) a row, or from the start (or end); in list order either way."""


class DocumentList(Widget):
    """Documents, one a line, under a heading. It has no focus of its own: the screen moves its cursor."""

    DEFAULT_CSS = "DocumentList { height: 1fr; }"
    ALLOW_SELECT: ClassVar[bool] = False
    can_focus = False

    class Opened(Message):
        """Somebody asked to open the document under the pointer."""

    class Moved(Message):
        """The cursor stands elsewhere."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._pages: Pages | None = None
        self._rows: list[LibraryRow] = []
        self._base = 0
        self._top = 0
        self.cursor = 0
        self.order = ("project", False)
        """The order shown in the heading, and whether it is reversed."""
        self._paint: tuple[str, Paint] | None = None

    # -- what it shows ---------------------------------------------------------

    @property
    def row(self) -> LibraryRow | None:
        """The row under the cursor; None in an empty list."""
        at = self.cursor - self._base
        return self._rows[at] if 0 <= at < len(self._rows) else None

    @property
    def position(self) -> str:
        """Where the cursor stands, in words."""
        total = None if self._pages is None else self._pages.total
        if not self._rows:
            return ""
        return f"{self.cursor + 1:,} of {'…' if total is None else f'{total:,}'}"

    def show(self, pages: Pages, rows: Sequence[LibraryRow], keep: UUID | None = None, base: int = 0) -> None:
        """Show other pages from rows that ``base`` others stand before; the cursor goes to a document among them."""
        self._pages = pages
        self._rows = list(rows)
        self._base = self._top = base
        self.cursor = base + next((i for i, row in enumerate(self._rows) if row.id == keep), 0)
        self._reveal()

    def in_view(self) -> list[LibraryRow]:
        """The rows on the screen now."""
        first = self._top - self._base
        return self._rows[first : first + self._height]

    @property
    def neighbour(self) -> LibraryRow | None:
        """The row under the next cursor position, or else the one before: where to stay when this one goes."""
        at = self.cursor - self._base
        return next((self._rows[i] for i in (at + 1, at - 1) if 0 <= i < len(self._rows)), None)

    def read_again(self) -> None:
        """Read the rows on the screen again, where they are still in the same order."""
        first = max(0, self._top - self._base)
        before = self._rows[first - 1] if first else None
        if self._pages is None or (before is None and self._base):
            return
        newer = {row.id: row for row in self._pages.page(before, backward=False, limit=self._height)}
        self._rows = [newer.get(row.id, row) for row in self._rows]
        self.refresh()

    # -- moving ----------------------------------------------------------------

    def move(self, by: int) -> None:
        """Move the cursor by so many rows, as far as there are any."""
        self._load_to(self.cursor + by)
        self._set_cursor(self.cursor + by)

    def move_page(self, by: int) -> None:
        """Move the cursor by so many screens."""
        self.move(by * max(1, self._height - 1))

    def first(self) -> None:
        """Go to the first document."""
        if self._pages is not None:
            if self._base:
                self._rows, self._base = self._pages.page(None, backward=False, limit=PAGE), 0
            self._set_cursor(0)

    def last(self) -> None:
        """Go to the last document, which a query from the other end finds."""
        if self._pages is None:
            return
        total = self._pages.total
        if total is None or self._base + len(self._rows) < total:
            self._rows = self._pages.page(None, backward=True, limit=PAGE)
            self._base = max(0, (total or 0) - len(self._rows))
        self._set_cursor(self._base + len(self._rows) - 1)

    def _load_to(self, target: int) -> None:
        if self._pages is None:
            return
        while self._rows and target >= self._base + len(self._rows):
            more = self._pages.page(self._rows[-1], backward=False, limit=PAGE)
            if not more:
                break
            self._rows += more
            self._trim(front=True)
        while self._rows and target < self._base and self._base > 0:
            more = self._pages.page(self._rows[0], backward=True, limit=PAGE)
            self._rows[:0] = more
            self._base -= len(more)
            if len(more) < PAGE:
                self._renumber(-self._base)
            elif self._base <= 0:
                self._renumber(PAGE - self._base)
            self._trim(front=False)

    def _renumber(self, by: int) -> None:
        """Count anew from the first row, now that it is loaded and the count turns out to have been off."""
        self._base += by
        self._top += by
        self.cursor += by

    def _trim(self, *, front: bool) -> None:
        over = len(self._rows) - KEPT
        if over > 0 and front:
            del self._rows[:over]
            self._base += over
        elif over > 0:
            del self._rows[-over:]

    def _set_cursor(self, to: int) -> None:
        before, top = self.cursor, self._top
        self.cursor = max(self._base, min(to, self._base + len(self._rows) - 1)) if self._rows else 0
        self._reveal(refresh=False)
        if self._top != top:
            self.refresh()
        elif self.cursor != before:
            self.refresh(*(Region(0, 1 + at - self._top, self.size.width, 1) for at in (before, self.cursor)))
        self.post_message(self.Moved())

    def _reveal(self, *, refresh: bool = True) -> None:
        height = self._height
        self._top = max(self.cursor - height + 1, min(self._top, self.cursor))
        self._top = max(self._base, min(self._top, self._base + len(self._rows) - height))
        if refresh:
            self.refresh()

    @property
    def _height(self) -> int:
        return max(1, self.size.height - 1)

    def on_resize(self) -> None:
        """Keep the cursor on the screen."""
        self._load_to(self.cursor + self._height)
        self._reveal()

    # -- painting --------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One line of the screen: the heading, a row, or nothing."""
        thumb, paint = self._thumb(), self._colours()
        columns = Columns.of(self.size.width - (thumb is not None))
        if y == 0:
            return heading(columns, paint, self.order).adjust_cell_length(self.size.width, paint.plain)
        at = self._top + y - 1 - self._base
        if 0 <= at < len(self._rows):
            strip = line(self._rows[at], columns, paint, current=at + self._base == self.cursor)
        else:
            strip = Strip.blank(columns.width, paint.plain)
        if thumb is None:
            return strip
        return Strip([*strip, Segment("█" if y - 1 in thumb else "│", paint.muted)], self.size.width)

    def _thumb(self) -> range | None:
        """The lines of the scroll bar that stand for the rows on the screen; None where all rows are on it."""
        known, height = None if self._pages is None else self._pages.total, self._height
        total = max(known or 0, self._base + len(self._rows))
        return None if total <= height else thumb(self._top, height, total)

    def counted(self) -> None:
        """Show the scroll bar anew, now that it is known how many rows there are."""
        self.refresh()

    def _colours(self) -> Paint:
        if self._paint is None or self._paint[0] != self.app.theme:
            self._paint = (self.app.theme, Paint.of(self.app.theme_variables))
        return self._paint[1]

    # -- the mouse -------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """Put the cursor under the pointer; a double click opens."""
        event.stop()
        if event.y < 1 or not self._base <= self._top + event.y - 1 < self._base + len(self._rows):
            return
        self._set_cursor(self._top + event.y - 1)
        if event.chain == 2:
            self.post_message(self.Opened())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll on; the cursor stays on the screen."""
        event.stop()
        self._scroll(WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back."""
        event.stop()
        self._scroll(-WHEEL)

    def _scroll(self, by: int) -> None:
        self._load_to(self._top + by + (self._height if by > 0 else 0))
        last = self._base + len(self._rows) - self._height
        self._top = max(self._base, min(self._top + by, last))
        self.cursor = max(self._top, min(self.cursor, self._top + self._height - 1))
        self.refresh()
        self.post_message(self.Moved())


def thumb(top: int, height: int, total: int) -> range:
    """The lines of a bar of ``height`` lines that stand for the rows in sight, ``top`` of ``total`` being the first.

    At least one line; the bar touches its ends only where the list does, as far as there are lines between.
    """
    long = max(1, height * height // total)
    last, free = total - height, height - long
    if top >= last:
        start = free
    elif top <= 0 or free < 2:
        start = 0
    else:
        start = min(free - 1, max(1, top * free // last))
    return range(start, start + long)
