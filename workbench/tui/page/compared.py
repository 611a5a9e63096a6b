"""Compared: several annotators' answers on one page, what all have in one lane and each one's own under it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias
from uuid import UUID

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment

from workbench.agreement.disagreement.places import grouped
from workbench.agreement.study import Answer
from workbench.core.display import safe_line
from workbench.core.layer import Layer, outermost
from workbench.core.relation import Relation
from workbench.core.schema import Schema
from workbench.core.span import Span
from workbench.core.tokens import Tokens
from workbench.tui.page.lanes import Bar, Lanes, Plan
from workbench.tui.page.legend import Legend
from workbench.tui.page.look import Look
from workbench.tui.page.marks import Mark, Part, lanes, marks_of
from workbench.tui.page.paint import GUTTER, Painter
from workbench.tui.page.palette import Palette
from workbench.tui.page.wrap import Rows

ALL: Final = 0
"""The lane of what everybody has; annotators' own come after it, in order."""
EVERYBODY: Final = "="
STARTS_ELSEWHERE: Final = "◂"
ENDS_ELSEWHERE: Final = "▸"
"""Edges that another annotator has elsewhere."""
_Own: TypeAlias = dict[tuple[str, int], int]


@dataclass(slots=True)
class Comparison:
    """The answers as one layer to be drawn.

    Attributes:
        names: the annotators, in the order of their lanes.
        layer: spans that all have once, and everybody's own, with new numbers.
        lane_of: the lane of each span by number: :data:`ALL`, or one more than the annotator's position.
        elsewhere: of a span that others have with other edges, whether its start and its end differ.
    """

    names: tuple[str, ...]
    layer: Layer
    lane_of: dict[int, int] = field(default_factory=dict)
    elsewhere: dict[int, tuple[bool, bool]] = field(default_factory=dict)

    @property
    def short(self) -> list[str]:
        """A name of at most three columns for each lane; a number where names begin alike."""
        given = [safe_line(name)[:GUTTER] for name in self.names]
        twice = {name for name, n in Counter(given).items() if n > 1}
        return [EVERYBODY, *(f"{name[:1]}{k}" if name in twice else name for k, name in enumerate(given, 1))]


def compared(document: UUID, length: int, answers: Mapping[str, Answer], schema: Schema) -> Comparison:
    """The answers of those who finished a document, side by side."""
    names = tuple(sorted(answers))
    nobody = UUID(int=0)
    found = Comparison(names, Layer(nobody, document, length, nobody, kind="gold"))
    groups = grouped({name: list(answers[name].spans.values()) for name in names})
    spans: dict[int, Span] = {}
    own: _Own = {}

    def add(span: Span, lane: int, holders: Iterable[tuple[str, int]]) -> int:
        n = len(spans) + 1
        spans[n] = Span(n, span.label, span.fragments)
        found.lane_of[n] = lane
        own.update(dict.fromkeys(holders, n))
        return n

    for unit in groups.agreed:
        add(unit[names[0]], ALL, ((name, span.n) for name, span in unit.items()))
    for place in groups.places:
        every = [span for held in place.values() for span in held]
        edges = len({span.start for span in every}) > 1, len({span.end for span in every}) > 1
        for name, held in place.items():
            for span in held:
                found.elsewhere[add(span, names.index(name) + 1, [(name, span.n)])] = edges
    relations = _relations(answers, own, schema, len(spans))
    found.layer = Layer(nobody, document, length, nobody, kind="gold", spans=spans, relations=relations)
    return found


def _relations(answers: Mapping[str, Answer], own: _Own, schema: Schema, after: int) -> dict[int, Relation]:
    """What all drew alike once; what only some did with their names before the label."""
    drawn: dict[tuple[str, int, int], list[str]] = {}
    for name in sorted(answers):
        for relation in answers[name].relations.values():
            key = relation.label, own[name, relation.head], own[name, relation.tail]
            drawn.setdefault(key, []).append(name)
    found = {}
    for n, ((label, head, tail), names) in enumerate(sorted(drawn.items()), after + 1):
        whose = "" if len(set(names)) == len(answers) else f"{' '.join(dict.fromkeys(names))}: "
        found[n] = Relation(n, f"{whose}{schema.relation_name(label)}" if whose else label, head, tail)
    return found


class Band(NamedTuple):
    """The lanes [first, first + height) of a row that belong to one annotator, or to all."""

    lane: int
    first: int
    height: int


class ComparedLanes(Lanes):
    """Lanes in bands: first what all have, then each annotator's own; all of them wherever one has something."""

    def __init__(
        self, rows: Rows, comparison: Comparison, tokens: Tokens, legend: Legend, *, relations: bool = True
    ) -> None:
        self.comparison = comparison
        super().__init__(rows, comparison.layer, tokens, legend, relations=relations)

    def bands(self, row: int) -> list[Band]:
        """The bands under a row."""
        return self._banded(row, self._spans(row))[1]

    def _banded(self, row: int, spans: Sequence[Span]) -> tuple[list[Mark], list[Band]]:
        held: dict[int, list[Span]] = {}
        for span in spans:
            held.setdefault(self.comparison.lane_of[span.n], []).append(span)
        wanted = [ALL] if ALL in held else []
        if held.keys() - {ALL}:
            wanted += range(1, len(self.comparison.names) + 1)
        marks: list[Mark] = []
        bands: list[Band] = []
        first = 0
        for lane in wanted:
            own = marks_of(self.rows, row, held.get(lane, ()), self._barred, self.legend)
            bands.append(Band(lane, first, max(1, lanes(own))))
            for mark in own:
                mark.lane += first
            marks += own
            first += bands[-1].height
        return marks, bands

    def _plan(self, row: int, spans: list[Span]) -> Plan:
        plan = super()._plan(row, spans)
        marks, bands = self._banded(row, spans)
        marked = sum(band.height for band in bands)
        return Plan(marks, plan.arcs, marked, max((marked + arc.lane + 1 for arc in plan.arcs), default=marked))

    def _height(self, row: int, spans: list[Span]) -> int:
        return sum(band.height for band in self._banded(row, sorted(spans, key=outermost))[1])


class ComparedPainter(Painter):
    """Paints names beside the bands, and marks edges that another has elsewhere."""

    lanes: ComparedLanes

    def __init__(self, lanes: ComparedLanes, palette: Palette, look: Look) -> None:
        super().__init__(lanes, palette, look)
        self._short = lanes.comparison.short

    def _gutter(self, bars: Iterable[Bar], row: int, line: int, height: int) -> list[Segment]:
        if not line:
            return super()._gutter(bars, row, line, height)
        name = next((self._short[band.lane] for band in self.lanes.bands(row) if band.first == line - 1), "")
        width = min(GUTTER, cell_len(name))
        return [Segment(set_cell_size(name, width) + " " * (GUTTER - width), self.ink.cold)]

    def _edges(self, span: Span, part: Part) -> tuple[str, str]:
        start, end = self.lanes.comparison.elsewhere.get(span.n, (False, False))
        left = "┄" if not part.opens else STARTS_ELSEWHERE if start and part.start == span.start else ""
        right = "┄" if not part.closes else ENDS_ELSEWHERE if end and part.end == span.end else ""
        return left, right
