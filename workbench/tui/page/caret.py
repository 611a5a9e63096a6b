"""The caret: where one stands in a text, what is selected, and where each motion leads."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import chain
from typing import Literal, TypeAlias

from workbench.core.edit import Refused
from workbench.core.span import Fragment
from workbench.core.tokens import Tokens
from workbench.tui.page.wrap import Rows

Unit: TypeAlias = Literal["token", "grapheme"]
"""What the cursor stands on and a selection grows by."""


class Caret:
    """A cursor (a code-point offset, up to the text's length) and a selection that grows from where extending began."""

    def __init__(self, rows: Rows, tokens: Tokens) -> None:
        self.rows = rows
        self.tokens = tokens
        self.unit: Unit = "token"
        self.cursor = 0
        self.selection: Fragment | None = None
        self.anchored = False
        self._anchor: Fragment | None = None
        self._column: int | None = None

    @property
    def length(self) -> int:
        """Code points of the text."""
        return len(self.rows.text)

    # -- what is here ----------------------------------------------------------

    def at(self, offset: int) -> Fragment:
        """The unit at an offset: its token, or its grapheme where the unit is graphemes or no word stands there."""
        if self.unit == "token":
            token = self.tokens.first_ending_after(offset)
            if token < len(self.tokens) and self.tokens.starts[token] <= offset and not self._blank(token):
                return self.tokens.starts[token], self.tokens.ends[token]
        return self.grapheme(offset)

    def grapheme(self, offset: int) -> Fragment:
        """The grapheme at an offset, as it is drawn; empty at the end of the text."""
        row = self.rows.row_of(offset)
        cells = self.rows.cells(row)
        at = cells.index(offset)
        if at >= len(cells.starts):
            return self.length, self.length
        return cells.starts[at], cells.starts[at + 1] if at + 1 < len(cells.starts) else cells.end

    def range(self) -> Fragment:
        """What a label key takes: the selection, or the unit at the cursor.

        Raises:
            Refused: where there is no text at the cursor.
        """
        start, end = self.selection or self.at(self.cursor)
        if start >= end:
            raise Refused("there is no text at the cursor")
        return start, end

    def step(self, edge: int, by: int, is_end: bool) -> int:
        """The next edge of a unit after an edge (before it where ``by`` is negative); the edge itself where none is."""
        if self.unit == "token" and len(self.tokens):
            edges = self.tokens.ends if is_end else self.tokens.starts
            token = bisect_right(edges, edge) if by > 0 else bisect_left(edges, edge) - 1
            while 0 <= token < len(edges) and self._blank(token):
                token += 1 if by > 0 else -1
            return edges[token] if 0 <= token < len(edges) else edge
        return self.grapheme(edge)[1] if by > 0 else self.grapheme(max(0, edge - 1))[0]

    # -- changing --------------------------------------------------------------

    def place(self, offset: int, extend: bool = False, keep_column: bool = False) -> None:
        """Put the cursor at an offset, growing the selection (always while it is anchored) or dropping it."""
        offset = max(0, min(self.length, offset))
        if extend or self.anchored:
            anchor = self._anchor or self.selection or self.at(self.cursor)
            here = self.at(offset)
            self._anchor = anchor
            start, end = min(anchor[0], here[0]), max(anchor[1], here[1])
            self.selection = (start, end) if start < end else None
        else:
            self._anchor = self.selection = None
        self.cursor = offset
        if not keep_column:
            self._column = None

    def toggle_anchor(self) -> None:
        """Start a selection that every motion grows, at the unit under the cursor, or drop it."""
        if self.anchored:
            self.clear()
        elif self.selection is None:
            self.select(*self.at(self.cursor))
            self.anchored = self.selection is not None
        else:
            self.anchored = True

    def clear(self) -> None:
        """Select nothing; the cursor stays."""
        self.selection = self._anchor = None
        self.anchored = False

    def select(self, start: int, end: int) -> None:
        """Select exactly [start, end), with the cursor on its last unit; nothing where it is empty."""
        start, end = max(0, start), min(self.length, end)
        self.clear()
        self._column = None
        if start >= end:
            self.cursor = min(start, self.length)
            return
        self.selection = self._anchor = (start, end)
        self.cursor = max(start, self.at(end - 1)[0])

    # -- where motions lead ----------------------------------------------------

    def by_token(self, by: int) -> int:
        """The start of the token ``by`` tokens on, white space not counted; by graphemes in a text without tokens."""
        starts = self.tokens.starts
        if not len(starts):
            return self.by_grapheme(by)
        step = 1 if by > 0 else -1
        token = bisect_right(starts, self.cursor) if by > 0 else bisect_left(starts, self.cursor) - 1
        target = self.cursor
        for _ in range(abs(by)):
            while 0 <= token < len(starts) and self._blank(token):
                token += step
            if not 0 <= token < len(starts):
                break
            target = starts[token]
            token += step
        return target

    def by_grapheme(self, by: int) -> int:
        """The start of the grapheme ``by`` graphemes on."""
        row = self.rows.row_of(self.cursor)
        at = self.rows.cells(row).index(self.cursor) + by
        while at < 0 and row > 0:
            row -= 1
            at += len(self.rows.cells(row).starts)
        while at >= len(self.rows.cells(row).starts) and row < self.rows.count - 1:
            at -= len(self.rows.cells(row).starts)
            row += 1
        starts = self.rows.cells(row).starts
        at = max(0, at)
        return starts[at] if at < len(starts) else self.length

    def by_unit(self, by: int) -> int:
        """The start of the unit ``by`` units on."""
        return self.by_token(by) if self.unit == "token" else self.by_grapheme(by)

    def by_row(self, by: int) -> int:
        """The unit at the cursor's column ``by`` rows on; rows without a word are passed over in the token unit."""
        step = 1 if by > 0 else -1
        row = self.rows.row_of(self.cursor)
        target = self.cursor
        left = abs(by)
        while left and 0 <= row + step < self.rows.count:
            row += step
            found = self.in_row(row, self.column())
            if found is not None:
                target = found
                left -= 1
        return target

    def column(self) -> int:
        """The column that moving by rows keeps to."""
        if self._column is None:
            self._column = self.rows.x_of(self.cursor)
        return self._column

    def in_row(self, row: int, x: int) -> int | None:
        """The unit of a row nearest to a column; None where the row has no word and the unit is tokens."""
        offset = self.rows.offset_at(row, x)
        if self.unit == "grapheme" or not len(self.tokens):
            return offset
        start, end = self.rows.bounds(row)
        first, last = self.tokens.covering(start, end)
        words = [t for t in range(first, last) if not self._blank(t)]
        if not words:
            return None
        starts = self.tokens.starts
        fresh = [t for t in words if starts[t] >= start] or words
        before = [t for t in fresh if starts[t] <= offset]
        return starts[before[-1] if before else fresh[0]]

    def nearest(self, row: int, x: int, step: int) -> int | None:
        """The unit at a column of a row, or of the next row with a word in the direction of ``step``, or back."""
        down, up = range(row, self.rows.count), range(row, -1, -1)
        found = (self.in_row(other, x) for other in chain(*((down, up) if step > 0 else (up, down))))
        return next((offset for offset in found if offset is not None), None)

    def row_edge(self, last: bool) -> int:
        """The first or last unit of the cursor's row."""
        row = self.rows.row_of(self.cursor)
        found = self.in_row(row, self.rows.width + 1 if last else 0)
        return self.cursor if found is None else found

    def text_edge(self, last: bool) -> int:
        """The first or last unit of the text; its very end in the grapheme unit."""
        if self.unit == "grapheme" or not len(self.tokens):
            return self.length if last else 0
        tokens = range(len(self.tokens) - 1, -1, -1) if last else range(len(self.tokens))
        return next((self.tokens.starts[t] for t in tokens if not self._blank(t)), 0)

    def _blank(self, token: int) -> bool:
        return self.rows.text[self.tokens.starts[token] : self.tokens.ends[token]].isspace()
