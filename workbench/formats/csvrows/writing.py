"""Writing tables: ``spans`` with a row a fragment, and beside it a table for whatever else there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from typing import BinaryIO, Final

from workbench.core.fault import Fault
from workbench.core.json import canonical
from workbench.core.ledger import Ledger
from workbench.formats.exchange import Document, Reading, Relation, Span
from workbench.formats.format import Sink, WriteOptions
from workbench.formats.losses import NOTES, give_up
from workbench.formats.offsets.ruler import Ruler

HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    "spans": ("doc_id", "annotator", "span_id", "start", "end", "label", "text", "unit", "score", "rejected", "note"),
    "relations": ("doc_id", "annotator", "rel_id", "head_id", "tail_id", "label", "symmetric", "note"),
    "documents": ("doc_id", "text", "lang", "meta"),
    "layers": ("doc_id", "annotator", "kind", "status", "note"),
    "attributes": ("doc_id", "annotator", "of", "item_id", "name", "value"),
    "links": ("doc_id", "annotator", "span_id", "link_id", "name"),
    "labels": ("doc_id", "annotator", "key", "value"),
}
"""The tables and their heads; the first four are always there."""
ALWAYS: Final = ("spans", "relations", "documents", "layers")
UNITS: Final = ("codepoint", "utf16", "byte")
"""Units in which every code point has a place of its own to start at."""


def write_tables(documents: Iterable[Document], sink: Sink, options: WriteOptions, ledger: Ledger) -> None:
    """Write the tables.

    Raises:
        Fault: for a unit in which some spans would have no offsets.
    """
    unit = options.unit or "codepoint"
    if unit not in UNITS:
        raise Fault(f"CSV is not written with offsets in {unit}", f"Choose one of {', '.join(UNITS)}")
    with ExitStack() as stack:
        tables = _Tables(sink, stack)
        names: Counter[str] = Counter()
        for document in documents:
            names[document.name] += 1
            name = document.name if names[document.name] == 1 else f"{document.name}-{names[document.name]}"
            if name != document.name:
                ledger.change("documents", "name", "", "another document has it", f"{document.name} → {name}")
            _Writing(document, name, Ruler(document.text or "", unit), unit, tables, ledger).all()


class _Tables:
    """The files, each opened when it gets its first row."""

    def __init__(self, sink: Sink, stack: ExitStack) -> None:
        self._sink, self._stack = sink, stack
        self._files: dict[str, BinaryIO] = {}
        for table in ALWAYS:
            self._file(table)

    def add(self, table: str, *cells: str) -> None:
        """Add a row."""
        self._file(table).write(line(cells))

    def _file(self, table: str) -> BinaryIO:
        if table not in self._files:
            self._files[table] = self._stack.enter_context(self._sink.file(f"{table}.csv"))
            self._files[table].write(line(HEADS[table]))
        return self._files[table]


def line(cells: Iterable[str]) -> bytes:
    """A row with its end; a cell is quoted where it must be, and CR is such a case though Python forgets it."""
    return (",".join(map(_cell, cells)) + "\n").encode()


def _cell(text: str) -> str:
    if text.strip() == text and not any(sign in text for sign in ',"\n\r\t'):
        return text
    return '"' + text.replace('"', '""') + '"'


class _Writing:
    """One document on its way into the tables."""

    def __init__(self, document: Document, name: str, ruler: Ruler, unit: str, tables: _Tables, ledger: Ledger) -> None:
        self._document, self._name, self._ruler, self._unit = document, name, ruler, unit
        self._tables, self._ledger = tables, ledger

    def all(self) -> None:
        """Every table's rows."""
        document = self._document
        meta = canonical(document.meta) if document.meta else ""
        self._tables.add("documents", self._name, document.text or "", document.lang, meta)
        for who, reading in self._people():
            note = self._note(reading.note, "", "document")
            self._tables.add("layers", self._name, who, reading.kind, reading.status, note)
            for span in reading.spans:
                self._span(who, span)
            for relation in reading.relations:
                self._relation(who, relation)
            for label in reading.labels:
                self._tables.add("labels", self._name, who, label.key, label.value)

    def _people(self) -> Iterator[tuple[str, Reading]]:
        """The readings by names that tell them apart."""
        taken: set[str] = set()
        for reading in self._document.readings:
            name, number = reading.annotator, 2
            while name in taken:
                name, number = f"{reading.annotator}-{number}", number + 1
            taken.add(name)
            if name != reading.annotator:
                why = "has two layers here: the second goes by another name"
                self._ledger.change("documents", "annotator", reading.annotator, why, self._document.name)
            yield name, reading

    def _span(self, who: str, span: Span) -> None:
        text = self._document.text or ""
        note = self._note(span.note, span.label, span.id)
        score = "" if span.score is None else repr(span.score)
        for start, end in span.fragments:
            at = (str(self._ruler.from_points(start)), str(self._ruler.from_points(end)))
            rest = (span.label, text[start:end], self._unit, score, "true" if span.rejected else "", note)
            self._tables.add("spans", self._name, who, span.id, *at, *rest)
        for key, value in span.attributes:
            self._tables.add("attributes", self._name, who, "span", span.id, key, value)
        for link in span.links:
            self._tables.add("links", self._name, who, span.id, link.id, link.name or "")

    def _relation(self, who: str, relation: Relation) -> None:
        note = self._note(relation.note, relation.label, relation.id)
        ends = (relation.id, relation.head, relation.tail, relation.label)
        self._tables.add("relations", self._name, who, *ends, "true" if relation.symmetric else "", note)
        for key, value in relation.attributes:
            self._tables.add("attributes", self._name, who, "relation", relation.id, key, value)

    def _note(self, note: str | None, label: str, item: str) -> str:
        if note == "":
            give_up(self._ledger, NOTES, "note", label, "it is empty", f"{self._document.name} {item}")
        return note or ""
