"""doccano as a format: how it is known, and what it can carry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from workbench.core.ledger import Ledger
from workbench.formats.capability import Capability
from workbench.formats.doccano.keys import CATEGORIES, MARKS, TEXTS
from workbench.formats.doccano.numbers import CONFIGS, has_numbers
from workbench.formats.doccano.reading import read_records
from workbench.formats.doccano.writing import files
from workbench.formats.exchange import Document
from workbench.formats.format import ReadOptions, Sink, Tally, WriteOptions
from workbench.formats.jsonfile import encoded, first, whole
from workbench.formats.source import Source


class _Doccano:
    """The reader and the writer."""

    name = "doccano"
    title = "doccano JSONL"
    suffix = ""
    capability = Capability(
        text="yes",
        subtoken="yes",
        blanks="yes",
        overlap="changed",
        same="changed",
        discontinuous="no",
        relations="yes",
        labels="changed",
        notes="changed",
        annotators="yes",
        meta="yes",
    )

    def sniff(self, source: Source) -> float:
        """By a text with marks in one of the shapes that doccano has had."""
        record = first(source)
        if not isinstance(record, dict) or not any(isinstance(record.get(key), str) for key in TEXTS):
            return 0.0
        marks = [record[key] for key in MARKS if isinstance(record.get(key), list)]
        entries = [entry for found in marks for entry in found[:1]]
        if entries:
            return max(_shape(entry) for entry in entries)
        plain = marks or any(key in record for key in CATEGORIES) or isinstance(record.get("label"), str)
        return 0.7 if "Comments" in record and plain else 0.5 if plain else 0.0

    def companions(self, source: Source) -> Iterable[str]:
        """The labels' names, where the file has their numbers only."""
        return CONFIGS if has_numbers(first(source)) else ()

    def read(self, source: Source, tally: Tally, options: ReadOptions) -> Iterator[Document]:
        """One document a record.

        Raises:
            Fault: where the file is no JSON at all.
        """
        return read_records(source, tally)

    def write(self, documents: Iterable[Document], sink: Sink, options: WriteOptions, ledger: Ledger) -> None:
        """One file an annotator, as doccano itself does; the annotator is the file's name."""
        for name, records in files(documents, options.unit or "utf16", ledger):
            with sink.file(name) as file:
                for record in records:
                    file.write(encoded(record) + b"\n")


def _shape(entry: Any) -> float:
    """How surely a mark is one of doccano's."""
    if isinstance(entry, dict):
        return 0.9 if {"start_offset", "end_offset", "label"} <= entry.keys() else 0.0
    if isinstance(entry, list) and len(entry) == 3 and whole(entry[0]) is not None and whole(entry[1]) is not None:
        return 0.85
    return 0.5 if isinstance(entry, str) else 0.0


FORMAT: Final = _Doccano()
