"""Cells: which terminal columns each grapheme of a row takes.

What is measured is what is painted, the text after :func:`workbench.core.display.safe`, so that a hostile character
takes exactly the columns of the glyph that stands for it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

import regex
from rich.cells import cell_len

from workbench.core.display import safe

TAB: Final = 4
"""Columns from one tab stop to the next."""

BREAKS: Final = "\n\r\x0c\u2028\u2029"
"""Characters that end a line; CR LF counts as one."""

_PLAIN = (
    " -~\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u0482\u048a-\u052f\u1e00-\u1fbc\u2010-\u2027\u2030-\u205e"
    "\u2070-\u20c0\u2100-\u218b\u2190-\u2319\u231c-\u2328\u232b-\u23e8\u2500-\u25fc"
)
ODD: Final = re.compile(f"[^{_PLAIN}{BREAKS}]")
"""A character that may take other than one column, or join its neighbour, or need a glyph in its place."""

_WIDE = "\u3000-\u3029\u3041-\u3096\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60"
ALONE: Final = re.compile(f"[{_PLAIN}{_WIDE}]*")
"""Text whose every character is a grapheme of one column, or of two from ``WIDE_FROM`` on."""
SEPARATE: Final = re.compile(f"[{_PLAIN}{_WIDE}\n]*")
"""The same, with line feeds: text whose every offset is a grapheme's."""
WIDE_FROM: Final = "\u3000"

CLUSTER: Final = regex.compile(r"\X")
_BREAK_GLYPHS: Final = {"\x0c": "\u240c", "\u2028": "\u2424", "\u2029": "\u2424"}


@dataclass(frozen=True, slots=True)
class Cells:
    """The graphemes of one row: ``starts`` their offsets, ``xs`` their columns (one more than graphemes), ``glyphs``.

    The line break that ends a row is its last grapheme and takes one column, so that a cursor can stand on it.
    """

    start: int
    end: int
    starts: Sequence[int]
    xs: Sequence[int]
    glyphs: Sequence[str]

    @property
    def width(self) -> int:
        """Columns of the whole row."""
        return self.xs[-1]

    def index(self, offset: int) -> int:
        """The grapheme that holds an offset; the number of graphemes at or past the row's end."""
        return len(self.starts) if offset >= self.end else max(0, bisect_right(self.starts, offset) - 1)

    def x_of(self, offset: int) -> int:
        """The first column of the grapheme that holds an offset."""
        return self.xs[self.index(offset)]

    def columns(self, start: int, end: int) -> tuple[int, int]:
        """The columns [x0, x1) of the graphemes that [start, end) touches."""
        first = self.index(max(start, self.start))
        last = self.index(min(end, self.end) - 1) if end > start else first - 1
        return self.xs[first], self.xs[max(last + 1, first)]

    def index_at(self, x: int) -> int:
        """The grapheme drawn at a column; the number of graphemes right of the row."""
        return len(self.starts) if x >= self.xs[-1] else max(0, bisect_right(self.xs, x) - 1)


def measure(text: str, start: int, end: int, width: int) -> Cells:
    """The cells of the row [start, end) of a text wrapped at ``width`` columns."""
    body, glyph = end, ""
    if end > start and text[end - 1] in BREAKS:
        body = end - 2 if end - 2 >= start and text[end - 2 : end] == "\r\n" else end - 1
        glyph = _BREAK_GLYPHS.get(text[body], " ")
    if ODD.search(text, start, body) is None:
        line = text[start:body] + glyph
        return Cells(start, end, range(start, start + len(line)), range(len(line) + 1), line)
    shown = safe(text[start:body])
    if ALONE.fullmatch(shown) is not None:
        line = shown + glyph
        xs = list(accumulate((2 if char >= WIDE_FROM else 1 for char in line), initial=0))
        return Cells(start, end, range(start, start + len(line)), xs, line)
    return _joined(start, end, shown, glyph, width)


def _joined(start: int, end: int, shown: str, glyph: str, width: int) -> Cells:
    """The cells of a row of any characters."""
    starts: list[int] = []
    xs = [0]
    glyphs: list[str] = []
    for match in CLUSTER.finditer(shown):
        drawn = drawn_as(match.group(), xs[-1], width)
        starts.append(start + match.start())
        xs.append(xs[-1] + cell_len(drawn))
        glyphs.append(drawn)
    if glyph:
        starts.append(start + len(shown))
        xs.append(xs[-1] + 1)
        glyphs.append(glyph)
    return Cells(start, end, starts, xs, glyphs)


def drawn_as(cluster: str, x: int, width: int) -> str:
    """A shown grapheme as it is drawn at column ``x``: a tab as blanks, one without a width on a dotted circle."""
    if cluster == "\t":
        return " " * max(1, min(TAB - x % TAB, width + 1 - x))
    return cluster if cell_len(cluster) else "\u25cc" + cluster
