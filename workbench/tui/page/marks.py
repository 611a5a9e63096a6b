"""Marks: the spans of one row, as columns, packed into lanes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len

from workbench.core.span import Span
from workbench.tui.page.legend import Legend
from workbench.tui.page.packing import first_fit
from workbench.tui.page.wrap import Rows

LONG_TOKENS: Final = 64
LONG_ROWS: Final = 4
"""A span over more tokens or rows than these is a bar in the gutter, with only its two ends in lanes."""


@dataclass(frozen=True, slots=True)
class Part:
    """The columns [x0, x1) of the fragment [start, end) in a row; ``opens``, ``closes``: its edges are drawn there."""

    x0: int
    x1: int
    start: int
    end: int
    opens: bool
    closes: bool


@dataclass(slots=True)
class Mark:
    """A span in a row: the columns [x0, x1) it keeps free in its lane, and the parts that are drawn as brackets."""

    span: Span
    x0: int
    x1: int
    parts: tuple[Part, ...]
    lane: int = 0


def marks_of(rows: Rows, row: int, spans: Iterable[Span], long: Callable[[Span], bool], legend: Legend) -> list[Mark]:
    """The marks of the spans that touch a row, outermost first as given, each in its lane."""
    marks = []
    free: list[int] = []
    for span in spans:
        mark = _ends(rows, row, span, legend) if long(span) else _mark(rows, row, span)
        if mark is not None:
            marks.append(mark)
    marks.sort(key=lambda mark: mark.x0)
    for mark in marks:
        mark.lane = first_fit(free, mark.x0, mark.x1)
    return marks


def lanes(marks: Iterable[Mark]) -> int:
    """How many lanes packed marks take."""
    return max((mark.lane for mark in marks), default=-1) + 1


def _mark(rows: Rows, row: int, span: Span) -> Mark | None:
    """A span's fragments in a row; a dotted line runs on to the row's edge where other fragments lie beyond it."""
    start, end = rows.bounds(row)
    cells = rows.cells(row)
    parts = tuple(
        Part(*cells.columns(a, b), a, b, a >= start, b <= end) for a, b in span.fragments if a < end and b > start
    )
    if not parts:
        return None
    before = span.discontinuous and span.start < start and parts[0].opens
    after = span.discontinuous and span.end > end and parts[-1].closes
    return Mark(span, 0 if before else parts[0].x0, max(cells.width, parts[-1].x1) if after else parts[-1].x1, parts)


def _ends(rows: Rows, row: int, span: Span, legend: Legend) -> Mark | None:
    """The head of a long span with its label, or its tail; None where the row holds neither."""
    start, end = rows.bounds(row)
    cells = rows.cells(row)
    if start <= span.start < end:
        x0 = cells.x_of(span.start)
        room = rows.width + 1 - x0
        word = legend.label(span.label).word
        x1 = x0 + max(1, min(room, cell_len(word) + 3))
        return Mark(span, x0, x1, (Part(x0, x1, span.start, span.end, True, False),))
    if start < span.end <= end:
        x0, x1 = cells.columns(span.end - 1, span.end)
        x0 = max(0, x0 - 1)
        return Mark(span, x0, x1, (Part(x0, x1, span.start, span.end, False, True),))
    return None
