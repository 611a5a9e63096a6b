"""A crowd's work in three tables: the comments, who annotated which of them, and a row for every span they marked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from workbench.core.fault import Fault
from workbench.formats.exchange import Document, DocumentLabel, Reading, Span
from workbench.formats.format import Refusal, Tally
from workbench.formats.sheet import Row, Sheet, sheet
from workbench.formats.source import Source

SPANS: Final = "spans.csv"
WORKERS: Final = "annotations.csv"
TEXTS: Final = "comments.csv"
TABLES: Final = (WORKERS, TEXTS)
HEADS: Final = {
    SPANS: {"annotation", "type", "start", "end"},
    WORKERS: {"annotation", "comment_id", "worker"},
    TEXTS: {"comment_id", "comment_text"},
}
NOT_HERE: Final = "there is no such annotation in annotations.csv"

Part = Literal["spans.csv", "annotations.csv", "comments.csv", ""]


def part(table: Sheet, source: Source) -> Part:
    """Which of the three tables a file is, by its head; a table of comments only where it has that name."""
    if HEADS[SPANS] <= set(table.heads):
        return "spans.csv"
    if HEADS[WORKERS] <= set(table.heads):
        return "annotations.csv"
    return "comments.csv" if source.path.name == TEXTS and set(table.heads) == HEADS[TEXTS] else ""


def read(part: Part, table: Sheet, source: Source, tally: Tally) -> Iterator[Document]:
    """The documents of one of the tables: with the spans and all that stands beside them, or the texts alone.

    Raises:
        Fault: for the table that has neither texts nor spans.
    """
    if part == WORKERS:
        raise Fault(f"{source.name} says who annotated, and has neither texts nor spans", f"Import {SPANS} beside it")
    for line in table.ragged:
        tally.refused.append(Refusal(source.name, line, "has not as many cells as the head"))
    if part == TEXTS:
        tally.documents += len(table.rows)
        return (Document(f"comment-{row.cells['comment_id']}", row.cells["comment_text"]) for row in table.rows)
    return _Crowd(table, source, tally).documents()


class _Crowd:
    """The three tables put together."""

    def __init__(self, spans: Sheet, source: Source, tally: Tally) -> None:
        self._tally, self._source = tally, source
        self._spans: dict[str, list[Span]] = {}
        for row in spans.rows:
            self._take(row)
        self._texts = self._beside(TEXTS)
        self._workers = self._beside(WORKERS)

    def documents(self) -> Iterator[Document]:
        """Each comment with a reading for every worker, those who marked nothing in it included."""
        tasks: dict[str, list[Row]] = {}
        known: set[str] = set()
        for row in self._workers:
            tasks.setdefault(row.cells["comment_id"], []).append(row)
            known.add(row.cells["annotation"])
        texts = {row.cells["comment_id"]: row.cells["comment_text"] for row in self._texts}
        for comment in dict.fromkeys([*texts, *tasks]):
            self._tally.documents += 1
            readings = tuple(self._reading(row) for row in tasks.get(comment, ()))
            yield Document(f"comment-{comment}", texts.get(comment), readings)
        yield from self._lost(known)

    def _take(self, row: Row) -> None:
        self._tally.spans += 1
        start, end = row.cells["start"], row.cells["end"]
        if not all(cell.isascii() and cell.isdigit() and len(cell) < 16 for cell in (start, end)):
            self._tally.refused.append(Refusal(self._source.name, row.line, "its start or end is no number"))
            return
        spans = self._spans.setdefault(row.cells["annotation"], [])
        spans.append(Span(f"s{len(spans) + 1}", row.cells["type"], ((int(start), int(end)),)))

    def _beside(self, name: Literal["comments.csv", "annotations.csv"]) -> tuple[Row, ...]:
        source = self._source.beside(name)
        if source is None:
            return ()
        table = sheet(source)
        if not HEADS[name] <= set(table.heads):
            raise Fault(f"{source.name} has not the columns {', '.join(sorted(HEADS[name]))}", "Check the file")
        for line in table.ragged:
            self._tally.refused.append(Refusal(source.name, line, "has not as many cells as the head"))
        return table.rows

    def _reading(self, row: Row) -> Reading:
        """What one worker said; a task of a crowd is done when it is handed in."""
        labels: list[DocumentLabel] = []
        for head, cell in row.cells.items():
            if cell == "True":
                labels.append(DocumentLabel(head, cell))
            elif head not in HEADS[WORKERS] and cell not in ("False", ""):
                why = "left out: it is said of the worker"
                self._tally.ledger.change("import", "column", head, why, f"comment-{row.cells['comment_id']}")
        spans = tuple(self._spans.get(row.cells["annotation"], ()))
        return Reading(row.cells["worker"], status="done", spans=spans, labels=tuple(labels))

    def _lost(self, known: set[str]) -> Iterator[Document]:
        """Spans of annotations that no table knows: without a text where the tables are not there at all."""
        for annotation, spans in self._spans.items():
            if annotation in known:
                continue
            if self._source.beside(WORKERS) is None or self._source.beside(TEXTS) is None:
                yield Document(f"annotation-{annotation}", None, (Reading(spans=tuple(spans)),))
                continue
            for span in spans:
                where = f"annotation-{annotation} {span.id}"
                self._tally.ledger.drop("import", "span", span.label, NOT_HERE, where)
