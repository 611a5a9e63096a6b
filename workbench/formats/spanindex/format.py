"""Tables of spans as a format: how each of their files is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from workbench.core.fault import Fault
from workbench.formats.exchange import Document
from workbench.formats.format import ReadOptions, Tally
from workbench.formats.sheet import Sheet, head_of, sheet
from workbench.formats.source import Source
from workbench.formats.spanindex import crowd
from workbench.formats.spanindex.indices import index_columns, read_indices


class _SpanIndex:
    """The reader."""

    name = "spanindex"
    title = "CSV of character indices"

    def sniff(self, source: Source) -> float:
        """By a column of nothing but lists of numbers; or by the heads of a crowd's three tables."""
        if source.path.suffix.lower() not in (".csv", ".tsv"):
            return 0.0
        head = head_of(source)
        if index_columns(head):
            return 0.9
        return 0.95 if crowd.part(head, source) else 0.0

    def companions(self, source: Source) -> Iterable[str]:
        """The texts and the annotators, which stand in tables beside that of a crowd's spans."""
        return crowd.TABLES if crowd.part(head_of(source), source) == crowd.SPANS else ()

    def read(self, source: Source, tally: Tally, options: ReadOptions) -> Iterator[Document]:
        """One document a row of text.

        Raises:
            Fault: where the file is no table, or one without texts and spans.
        """
        table = sheet(source)
        part = crowd.part(table, source)
        if part:
            return crowd.read(part, table, source, tally)
        return read_indices(_with_indices(table), source, tally)


def _with_indices(table: Sheet) -> Sheet:
    if not index_columns(table):
        raise Fault(f"{table.name} has no column of lists of numbers beside one of texts", "Check the file")
    return table


FORMAT: Final = _SpanIndex()
