"""Word wrap: a document's text as visual rows of code-point offsets.

A row holds at most ``width`` columns, and one more for the blank or line break that ends it, so that every offset has a
column of its own. Rows break after white space and between East Asian characters, never inside a grapheme.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len

from workbench.core.display import safe
from workbench.tui.page.cells import ALONE, CLUSTER, ODD, WIDE_FROM, Cells, drawn_as, measure

_LINE_END: Final = re.compile("\r\n|[\n\r\x0c\u2028\u2029]")
_WIDE: Final = re.compile(f"[{WIDE_FROM}-\uffff]")
_BLANKS: Final = frozenset(" \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u200b\u205f\u3000")
_NO_START: Final = frozenset(
    ")]}>,.!?:;%»’”…‥、。，．・：；？！゛゜ヽヾゝゞ々ー）］｝〕〉》」』】〗〙〛｠％‰℃¢°′″〜～–—"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ｡､･ｰﾞﾟ\xa0\u202f\u2007\u2060"
)
_NO_END: Final = frozenset("([{<«‘“（［｛〔〈《「『【〖〘〚｟＄￥￡$¥£€#\xa0\u202f\u2007\u2060")
_FITS: Final = -1
_MORE: Final = -2


class Rows:
    """A text wrapped at a width; row ``r`` is [starts[r], starts[r + 1]), and only the last row may be empty."""

    def __init__(self, text: str, width: int) -> None:
        self.text = text
        self.width = width
        self.starts = wrap(text, width)
        self.count = len(self.starts) - 1
        self._cells: dict[int, Cells] = {}

    def row_of(self, offset: int) -> int:
        """The row that holds an offset; the last row for the end of the text and beyond."""
        return max(0, bisect_right(self.starts, offset, 0, self.count) - 1)

    def bounds(self, row: int) -> tuple[int, int]:
        """The offsets [start, end) of a row."""
        return self.starts[row], self.starts[row + 1]

    def under(self, start: int, end: int) -> range:
        """The rows that [start, end) touches."""
        return range(self.row_of(start), self.row_of(max(start, end - 1)) + 1)

    def cells(self, row: int) -> Cells:
        """The columns of a row's graphemes, kept for the few rows asked for of late."""
        cells = self._cells.get(row)
        if cells is None:
            if len(self._cells) >= 256:
                self._cells.clear()
            cells = self._cells[row] = measure(self.text, *self.bounds(row), self.width)
        return cells

    def x_of(self, offset: int) -> int:
        """The column of an offset within its row."""
        return self.cells(self.row_of(offset)).x_of(offset)

    def offset_at(self, row: int, x: int) -> int:
        """The offset drawn at a column of a row: its last grapheme (or the text's end) where the column is past it."""
        cells = self.cells(row)
        at = cells.index_at(x)
        if at < len(cells.starts):
            return cells.starts[at]
        return cells.end if row == self.count - 1 or not cells.starts else cells.starts[-1]


def wrap(text: str, width: int) -> array[int]:
    """Where rows start, in code points, with the text's length at the end.

    Raises:
        ValueError: where the width is less than two columns.
    """
    if width < 2:
        raise ValueError("a page needs at least two columns")
    starts = array("I", [0])
    add = starts.append
    at, odd = 0, _next_odd(text, 0)
    for end, following in _lines(text):
        while True:
            if odd < at:
                odd = _next_odd(text, at)
            if odd >= end or odd > at + width + 1:
                if end - at <= width:
                    break
                at = _plain_cut(text, at, width)
            else:
                cut = _odd_cut(text, at, end, width)
                if cut == _FITS:
                    break
                at = cut
            add(at)
        add(following)
        at = following
    return starts


def _next_odd(text: str, at: int) -> int:
    found = ODD.search(text, at)
    return len(text) if found is None else found.start()


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Lines as (end of content, start of the next line)."""
    for match in _LINE_END.finditer(text):
        yield match.span()
    yield len(text), len(text)


def _plain_cut(text: str, at: int, width: int) -> int:
    """Where a row of one-column characters ends, given that the line does not fit."""
    edge = at + width
    if text[edge] == " ":
        return edge + 1
    blank = text.rfind(" ", at, edge) + 1
    return edge if blank <= at or text[at:blank].isspace() else blank


def _odd_cut(text: str, at: int, end: int, width: int) -> int:
    """Where a row of any characters ends, or that the line fits; looks only as far into a long line as it must."""
    size = width + 16
    while True:
        stop = min(end, at + size)
        shown = safe(text[at:stop])
        fill = _fill_alone if ALONE.fullmatch(shown) is not None else _fill
        cut = fill(shown, width, stop == end)
        if cut != _MORE:
            return cut if cut == _FITS else at + cut
        size *= 4


def _fill(shown: str, width: int, whole: bool) -> int:
    """How many code points go on a row; ``whole`` says that no more text follows on the line."""
    x = candidate = cells = 0
    before = ""
    for match in CLUSTER.finditer(shown):
        at, stop, cluster = match.start(), match.end(), match.group()
        if stop == len(shown) and not whole:
            return _MORE
        cells_before, cells = cells, cell_len(drawn_as(cluster, x, width))
        if before in _BLANKS or ((cells_before > 1 or cells > 1) and before and _parted(before, cluster)):
            candidate = at
        x += cells
        if x > width:
            if cluster in _BLANKS:
                return int(stop if x <= width + 1 else at or stop)
            if candidate and not shown[:candidate].isspace():
                return int(candidate)
            return int(at or stop)
        before = cluster
    return _FITS if whole else _MORE


def _fill_alone(shown: str, width: int, whole: bool) -> int:
    """As :func:`_fill`, for characters of one or two columns that join with nothing: from the edge back to a break."""
    at, x = _overflow(shown, width)
    if at >= len(shown) - (not whole):
        return _FITS if whole else _MORE
    if shown[at] in _BLANKS:
        return at + 1 if x <= width + 1 else at or 1
    for cut in range(at, 0, -1):
        before, after = shown[cut - 1], shown[cut]
        if before in _BLANKS or (max(before, after) >= WIDE_FROM and _parted(before, after)):
            return at if shown[:cut].isspace() else cut
    return at or 1


def _overflow(shown: str, width: int) -> tuple[int, int]:
    """The first character that ends past the width, and where it ends; the text's length where none does."""
    x = at = 0
    for match in _WIDE.finditer(shown):
        if x + match.start() - at >= width:
            break
        x += match.start() - at + 2
        at = match.end()
        if x > width:
            return at - 1, x
    at += width - x
    return (at, width + (2 if shown[at] >= WIDE_FROM else 1)) if at < len(shown) else (len(shown), 0)


def _parted(before: str, after: str) -> bool:
    """Whether a row may end between two graphemes of which one is wide."""
    return after[0] not in _NO_START and before[-1] not in _NO_END and after not in _BLANKS
