"""DyGIE++ (SciERC and PURE too): sentences of words with spans, relations, clusters and events, a document a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from workbench.core.ledger import Ledger
from workbench.formats.capability import Capability
from workbench.formats.dygie.reading import CLUSTERS, MARKS, NAME, RELATIONS, SENTENCES, read
from workbench.formats.dygie.writing import line
from workbench.formats.exchange import Document
from workbench.formats.format import ReadOptions, Sink, Tally, WriteOptions
from workbench.formats.jsonfile import encoded, first
from workbench.formats.source import Source


class _Dygie:
    """Reads and writes it."""

    name = "dygie"
    title = "DyGIE++ JSONL"
    suffix = ".jsonl"
    capability = Capability(
        text="no",
        subtoken="no",
        blanks="no",
        overlap="yes",
        same="yes",
        discontinuous="no",
        links="changed",
        relations="changed",
    )

    def sniff(self, source: Source) -> float:
        """Whether the first record has sentences of words, and a document's key or marks."""
        record = first(source)
        if not isinstance(record, dict):
            return 0.0
        sentences = record.get(SENTENCES)
        if not isinstance(sentences, list) or not all(isinstance(one, list) for one in sentences):
            return 0.0
        if NAME in record:
            return 1.0
        return 0.9 if any(key in record for key in (MARKS, RELATIONS, CLUSTERS)) else 0.0

    def companions(self, source: Source) -> Iterable[str]:
        """None."""
        return ()

    def read(self, source: Source, tally: Tally, options: ReadOptions) -> Iterator[Document]:
        """One document a record, its text put together from the words.

        Raises:
            Fault: where the file is no JSON at all.
        """
        return read(source, tally)

    def write(self, documents: Iterable[Document], sink: Sink, options: WriteOptions, ledger: Ledger) -> None:
        """Write a line a document."""
        with sink.file("annotations.jsonl") as out:
            for document in documents:
                out.write(encoded(line(document, ledger)) + b"\n")


FORMAT: Final = _Dygie()
