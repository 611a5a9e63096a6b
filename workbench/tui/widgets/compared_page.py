"""The page of several annotators: a document with all their lanes, to be read and not to be changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from workbench.agreement.study import Answer
from workbench.core.schema import Schema
from workbench.core.span import Fragment
from workbench.core.tokens import Tokens
from workbench.core.zone import Zone
from workbench.tui.page.compared import ComparedLanes, ComparedPainter, Comparison, compared
from workbench.tui.page.lanes import Lanes
from workbench.tui.page.paint import Painter
from workbench.tui.page.wrap import Rows
from workbench.tui.widgets.page_rows import PageRows

BEFORE: Final = 2
"""Rows shown before a place, where there is room."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A document to compare answers on."""

    id: UUID
    name: str
    text: str
    tokens: Tokens
    zones: tuple[Zone, ...]


class ComparedPage(PageRows):
    """Rows with a band of lanes for each annotator; one place is marked and kept in sight."""

    comparison: Comparison | None = None
    _place: tuple[Fragment, ...] = ()

    def compare(self, document: Shown, answers: Mapping[str, Answer], schema: Schema) -> None:
        """Show the answers of those who finished a document."""
        self.comparison = compared(document.id, len(document.text), answers, schema)
        self.load(document.text, document.tokens, self.comparison.layer, schema, document.zones)

    def go_to(self, place: tuple[Fragment, ...]) -> None:
        """Mark a place and show it, with a little of what stands before it; none goes to the start."""
        self._place = place
        if self.wrapped:
            self.set_matches(place)
            self._show_place()

    def resized(self) -> None:
        """Show the place that waited for a size."""
        self.set_matches(self._place)
        self._show_place()

    def mark(self, offsets: Iterable[int]) -> None:
        """Where the map beside the page shows disagreements."""
        self.set_problems(offsets)

    def _show_place(self) -> None:
        if not self._place:
            self._scroll_to_line(0)
            return
        lanes, height = self.lanes, self.size.height
        row, last = self.rows.row_of(self._place[0][0]), self.rows.row_of(self._place[-1][1] - 1)
        if lanes.tops[last + 1] - self.scroll_offset.y > height or lanes.tops[row] < self.scroll_offset.y:
            before = range(max(0, row - BEFORE), row + 1)
            fits = (first for first in before if lanes.tops[last + 1] - lanes.tops[first] <= height)
            self._scroll_to_line(lanes.tops[next(fits, row)])

    def lanes_of(self, rows: Rows) -> Lanes:
        """The annotators' bands."""
        assert self.comparison is not None
        return ComparedLanes(
            rows, self.comparison, self.sheet.tokens, self.sheet.legend, relations=self.relations_shown
        )

    def painter_of(self, lanes: Lanes) -> Painter:
        """What paints the bands."""
        assert isinstance(lanes, ComparedLanes)
        return ComparedPainter(lanes, self.palette, self.look)
