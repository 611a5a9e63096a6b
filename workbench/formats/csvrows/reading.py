"""Reading tables of spans: rows put together by document and annotator, whatever their columns are called."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from workbench.formats.csvrows import columns as c
from workbench.formats.csvrows.people import Cells, Person, Text
from workbench.formats.exchange import Document, DocumentLabel, Link, Relation, Span
from workbench.formats.format import Refusal, Tally
from workbench.formats.offsets.ruler import UNITS
from workbench.formats.plaintext import text_of
from workbench.formats.sheet import Row, Sheet, sheet
from workbench.formats.source import Source

_NUMBER: Final = re.compile(r"\s*([0-9]{1,18})(?:\.0*)?\s*")
_SCORE: Final = re.compile(r"\s*-?[0-9]{1,30}(\.[0-9]{0,30})?(e[+-]?[0-9]{1,3})?\s*", re.IGNORECASE)
_SPAN_COLUMNS: Final = {
    "doc": c.DOCUMENT,
    "who": c.ANNOTATOR,
    "start": c.START,
    "end": c.END,
    "label": c.LABEL,
    "text": c.TEXT,
    "span": c.SPAN,
    "id": c.ANY_ID,
    "note": c.NOTE,
    "score": c.SCORE,
    "unit": ("unit",),
    "rejected": ("rejected",),
}
_RELATION_COLUMNS: Final = {
    "doc": c.DOCUMENT,
    "who": c.ANNOTATOR,
    "head": c.HEAD,
    "tail": c.TAIL,
    "label": c.LABEL,
    "id": c.RELATION,
    "note": c.NOTE,
    "symmetric": ("symmetric",),
}
_UNLABELLED: Final = "span"
"""The label of spans in a table that gives them none."""


class Tables:
    """The tables of one source, put together."""

    def __init__(self, source: Source, tally: Tally) -> None:
        self._source, self._tally = source, tally
        self._texts: dict[str, Text] = {}
        self._places: dict[str, list[tuple[str, str]]] = {}
        self._named: dict[str, str] = {}

    def documents(self) -> Iterator[Document]:
        """Every document, in the order of the texts, then of the spans.

        Raises:
            Fault: where a table is not UTF-8 or no CSV.
        """
        first = sheet(self._source)
        if c.is_spans(first):
            self._all_tables(first)
        elif c.is_relations(first):
            self._relations(first)
        else:
            self._documents(first)
        self._tally.documents += len(self._texts)
        for name, found in self._texts.items():
            unit: Any = found.unit
            readings = tuple(person.reading(who) for who, person in found.people.items())
            file = _file(self._source, name) if found.text is None else None
            text = found.text if file is None else text_of(file)
            yield Document(name, text, readings, unit, lang=found.lang, meta=found.meta)

    def _all_tables(self, spans: Sheet) -> None:
        for table, take in (("documents", self._documents), ("layers", self._layers)):
            if beside := beside_of(self._source, table):
                take(sheet(beside))
        self._spans(spans)
        for table, take in (
            ("relations", self._relations),
            ("attributes", self._attributes),
            ("links", self._links),
            ("labels", self._labels),
        ):
            if beside := beside_of(self._source, table):
                take(sheet(beside))

    # -- the main table ----------------------------------------------------------

    def _spans(self, table: Sheet) -> None:
        at = c.columns(table, _SPAN_COLUMNS)
        whole = self._holds_whole_texts(table, at)
        others = [head for head in table.heads if head not in at.values()]
        for row in self._sound(table):
            cell = Cells(row, at)
            text = cell["text"] if whole else None
            name = cell["doc"] or (self._named_after(text or "") if whole else self._source.path.stem)
            self._fill(name, cell["who"], text, cell["unit"])
            if not (cell["start"] or cell["end"] or cell["label"]):
                continue
            start, end = _whole(cell["start"]), _whole(cell["end"])
            if start is None or end is None:
                self._tally.spans += 1
                self._refuse(table, row, "its start or end is no whole number")
                continue
            span = Span(
                cell["span"] or cell["id"] or f"row{row.line}",
                cell["label"] or _UNLABELLED,
                ((start, end),),
                tuple((head, row.cells[head]) for head in others if row.cells[head]),
                note=cell["note"] or None,
                score=self._score(cell["score"], name, row),
                surface=None if whole or not at["text"] else cell["text"],
                rejected=cell["rejected"] == "true",
            )
            self._add(name, cell["who"], span, fragments=bool(cell["span"]))

    def _add(self, name: str, who: str, span: Span, *, fragments: bool) -> None:
        """Add a span; a further row of the same id and label is a further fragment, where ids are the spans' own."""
        spans = self._person(name, who).spans
        known = spans.get(span.id)
        if known and fragments and (known.label, known.note) == (span.label, span.note):
            surface = None if known.surface is None else f"{known.surface} {span.surface}"
            joined = tuple(sorted((*known.fragments, *span.fragments)))
            spans[span.id] = replace(known, fragments=joined, surface=surface)
            return
        self._tally.spans += 1
        id, number = span.id, 2
        while id in spans:
            id, number = f"{span.id}-{number}", number + 1
        spans[id] = replace(span, id=id)
        self._places.setdefault(id, []).append((name, who))

    def _score(self, cell: str, name: str, row: Row) -> float | None:
        """A score; words that stand in its place are told."""
        if _SCORE.fullmatch(cell):
            return float(cell)
        if cell:
            self._tally.ledger.drop("import", "score", "", "it is no number", f"{name}, line {row.line}")
        return None

    def _holds_whole_texts(self, table: Sheet, at: dict[str, str]) -> bool:
        """Whether the text column holds the text a span stands in, and not the span's own: told by their lengths."""
        if not at["text"]:
            return False
        own = longer = 0
        for row in table.rows:
            start, end = _whole(row.cells[at["start"]]), _whole(row.cells[at["end"]])
            size = len(row.cells[at["text"]])
            if start is not None and end is not None:
                own += size == end - start
                longer += size > end - start and size >= end
        return longer > own

    def _named_after(self, text: str) -> str:
        """A name for a document that is known by its text only."""
        return self._named.setdefault(text, f"{self._source.path.stem}-{len(self._named) + 1}")

    # -- the tables beside it ----------------------------------------------------

    def _documents(self, table: Sheet) -> None:
        at = c.columns(
            table, {"doc": (*c.DOCUMENT, *c.ANY_ID), "text": c.TEXT, "lang": ("lang", "language"), "meta": ("meta",)}
        )
        for row in self._sound(table):
            cell = Cells(row, at)
            found = self._texts.setdefault(cell["doc"], Text())
            found.text = cell["text"] if at["text"] else None
            found.lang = cell["lang"]
            found.meta = self._meta(table, row, cell["meta"])
            others = (head for head in table.heads if head not in at.values())
            found.meta.update({head: row.cells[head] for head in others if row.cells[head]})

    def _meta(self, table: Sheet, row: Row, cell: str) -> dict[str, Any]:
        if not cell:
            return {}
        try:
            value = json.loads(cell, parse_constant=_refuse_constant)
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, dict):
            return value
        self._refuse(table, row, "its meta is no JSON object")
        return {}

    def _layers(self, table: Sheet) -> None:
        at = c.columns(
            table, {"doc": c.DOCUMENT, "who": c.ANNOTATOR, "kind": ("kind",), "status": ("status",), "note": c.NOTE}
        )
        for row in self._sound(table):
            cell = Cells(row, at)
            person = self._person(cell["doc"], cell["who"])
            person.kind = cell["kind"] if cell["kind"] in ("human", "model", "gold") else "human"
            person.status = cell["status"] if cell["status"] in ("todo", "in_progress", "done", "skipped") else ""
            person.note = cell["note"] or None

    def _relations(self, table: Sheet) -> None:
        at = c.columns(table, _RELATION_COLUMNS)
        others = [head for head in table.heads if head not in at.values()]
        for row in self._sound(table):
            cell = Cells(row, at)
            self._tally.relations += 1
            name, who = self._place(cell["doc"], cell["who"], cell["head"])
            id = cell["id"] or f"row{row.line}"
            person = self._person(name, who) if name else Person()
            if not {cell["head"], cell["tail"]} <= person.spans.keys():
                self._refuse(table, row, "names a span that is not there")
                continue
            if id in person.relations:
                self._refuse(table, row, "has the id of a row before it")
                continue
            person.relations[id] = Relation(
                id,
                cell["label"],
                cell["head"],
                cell["tail"],
                tuple((head, row.cells[head]) for head in others if row.cells[head]),
                cell["note"] or None,
                cell["symmetric"] == "true",
            )

    def _place(self, name: str, who: str, span: str) -> tuple[str, str]:
        """Whose span, of which document, is meant by an id where the row does not say so."""
        found = [(n, w) for n, w in self._places.get(span, ()) if name in ("", n) and who in ("", w)]
        return found[0] if len(found) == 1 else (name, who)

    def _attributes(self, table: Sheet) -> None:
        for row, cell, person in self._items(
            table, {"of": ("of",), "item": ("item_id",), "name": ("name",), "value": ("value",)}
        ):
            pair = ((cell["name"], cell["value"]),)
            if cell["of"] == "relation" and (relation := person.relations.get(cell["item"])):
                person.relations[relation.id] = replace(relation, attributes=relation.attributes + pair)
            elif cell["of"] != "relation" and (span := person.spans.get(cell["item"])):
                person.spans[span.id] = replace(span, attributes=span.attributes + pair)
            else:
                self._refuse(table, row, "names an item that is not there")

    def _links(self, table: Sheet) -> None:
        for row, cell, person in self._items(table, {"span": c.SPAN, "link": ("link_id",), "name": ("name",)}):
            if span := person.spans.get(cell["span"]):
                link = Link(cell["link"], cell["name"] or None)
                person.spans[span.id] = replace(span, links=(*span.links, link))
            else:
                self._refuse(table, row, "names a span that is not there")

    def _labels(self, table: Sheet) -> None:
        for _, cell, person in self._items(table, {"key": ("key",), "value": ("value",)}):
            person.labels.append(DocumentLabel(cell["key"], cell["value"]))

    def _items(self, table: Sheet, wanted: dict[str, tuple[str, ...]]) -> Iterator[tuple[Row, Cells, Person]]:
        """The rows of a table about what one annotator says; a table of other columns is somebody else's."""
        at = c.columns(table, {"doc": c.DOCUMENT, "who": c.ANNOTATOR, **wanted})
        if not all(at[what] for what in wanted):
            return
        for row in self._sound(table):
            cell = Cells(row, at)
            yield row, cell, self._person(cell["doc"], cell["who"])

    # -- what they share ---------------------------------------------------------

    def _sound(self, table: Sheet) -> Iterator[Row]:
        for line in table.ragged:
            self._tally.refused.append(Refusal(table.name, line, "has not as many cells as the head"))
        yield from table.rows

    def _person(self, name: str, who: str) -> Person:
        return self._texts.setdefault(name, Text()).people.setdefault(who, Person())

    def _fill(self, name: str, who: str, text: str | None, unit: str) -> None:
        self._person(name, who)
        found = self._texts[name]
        found.text = text if found.text is None else found.text
        found.unit = unit if unit in UNITS else found.unit

    def _refuse(self, table: Sheet, row: Row, why: str) -> None:
        self._tally.refused.append(Refusal(table.name, row.line, why))


def beside_of(source: Source, table: str) -> Source | None:
    """A table beside the table of spans: of its own ending, and of its own prefix where it has one (``dev_spans``)."""
    stem, ending = source.path.stem, source.path.suffix
    prefix = stem[: -len("spans")] if stem.endswith("spans") else ""
    return source.beside(f"{prefix}{table}{ending}")


def texts_of(source: Source) -> list[Source]:
    """The files beside a table of spans that hold the texts it names."""
    table = sheet(source)
    at = c.column(table, c.DOCUMENT)
    names = dict.fromkeys(row.cells[at] for row in table.rows) if at else ()
    return [found for name in names if (found := _file(source, name))]


def _file(source: Source, name: str) -> Source | None:
    """The file of a document's text, which has its name."""
    wanted = (name if name.endswith(".txt") else f"{name}.txt") if name else ""
    return source.beside(wanted) if wanted else None


def _whole(cell: str) -> int | None:
    found = _NUMBER.fullmatch(cell)
    return int(found[1]) if found else None


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)
