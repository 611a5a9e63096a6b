"""Painting: a row of the page as strips, the text first, then its lanes.

Every strip is exactly as wide as the page and holds no control character, whatever the document holds.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Final, TypeAlias

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from workbench.core.span import Span
from workbench.core.tokens import Tokens
from workbench.tui.page.arcs import Arc
from workbench.tui.page.cells import Cells
from workbench.tui.page.ink import CURSOR, FILLED, HINT, MATCH, NESTED, SELECTED, ZONE, Ink
from workbench.tui.page.lanes import BAR_COLUMNS, Bar, Lanes
from workbench.tui.page.legend import bracketed
from workbench.tui.page.look import Look
from workbench.tui.page.marks import Mark, Part
from workbench.tui.page.palette import Palette

GUTTER: Final = BAR_COLUMNS
"""Columns left of the text."""
MARGIN: Final = GUTTER + 1
"""Columns of a page beside those the text wraps at: the gutter, and one for the blank or break that ends a row."""

_Piece: TypeAlias = tuple[int, str, Style]
"""A column of the text area, what is drawn there, and its style."""


class Painter:
    """Paints rows of one page with one palette."""

    def __init__(self, lanes: Lanes, palette: Palette, look: Look) -> None:
        self.lanes = lanes
        self.rows = lanes.rows
        self.ink = Ink(palette)
        self.look = look
        self.width = self.rows.width + MARGIN

    def paint(self, row: int, top: bool = False) -> list[Strip]:
        """The strips of a row; ``top`` repeats the labels of spans that began above, for the first row of a screen."""
        plan = self.lanes.plan(row)
        bars = [bar for bar in self.lanes.bars.values() if bar.first <= row <= bar.last and bar.column >= 0]
        pieces: list[list[_Piece]] = [[] for _ in range(plan.height)]
        for mark in plan.marks:
            pieces[mark.lane] += self._bracket(mark, row, top)
        for arc in plan.arcs:
            pieces[plan.marked + arc.lane].append((arc.x, arc.text, self._arc_style(arc)))
        for code in plan.codes:
            pieces[0].append((code.x, code.text, self._lane_style(code.span)))
        strips = [self._text_line(row, self._gutter(bars, row, 0, plan.height))]
        for line, lane in enumerate(pieces, 1):
            strips.append(self._lane_line(lane, self._gutter(bars, row, line, plan.height)))
        return strips

    # -- the gutter ------------------------------------------------------------

    def _gutter(self, bars: Iterable[Bar], row: int, line: int, height: int) -> list[Segment]:
        """The bars left of one line of a row."""
        columns = [Segment(" ", self.ink.base)] * GUTTER
        for bar in bars:
            glyph = "▛" if (row, line) == (bar.first, 0) else "▙" if (row, line) == (bar.last, height) else "▍"
            columns[bar.column] = Segment(glyph, self._lane_style(bar.span))
        return columns

    # -- the text --------------------------------------------------------------

    def _text_line(self, row: int, segments: list[Segment]) -> Strip:
        cells = self.rows.cells(row)
        bits = self._bits(row, cells)
        glyphs = self._hinted(cells, bits) if self.look.hints else cells.glyphs
        at = 0
        style = self.ink.text
        for i in range(1, len(bits) + 1):
            if i == len(bits) or bits[i] != bits[at] or glyphs[i - 1][-1:] == "\u200d":
                segments.append(Segment("".join(glyphs[at:i]), style(bits[at])))
                at = i
        width = cells.width
        if self.look.cursor is not None and self.look.cursor[0] == cells.end and row == self.rows.count - 1:
            segments.append(Segment(" ", style(CURSOR)))
            width += 1
        return self._closed(segments, GUTTER + width)

    def _bits(self, row: int, cells: Cells) -> list[int]:
        """What lies on each grapheme of a row: the innermost span's colour, then the overlays."""
        look, index = self.look, cells.index
        start, end = cells.start, cells.end
        bits = [0] * len(cells.starts)
        if start == end:
            return bits
        for a, b in look.zones.touching(start, end):
            _add(bits, index(max(a, start)), index(b), ZONE)
        filled = look.mode == "background"
        solid = len(bits)
        while filled and solid and cells.glyphs[solid - 1].isspace():
            solid -= 1
        for span in self.lanes.layer.overlapping(start, end):
            if span.n not in self.lanes.bars:
                self._colour(bits, span, cells, filled, solid)
        for a, b in look.matches.touching(start, end):
            _add(bits, index(max(a, start)), _past(cells, b), MATCH)
        for place, flag in ((look.selection, SELECTED), (look.cursor, CURSOR)):
            if place is not None and place[0] < end and place[1] > start:
                _add(bits, index(max(place[0], start)), _past(cells, place[1]), flag)
        return bits

    def _colour(self, bits: list[int], span: Span, cells: Cells, filled: bool, solid: int) -> None:
        """Colour the graphemes of a span, but for the blanks past ``solid`` that end the row."""
        slot = self.lanes.legend.label(span.label).slot + 1
        for a, b in span.fragments:
            if a < cells.end and b > cells.start:
                for i in range(cells.index(max(a, cells.start)), min(solid, _past(cells, b))):
                    under = bits[i] & ~0xF
                    nested = NESTED if filled and bits[i] & 0xF else 0
                    bits[i] = under | slot | nested | (FILLED if filled else 0)

    def _hinted(self, cells: Cells, bits: list[int]) -> list[str]:
        """The glyphs with hints over those at and after their targets, column for column."""
        glyphs = list(cells.glyphs)
        for offset, hint in sorted(self.look.hints.items()):
            if not cells.start <= offset < cells.end:
                continue
            at = cells.index(offset)
            left = hint
            while left and at < len(glyphs):
                room = cells.xs[at + 1] - cells.xs[at]
                glyphs[at] = set_cell_size(left, room)
                bits[at] |= HINT
                left = left[room:]
                at += 1
                if at < len(glyphs) and cells.starts[at] in self.look.hints:
                    break
        return glyphs

    # -- the lanes -------------------------------------------------------------

    def _lane_line(self, pieces: list[_Piece], segments: list[Segment]) -> Strip:
        base, at, limit = self.ink.base, 0, self.rows.width + 1
        for x, text, style in sorted(pieces, key=lambda piece: piece[0]):
            if x >= limit or x < at:
                continue
            if x > at:
                segments.append(Segment(" " * (x - at), base))
            if x + cell_len(text) > limit:
                text = set_cell_size(text, limit - x)
            segments.append(Segment(text, style))
            at = x + cell_len(text)
        return self._closed(segments, GUTTER + at)

    def _bracket(self, mark: Mark, row: int, top: bool) -> list[_Piece]:
        """The parts of a mark, joined and led on by dotted lines."""
        style = self._lane_style(mark.span)
        pieces: list[_Piece] = []
        at = mark.x0
        for i, part in enumerate(mark.parts):
            if part.x0 > at:
                pieces.append((at, "┄" * (part.x0 - at), style))
            at = part.x0
            left, right = self._edges(mark.span, part)
            entry = self.lanes.legend.label(mark.span.label)
            for text in bracketed(part.x1 - part.x0, entry, i == 0 and (part.opens or top), left, right):
                if text:
                    pieces.append((at, text, style))
                    at += cell_len(text)
        if mark.x1 > at:
            pieces.append((at, "┄" * (mark.x1 - at), style))
        return pieces

    def _edges(self, span: Span, part: Part) -> tuple[str, str]:
        """What replaces the edges of a bracket: dots where the span goes on, ``!`` where it misses a token's edge."""
        strict = _strict(self.lanes, span)
        tokens = self.lanes.tokens
        left = "┄" if not part.opens else "!" if strict and not _starts(tokens, part.start) else ""
        right = "┄" if not part.closes else "!" if strict and not _ends(tokens, part.end) else ""
        return left, right

    def _lane_style(self, span: Span) -> Style:
        styles = self.ink.current if span.n == self.look.current else self.ink.lanes
        return styles[self.lanes.legend.label(span.label).slot]

    def _arc_style(self, arc: Arc) -> Style:
        current = self.look.current
        hot = arc.relation is not None and current is not None and current in (arc.relation.head, arc.relation.tail)
        return self.ink.hot if hot else self.ink.cold

    def _closed(self, segments: list[Segment], width: int) -> Strip:
        """The segments as a strip that is exactly as wide as the page."""
        if width < self.width:
            segments.append(Segment(" " * (self.width - width), self.ink.base))
            return Strip(segments, self.width)
        strip = Strip(segments, width)
        return strip if width == self.width else strip.adjust_cell_length(self.width, self.ink.base)


def _add(bits: list[int], start: int, end: int, flag: int) -> None:
    for i in range(start, end):
        bits[i] |= flag


def _past(cells: Cells, end: int) -> int:
    """One past the last grapheme that a range ending at ``end`` touches."""
    return len(cells.starts) if end >= cells.end else cells.index(end - 1) + 1


def _strict(lanes: Lanes, span: Span) -> bool:
    """Whether a span should stand on token edges, and there are tokens to stand on."""
    group = lanes.legend.schema.group(span.label)
    return len(lanes.tokens) > 0 and (group is None or group.token_aligned)


def _starts(tokens: Tokens, offset: int) -> bool:
    at = bisect_left(tokens.starts, offset)
    return at < len(tokens) and tokens.starts[at] == offset


def _ends(tokens: Tokens, offset: int) -> bool:
    at = bisect_left(tokens.ends, offset)
    return at < len(tokens) and tokens.ends[at] == offset
