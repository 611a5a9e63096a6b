"""CSV and TSV tables as a format: how they are known, and what they can carry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from workbench.core.ledger import Ledger
from workbench.formats.capability import Capability
from workbench.formats.csvrows.columns import OWN, TABLES, is_relations, is_spans, is_texts
from workbench.formats.csvrows.reading import Tables, beside_of, texts_of
from workbench.formats.csvrows.writing import write_tables
from workbench.formats.exchange import Document
from workbench.formats.format import ReadOptions, Sink, Tally, WriteOptions
from workbench.formats.sheet import head_of
from workbench.formats.source import Source

SUFFIXES: Final = (".csv", ".tsv")


class _CsvRows:
    """The reader and the writer."""

    name = "csv"
    title = "CSV or TSV of spans and relations"
    suffix = ""
    capability = Capability(
        text="yes",
        subtoken="yes",
        blanks="yes",
        overlap="yes",
        same="yes",
        discontinuous="yes",
        attributes="yes",
        links="yes",
        relations="yes",
        relation_attributes="yes",
        symmetric="yes",
        labels="yes",
        notes="yes",
        annotators="yes",
        rejected="yes",
        status="yes",
        scores="yes",
        meta="yes",
    )

    def sniff(self, source: Source) -> float:
        """By the heads of a table of spans, or (less surely) of relations or texts."""
        if source.path.suffix.lower() not in SUFFIXES:
            return 0.0
        table = head_of(source)
        if is_spans(table):
            return 0.95 if set(OWN) <= set(table.heads) else 0.7
        return 0.5 if is_relations(table) else 0.3 if is_texts(table) else 0.0

    def companions(self, source: Source) -> Iterable[str]:
        """The tables beside a table of spans, and the texts that it names."""
        if not is_spans(head_of(source)):
            return ()
        beside = [beside_of(source, table) for table in TABLES]
        return [one.name for one in (*beside, *texts_of(source)) if one is not None]

    def read(self, source: Source, tally: Tally, options: ReadOptions) -> Iterator[Document]:
        """The documents, with all that the tables beside say of them."""
        return Tables(source, tally).documents()

    def write(self, documents: Iterable[Document], sink: Sink, options: WriteOptions, ledger: Ledger) -> None:
        """A folder of tables."""
        write_tables(documents, sink, options, ledger)


FORMAT: Final = _CsvRows()
