"""Hugging Face: the rows of token classification data sets as JSON lines; entities by offsets are read as well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from workbench.core.ledger import Ledger
from workbench.formats.capability import Capability
from workbench.formats.exchange import Document
from workbench.formats.format import ReadOptions, Sink, Tally, WriteOptions
from workbench.formats.huggingface import entities
from workbench.formats.huggingface.reading import read
from workbench.formats.huggingface.tags import FEATURES, tags_key
from workbench.formats.huggingface.writing import tagged
from workbench.formats.jsonfile import encoded, first
from workbench.formats.source import Source
from workbench.formats.tagging import scheme

CAPABILITY: Final = Capability(
    text="no", subtoken="no", blanks="no", overlap="no", same="no", discontinuous="no",
)  # fmt: skip


class _HuggingFace:
    """Reads and writes it."""

    name = "huggingface"
    title = "Hugging Face rows of tokens and tags"
    suffix = ".jsonl"
    capability = CAPABILITY

    def sniff(self, source: Source) -> float:
        """How surely the first row has words with a tag each, or a text with entities by offsets."""
        row = first(source)
        if not isinstance(row, dict):
            return 0.0
        if tags_key(row) is not None:
            return 0.9
        if entities.is_row(row):
            return 0.9 if "note_text" in row else 0.55 if row[entities.MARKS] else 0.3
        return 0.0

    def companions(self, source: Source) -> Iterable[str]:
        """What names the tags, where they are numbers."""
        row = first(source)
        key = tags_key(row) if isinstance(row, dict) else None
        numbers = key is not None and any(isinstance(value, int) for value in row[key])
        return (f"{source.path.stem}.features.json", *FEATURES) if numbers else ()

    def read(self, source: Source, tally: Tally, options: ReadOptions) -> Iterator[Document]:
        """One document a row.

        Raises:
            Fault: where the file is no JSON at all, or its tags are numbers that nothing names.
        """
        return read(source, tally)

    def write(self, documents: Iterable[Document], sink: Sink, options: WriteOptions, ledger: Ledger) -> None:
        """Write a row a document, tags as texts in the scheme asked for, IOB2 unless told otherwise.

        Raises:
            Fault: for a scheme that is not known.
        """
        chosen = scheme(options.scheme)
        with sink.file("annotations.jsonl") as out:
            for document in documents:
                out.write(encoded(tagged(document, chosen).to_json()) + b"\n")


FORMAT: Final = _HuggingFace()
