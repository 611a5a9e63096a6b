"""The minimap: one column that shows where in the document the screen, the spans and the problems are."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from typing import Final

from rich.segment import Segment
from rich.style import Style

from workbench.tui.page.ink import Ink
from workbench.tui.page.lanes import Lanes

LEVELS: Final = " ·░▒▓"
"""How much of a stretch has spans: none, and four quarters."""
PROBLEM: Final = "!"


class Minimap:
    """The glyph of each line of the screen, the document's rows spread over them; blank where all rows are in sight."""

    def __init__(self) -> None:
        self._problems = array("I")
        self._glyphs = ""
        self._view = range(0)
        self._seen: tuple[int, int] | None = None

    def set_problems(self, offsets: Iterable[int]) -> None:
        """Where problems are, in code points."""
        self._problems = array("I", sorted(offsets))
        self.forget()

    def forget(self) -> None:
        """Look again when next asked, because spans, rows or problems have changed."""
        self._seen = None

    def renew(self, lanes: Lanes, scroll: int, height: int) -> list[int]:
        """Look again where need be; returns the lines of the screen whose cell looks different from before.

        ``scroll`` is the page's line at the top of a screen of ``height`` lines.
        """
        if self._seen == (scroll, height):
            return []
        glyphs, view = self._glyphs, self._view
        if self._seen is None or self._seen[1] != height:
            self._glyphs = self._look(lanes, height)
        self._view = self._in_view(lanes, scroll, height)
        self._seen = scroll, height
        return [
            y for y in range(height) if glyphs[y : y + 1] != self._glyphs[y] or (y in view) is not (y in self._view)
        ]

    def cell(self, lanes: Lanes, ink: Ink, y: int, scroll: int, height: int) -> Segment:
        """What stands on line ``y`` of a screen of ``height`` lines that shows the page from its line ``scroll``."""
        self.renew(lanes, scroll, height)
        glyph = self._glyphs[y]
        return Segment(glyph, _style(ink, glyph == PROBLEM, y in self._view) if self._view else ink.base)

    def _look(self, lanes: Lanes, height: int) -> str:
        if lanes.height <= height:
            return " " * height
        return "".join(self._glyph(lanes, *stretch(lanes, y, height)) for y in range(height))

    def _in_view(self, lanes: Lanes, scroll: int, height: int) -> range:
        """The lines that stand for the rows on the screen."""
        if lanes.height <= height:
            return range(0)
        first, last = lanes.row_at(scroll)[0], lanes.row_at(scroll + height - 1)[0]
        return range(first * height // lanes.rows.count, last * height // lanes.rows.count + 1)

    def _glyph(self, lanes: Lanes, first: int, last: int) -> str:
        """The glyph of the rows [first, last)."""
        start, end = lanes.rows.starts[first], lanes.rows.starts[last]
        if bisect_left(self._problems, start) < bisect_left(self._problems, end):
            return PROBLEM
        rows = lanes.touched[first:last]
        return LEVELS[-(-(len(rows) - rows.count(0)) * (len(LEVELS) - 1) // len(rows))]


def stretch(lanes: Lanes, y: int, height: int) -> tuple[int, int]:
    """The rows [first, last) that line ``y`` of a screen stands for; at least one."""
    first = min(y * lanes.rows.count // height, lanes.rows.count - 1)
    return first, max(first + 1, min((y + 1) * lanes.rows.count // height, lanes.rows.count))


def _style(ink: Ink, problem: bool, seen: bool) -> Style:
    """The colours of a cell: those of the screen's own place are filled."""
    palette = ink.palette
    ground = palette.selection_ground if seen else palette.ground
    colour = palette.selection_text if seen else palette.problem if problem else palette.dim
    return Style(color=colour, bgcolor=ground, bold=problem)
