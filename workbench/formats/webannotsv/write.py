"""Writing WebAnno TSV 3.3: a page of rows for each document and annotator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from workbench.core.ledger import Ledger
from workbench.formats.exchange import Document, Reading, Relation, Span
from workbench.formats.format import Sink
from workbench.formats.inception.layers import RELATION, SPAN
from workbench.formats.inception.owners import files
from workbench.formats.inception.rows import Rows, rows
from workbench.formats.inception.segments import Segments, segments
from workbench.formats.losses import ATTRIBUTES, SPANS
from workbench.formats.offsets.ruler import Ruler
from workbench.formats.webannotsv.cells import NONE, NULL
from workbench.formats.webannotsv.escapes import escaped_text, escaped_value
from workbench.formats.webannotsv.header import FORMAT_LINE
from workbench.formats.webannotsv.units import PARTS, Row, Units

SPLIT: Final = "in several fragments: one annotation for each"
WIDENED: Final = f"widened to the token: more than {PARTS} parts of one token"
LEAD: Final = "white space before the first token becomes blanks"
NO_TOKEN: Final = "there is no token in the text: INCEpTION refuses such a file"
NO_CR: Final = "a carriage return in it becomes a blank"


def write(documents: Iterable[Document], sink: Sink, ledger: Ledger) -> None:
    """Write documents that the capability row has cut down."""
    taken: set[str] = set()
    for document in documents:
        cut = segments(document)
        _book_text(document, cut, ledger)
        for name, reading in files(document, taken, ledger):
            page = _Page(document, reading, Units(document.text or "", cut), ledger)
            with sink.file(f"{name}.tsv") as file:
                file.write("".join(page.lines()).encode())


def _book_text(document: Document, cut: Segments, ledger: Ledger) -> None:
    if not cut.tokens:
        ledger.change("documents", "text", "", NO_TOKEN, document.name)
    elif (document.text or "")[: cut.tokens[0][0]].strip(" "):
        ledger.change("documents", "text", "", LEAD, document.name)


@dataclass(slots=True)
class _Mark:
    """One annotation of the file: which span it is of, and the rows it stands on."""

    span: int
    rows: list[Row]
    id: int = 0


@dataclass(slots=True)
class _Page:
    """One file."""

    document: Document
    reading: Reading
    units: Units
    ledger: Ledger
    _marks: list[_Mark] = field(default_factory=list)
    _on: dict[Row, list[_Mark]] = field(default_factory=dict)
    _first: dict[str, _Mark] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """The file, a line or more at a time."""
        spans = self._rows(self.reading.spans)
        relations = self._rows(self.reading.relations)
        for n, span in enumerate(self.reading.spans):
            self._place(n, span)
        self._number()
        arcs = self._arcs()
        yield f"{FORMAT_LINE}3.3\n"
        if spans.values:
            yield f"#T_SP={SPAN}|{'|'.join(spans.features)}\n"
        if relations.values:
            yield f"#T_RL={RELATION}|{'|'.join(relations.features)}|BT_{SPAN}\n"
        yield "\n"
        ruler = Ruler(self.units.text, "utf16")
        if not self.units.segments.tokens and self.units.text:
            yield f"\n{self._text(self.units.text)}"
        for (start, end), below in self.units.sentences():
            yield f"\n{self._text(self.units.text[start:end])}"
            for row in below:
                cells = [*self._span_cells(spans, row), *self._relation_cells(relations, arcs.get(row, ()))]
                yield "".join(f"{cell}\t" for cell in (*self._place_cells(row, ruler), *cells)) + "\n"

    def _rows(self, items: Sequence[Span | Relation]) -> Rows:
        """The layer of spans or relations, without carriage returns, for which cells have no escape."""
        found = rows(items, self.document.name, self.ledger)
        for item, row in zip(items, found.values, strict=True):
            for feature, value in row.items():
                if "\r" in value:
                    row[feature] = value.replace("\r", " ")
                    self.ledger.change(ATTRIBUTES, "value", feature, NO_CR, f"{self.document.name} {item.id}")
        return found

    # -- where spans stand -------------------------------------------------------

    def _place(self, n: int, span: Span) -> None:
        where = f"{self.document.name} {span.id}"
        if len(span.fragments) > 1:
            self.ledger.change(SPANS, "span", span.label, SPLIT, where)
        for fragment in span.fragments:
            found = self.units.rows(fragment)
            if any(self.units.full(row) for row in found):
                self.ledger.change(SPANS, "span", span.label, WIDENED, where)
                found = [self.units.whole(row) if self.units.full(row) else row for row in found]
            mark = _Mark(n, found)
            self._marks.append(mark)
            self._first.setdefault(span.id, mark)
            for row in found:
                self.units.claim(row)
                self._on.setdefault(row, []).append(mark)

    def _number(self) -> None:
        """Give an id to every mark that its unit alone does not tell from others, in the order they begin."""
        last = 0
        for row in sorted(self._on):
            for mark in self._on[row]:
                if not mark.id and (len(mark.rows) > 1 or any(len(self._on[one]) > 1 for one in mark.rows)):
                    mark.id = last = last + 1

    def _arcs(self) -> dict[Row, list[int]]:
        """Relations by the row that their target begins on."""
        out: dict[Row, list[int]] = {}
        for n, relation in enumerate(self.reading.relations):
            out.setdefault(self._first[relation.tail].rows[0], []).append(n)
        return out

    # -- cells -------------------------------------------------------------------

    def _text(self, text: str) -> str:
        return "".join(f"#Text={escaped_text(line)}\n" for line in text.split("\n"))

    def _place_cells(self, row: Row, ruler: Ruler) -> tuple[str, str, str]:
        place = f"{ruler.from_points(row.start)}-{ruler.from_points(row.end)}"
        return self.units.id(row), place, self.units.text[row.start : row.end]

    def _span_cells(self, layer: Rows, row: Row) -> Iterator[str]:
        marks = self._on.get(row, ())
        for feature in layer.features if layer.values else ():
            cells = (self._value(layer, mark.span, feature) + (f"[{mark.id}]" if mark.id else "") for mark in marks)
            yield "|".join(cells) if marks else NONE

    def _relation_cells(self, layer: Rows, arcs: Sequence[int]) -> Iterator[str]:
        if not layer.values:
            return
        for feature in layer.features:
            yield "|".join(self._value(layer, arc, feature) for arc in arcs) if arcs else NONE
        yield "|".join(self._reference(self.reading.relations[arc]) for arc in arcs) if arcs else NONE

    def _value(self, layer: Rows, n: int, feature: str) -> str:
        value = layer.values[n].get(feature)
        return NULL if value is None else escaped_value(value)

    def _reference(self, relation: Relation) -> str:
        head, tail = self._first[relation.head], self._first[relation.tail]
        ids = f"[{head.id}_{tail.id}]" if head.id or tail.id else ""
        return f"{self.units.id(head.rows[0])}{ids}"
