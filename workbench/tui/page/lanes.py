"""Lanes: how tall every row is, and what stands in the lanes under it.

Heights follow from the annotations alone, never from the cursor, so that nothing moves while one reads.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

from workbench.core.layer import Layer, outermost
from workbench.core.relation import Relation
from workbench.core.span import Span
from workbench.core.tokens import Tokens
from workbench.tui.page import arcs as relation_arcs
from workbench.tui.page import marks as span_marks
from workbench.tui.page.arcs import Arc, Away, Here
from workbench.tui.page.cells import SEPARATE
from workbench.tui.page.codes import Code, beginnings, codes_of
from workbench.tui.page.legend import Legend
from workbench.tui.page.marks import LONG_ROWS, LONG_TOKENS, Mark, marks_of
from workbench.tui.page.packing import first_fit
from workbench.tui.page.wrap import Rows

BAR_COLUMNS: Final = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """A long span: its first and last row, and its gutter column (-1 where the gutter is full)."""

    span: Span
    first: int
    last: int
    column: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What stands under one row: span marks in ``marked`` lanes, then arcs, together ``height`` lanes.

    While lanes are not shown it is one line of codes.
    """

    marks: list[Mark]
    arcs: list[Arc]
    marked: int
    height: int
    codes: list[Code] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Settled:
    """What an edit changed: the rows to paint anew, whether any grew or shrank, whether bars moved."""

    rows: frozenset[int]
    grew: bool
    bars: bool


class Lanes:
    """The lanes of a whole page.

    ``tops[r]`` is the line of row ``r``'s text and ``tops[-1]`` the height of the page; ``touched[r]`` is 1 where a
    span is drawn under the row, or would be while lanes are not ``shown``.
    """

    def __init__(
        self, rows: Rows, layer: Layer, tokens: Tokens, legend: Legend, *, shown: bool = True, relations: bool = True
    ) -> None:
        self.rows = rows
        self.layer = layer
        self.tokens = tokens
        self.legend = legend
        self.shown = shown
        self.relations = relations
        self.counts = array("H")
        self.tops = array("I")
        self.touched = bytearray()
        self.bars: dict[int, Bar] = {}
        self.measure()

    @property
    def height(self) -> int:
        """Lines of the whole page."""
        return self.tops[-1]

    def row_at(self, y: int) -> tuple[int, int]:
        """The row drawn on a line of the page, and which of its lines that is (0 is its text)."""
        row = min(max(0, bisect_right(self.tops, y) - 1), self.rows.count - 1)
        return row, y - self.tops[row]

    def is_long(self, span: Span) -> bool:
        """Whether a span is drawn as a bar."""
        starts, row = self.rows.starts, self.rows.row_of(span.start)
        if span.end <= starts[min(row + 2, self.rows.count)]:
            return False
        rows = sum(len(self.rows.under(a, b)) for a, b in span.fragments)
        if rows > LONG_ROWS:
            return True
        if rows < 3:
            return False
        tokens = self.tokens.covering
        return sum(last - first for first, last in (tokens(a, b) for a, b in span.fragments)) > LONG_TOKENS

    def measure(self) -> None:
        """Measure every row."""
        self.counts = array("H", bytes(2 * self.rows.count))
        self._place_bars([span for span in self.layer.spans.values() if self.is_long(span)])
        self.touched = bytearray(self.rows.count)
        here, away = self._relation_rows()
        for row, spans in self._occupied().items():
            self.touched[row] = 1
            if not self.shown:
                self.counts[row] = any(True for _ in beginnings(self.rows, row, spans, self._barred))
            elif row in here:
                self.counts[row] = self.plan(row).height
            else:
                self.counts[row] = self._height(row, spans) + (row in away)
        self._stack()

    def settle(self, spans: Iterable[Span]) -> Settled:
        """Measure again what an edit of these spans (as they were and as they are) and their relations can change."""
        changed = list(spans)
        bars = self._settle_bars(changed)
        rows = frozenset(row for span in changed for row in self.rows_of(span))
        grew = False
        for row in rows:
            spans = self._spans(row)
            plan = self._plan(row, spans)
            self.touched[row] = plan.height > 0
            height = plan.height if self.shown else self._coded(row, spans).height
            if height != self.counts[row]:
                self.counts[row] = height
                grew = True
        if grew:
            self._stack()
        return Settled(rows, grew, bars)

    def plan(self, row: int) -> Plan:
        """What stands under a row."""
        return (self._plan if self.shown else self._coded)(row, self._spans(row))

    def _coded(self, row: int, spans: list[Span]) -> Plan:
        """The line of codes under a row that these spans touch, where any of them begins there."""
        begun = list(beginnings(self.rows, row, spans, self._barred))
        codes = codes_of(self.rows, row, begun, self.legend) if begun else []
        return Plan([], [], 0, min(1, len(codes)), codes)

    def _spans(self, row: int) -> list[Span]:
        start, end = self.rows.bounds(row)
        return self.layer.overlapping(start, end) if end > start else []

    def _plan(self, row: int, spans: list[Span]) -> Plan:
        """What stands under a row that these spans touch, outermost first."""
        if not spans:
            return Plan([], [], 0, 0)
        start = self.rows.starts[row]
        marks = marks_of(self.rows, row, spans, self._barred, self.legend)
        marked = span_marks.lanes(marks)
        arcs = self._arcs(row, [span for span in spans if span.start >= start]) if self.relations else []
        return Plan(marks, arcs, marked, max((marked + arc.lane + 1 for arc in arcs), default=marked))

    def _height(self, row: int, spans: list[Span]) -> int:
        """How many lanes the spans of a row need; most rows of a large page are answered without planning them."""
        simple = all(len(span.fragments) == 1 and span.n not in self.bars for span in spans)
        if simple and len(spans) == 1:
            return 1
        spans.sort(key=outermost)
        if simple and SEPARATE.fullmatch(self.rows.text, *self.rows.bounds(row)) is not None:
            return _stacked(spans)
        return span_marks.lanes(marks_of(self.rows, row, spans, self._barred, self.legend))

    def rows_of(self, span: Span) -> set[int]:
        """The rows whose lanes a span can change: those it is drawn under, and those of its relations' other ends."""
        if self.is_long(span):
            rows = {self.rows.row_of(span.start), self.rows.row_of(span.end - 1)}
        else:
            rows = {row for a, b in span.fragments for row in self.rows.under(a, b)}
        for relation in self.layer.relations_of(span.n):
            for n in (relation.head, relation.tail):
                if n in self.layer.spans:
                    rows.add(self.rows.row_of(self.layer.spans[n].start))
        return rows

    def anchor(self, span: Span) -> int:
        """The column a span's relations start from, in the row where it starts: the middle of what is drawn there."""
        row = self.rows.row_of(span.start)
        cells = self.rows.cells(row)
        if self._barred(span):
            return cells.x_of(span.start)
        x0, x1 = cells.columns(*span.fragments[0])
        return (x0 + x1 - 1) // 2

    def _barred(self, span: Span) -> bool:
        return span.n in self.bars

    def _arcs(self, row: int, spans: Iterable[Span]) -> list[Arc]:
        """The arcs of the relations whose spans start in a row."""
        found: dict[int, Relation] = {}
        for span in spans:
            for relation in self.layer.relations_of(span.n):
                found[relation.n] = relation
        here: list[Here] = []
        away: list[Away] = []
        for relation in found.values():
            head, tail = self.layer.spans.get(relation.head), self.layer.spans.get(relation.tail)
            if head is None or tail is None:
                continue
            at, to = self.rows.row_of(head.start), self.rows.row_of(tail.start)
            if at == to:
                here.append(Here(relation, self.anchor(head), self.anchor(tail)))
            elif at == row:
                away.append(Away(relation, self.anchor(head), True, to - at))
            else:
                away.append(Away(relation, self.anchor(tail), False, at - to))
        return relation_arcs.arcs(here, away, self.legend.relation, self.rows.width + 1) if here or away else []

    def _relation_rows(self) -> tuple[set[int], set[int]]:
        """The rows that hold both ends of a relation, and those that hold one end of one."""
        here: set[int] = set()
        away: set[int] = set()
        for relation in self.layer.relations.values() if self.relations else ():
            ends = [self.layer.spans.get(n) for n in (relation.head, relation.tail)]
            rows = {self.rows.row_of(span.start) for span in ends if span is not None}
            if None not in ends:
                (here if len(rows) == 1 else away).update(rows)
        return here, away

    def _occupied(self) -> dict[int, list[Span]]:
        """The rows that have a lane, each with the spans that touch it."""
        found: dict[int, list[Span]] = {}
        starts, last = self.rows.starts, self.rows.count
        for span in self.layer.spans.values():
            if span.n in self.bars:
                touched: Iterable[int] = {self.rows.row_of(span.start), self.rows.row_of(span.end - 1)}
            elif len(span.fragments) == 1 and span.end <= starts[row := bisect_right(starts, span.start, 0, last)]:
                touched = (row - 1,)
            else:
                touched = {row for a, b in span.fragments for row in self.rows.under(a, b)}
            for row in touched:
                found.setdefault(row, []).append(span)
        return found

    def _settle_bars(self, spans: Iterable[Span]) -> bool:
        """Keep the bars in step with the layer; whether any came, went or moved."""
        before = dict(self.bars)
        long = {n: bar.span for n, bar in before.items()}
        for span in spans:
            now = self.layer.spans.get(span.n)
            if now is not None and self.is_long(now):
                long[span.n] = now
            else:
                long.pop(span.n, None)
        if not long and not before:
            return False
        self._place_bars(long.values())
        return self.bars != before

    def _place_bars(self, spans: Iterable[Span]) -> None:
        """Give each bar the leftmost gutter column that is free along its rows."""
        free = [-1] * BAR_COLUMNS
        self.bars = {}
        for span in sorted(spans, key=outermost):
            first, last = self.rows.row_of(span.start), self.rows.row_of(span.end - 1)
            column = next((c for c, stop in enumerate(free) if stop < first), -1)
            if column >= 0:
                free[column] = last
            self.bars[span.n] = Bar(span, first, last, column)

    def _stack(self) -> None:
        self.tops = array("I", accumulate((count + 1 for count in self.counts), initial=0))


def _stacked(spans: Iterable[Span]) -> int:
    """How many lanes spans of one row of characters that join with nothing take, outermost first."""
    free: list[int] = []
    for span in spans:
        first_fit(free, span.start, span.end)
    return len(free)
