"""Cells: lines of figures with a cursor that goes from one that can be opened to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from workbench.core.display import safe_line
from workbench.tui.widgets.documents import thumb
from workbench.tui.widgets.row import Paint

WHEEL: Final = 3
"""Lines that one step of the wheel scrolls."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Some text in a style of :class:`~workbench.tui.widgets.row.Paint`; with a target it can be opened."""

    text: str
    style: str = "plain"
    target: object = None


@dataclass(frozen=True, slots=True)
class Line:
    """Cells side by side; ``title`` names the table that begins here."""

    cells: tuple[Cell, ...]
    title: str = ""

    @property
    def stops(self) -> tuple[int, ...]:
        """The positions of cells that can be opened."""
        return tuple(at for at, cell in enumerate(self.cells) if cell.target is not None)


class CellList(Widget):
    """Lines, as many as there are, painted from a sequence that may make them when asked for.

    It has no focus of its own: the screen moves its cursor.
    """

    DEFAULT_CSS = "CellList { height: 1fr; }"
    ALLOW_SELECT: ClassVar[bool] = False
    can_focus = False

    class Opened(Message):
        """Somebody asked to open the cell under the pointer."""

    class Moved(Message):
        """The cursor stands elsewhere."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: Sequence[Line] = ()
        self._top = 0
        self._at = 0
        self._stop = 0
        self._paint: tuple[str, Paint] | None = None

    # -- what it shows ---------------------------------------------------------

    @property
    def at(self) -> int:
        """The number of the line that the cursor is on."""
        return self._at

    @property
    def cell(self) -> Cell | None:
        """The cell under the cursor; None where nothing can be opened."""
        if not 0 <= self._at < len(self._lines):
            return None
        line = self._lines[self._at]
        stops = line.stops
        return line.cells[stops[min(self._stop, len(stops) - 1)]] if stops else None

    def show(self, lines: Sequence[Line], at: int | None = None) -> None:
        """Show other lines; the cursor stays where it is, or goes to a line."""
        self._lines = lines
        self._at = max(0, min(self._at if at is None else at, len(lines) - 1))
        if self.cell is None:
            self._at = self._next(self._at, 1) if self._next(self._at, 1) != self._at else self._next(self._at, -1)
        self._reveal()

    # -- moving ----------------------------------------------------------------

    def move(self, by: int) -> None:
        """Go so many lines on (or back), to the nearest that can be opened; at the end show what is beyond it."""
        target = max(0, min(self._at + by, len(self._lines) - 1))
        if not self._lines:
            return
        step = 1 if by > 0 else -1
        found = target if self._lines[target].stops else self._next(target, step)
        if found == target and not self._lines[target].stops:
            found = self._next(target, -step)
        if found == self._at and abs(by) == 1:
            self._scroll(by)
            return
        self._at = found
        self._reveal()
        self.post_message(self.Moved())

    def move_page(self, by: int) -> None:
        """Go so many screens on."""
        self.move(by * max(1, self._height - 1))

    def move_cell(self, by: int) -> None:
        """Go to the next cell of the line that can be opened."""
        stops = self._lines[self._at].stops if self._lines else ()
        self._stop = max(0, min(min(self._stop, len(stops) - 1) + by, len(stops) - 1))
        self.refresh()
        self.post_message(self.Moved())

    def move_table(self, by: int) -> None:
        """Go to the first line of the next (or previous) table that has something to open."""
        titles = [i for i, line in enumerate(self._lines) if line.title]
        starts = sorted({self._next(i, 1) for i in titles if self._next(i, 1) != i})
        later = [i for i in starts if i > self._at] if by > 0 else [i for i in reversed(starts) if i < self._at]
        if later:
            self._at = later[0]
            title = max((i for i in titles if i < self._at), default=0)
            self._top = min(title, max(0, len(self._lines) - self._height))
            self._reveal()
            self.post_message(self.Moved())

    def first(self) -> None:
        """Go to the first line."""
        self.move(-len(self._lines))
        self._top = 0
        self.refresh()

    def last(self) -> None:
        """Go to the last line."""
        self.move(len(self._lines))

    def _next(self, at: int, step: int) -> int:
        """The nearest line after (or before) one that can be opened; the same where there is none."""
        i = at + step
        while 0 <= i < len(self._lines):
            if self._lines[i].stops:
                return i
            i += step
        return at

    @property
    def _height(self) -> int:
        return max(1, self.size.height)

    def _reveal(self) -> None:
        """Keep the cursor on the screen, and the heading above it where there is room."""
        head = self._at - 1 if self._at and not self._lines[self._at - 1].stops else self._at
        self._top = max(self._at - self._height + 1, min(self._top, head))
        self._top = max(0, min(self._top, len(self._lines) - self._height))
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cursor on the screen."""
        if self._lines:
            self._reveal()

    # -- painting --------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        paint, total, height = self._colours(), len(self._lines), self._height
        bar = None if total <= height else thumb(self._top, height, total)
        width = self.size.width - (bar is not None)
        at = self._top + y
        strip = self._drawn(at, width, paint) if at < total else Strip.blank(width, paint.plain)
        if bar is None:
            return strip
        return Strip([*strip, Segment("█" if y in bar else "│", paint.muted)], self.size.width)

    def _drawn(self, at: int, width: int, paint: Paint) -> Strip:
        line = self._lines[at]
        stops = line.stops
        chosen = stops[min(self._stop, len(stops) - 1)] if at == self._at and stops else -1
        segments = [Segment("▌" if chosen >= 0 else " ", paint.plain)]
        for i, cell in enumerate(line.cells):
            style = paint.cursor if i == chosen else getattr(paint, cell.style)
            segments.append(Segment(safe_line(cell.text), style))
        return Strip(segments).adjust_cell_length(width, paint.plain)

    def _colours(self) -> Paint:
        if self._paint is None or self._paint[0] != self.app.theme:
            self._paint = (self.app.theme, Paint.of(self.app.theme_variables))
        return self._paint[1]

    # -- the mouse -------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the cell under the pointer; a double click opens it."""
        event.stop()
        at = self._top + event.y
        if at >= len(self._lines) or not self._lines[at].stops:
            return
        self._at, line = at, self._lines[at]
        x = 1
        for i, cell in enumerate(line.cells):
            if x <= event.x < x + cell_len(cell.text) and i in line.stops:
                self._stop = line.stops.index(i)
            x += cell_len(cell.text)
        self.refresh()
        self.post_message(self.Moved())
        if event.chain == 2:
            self.post_message(self.Opened())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll on; the cursor stays where it is."""
        event.stop()
        self._scroll(WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back."""
        event.stop()
        self._scroll(-WHEEL)

    def _scroll(self, by: int) -> None:
        self._top = max(0, min(self._top + by, len(self._lines) - self._height))
        self.refresh()


def fitted(text: str, width: int, *, right: bool = False) -> str:
    """Text in exactly so many cells, an ellipsis where something is left out."""
    text = safe_line(text)
    if cell_len(text) > width:
        return set_cell_size(text, width - 1) + "…" if width > 0 else ""
    return " " * (width - cell_len(text)) + text if right else set_cell_size(text, width)
