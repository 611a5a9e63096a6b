"""DocRED (and Re-DocRED): a list of documents with entities of several mentions, and relations between entities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from workbench.core.ledger import Ledger
from workbench.formats.capability import Capability
from workbench.formats.docred.reading import ENTITIES, SENTENCES, read
from workbench.formats.docred.writing import item
from workbench.formats.exchange import Document
from workbench.formats.format import ReadOptions, Sink, Tally, WriteOptions
from workbench.formats.jsonfile import first
from workbench.formats.jsonlist import write_list
from workbench.formats.source import Source


class _DocRed:
    """Reads and writes it."""

    name = "docred"
    title = "DocRED JSON"
    suffix = ".json"
    capability = Capability(
        text="no",
        subtoken="no",
        blanks="no",
        overlap="yes",
        same="yes",
        discontinuous="no",
        links="changed",
        relations="changed",
        relation_attributes="changed",
    )

    def sniff(self, source: Source) -> float:
        """Whether the first item has the name that only DocRED has for entities."""
        record = first(source)
        if not isinstance(record, dict) or not isinstance(record.get(SENTENCES), list):
            return 0.0
        return 1.0 if isinstance(record.get(ENTITIES), list) else 0.0

    def companions(self, source: Source) -> Iterable[str]:
        """None."""
        return ()

    def read(self, source: Source, tally: Tally, options: ReadOptions) -> Iterator[Document]:
        """One document an item, its text put together from the words.

        Raises:
            Fault: where the file is no JSON at all.
        """
        return read(source, tally)

    def write(self, documents: Iterable[Document], sink: Sink, options: WriteOptions, ledger: Ledger) -> None:
        """Write one list."""
        with sink.file("annotations.json") as out:
            write_list((item(document, ledger) for document in documents), out)


FORMAT: Final = _DocRed()
