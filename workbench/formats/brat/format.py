"""Brat as a format: how it is known, and what it can carry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from workbench.core.ledger import Ledger
from workbench.formats.brat.folders import PARTS, WHOLE, Annotators, along, text_beside
from workbench.formats.brat.reading import read_document
from workbench.formats.brat.writing import write_folder
from workbench.formats.capability import Capability
from workbench.formats.exchange import Document
from workbench.formats.format import ReadOptions, Sink, Tally, WriteOptions
from workbench.formats.source import Source

_SIGNS: Final = re.compile(
    rb"(?:T[0-9]+[\t ]+\S+[\t ]+[0-9]+ [0-9]+|[ER][0-9]+[\t ]+\S+[\t ]*\S*:[TER][0-9]+"
    rb"|[AMN][0-9]+\t\S+ +[TER][0-9]+|#[A-Za-z]*[0-9]+\t\S+ [TERANM][0-9]+|\*\t\S+ T[0-9]+)"
)
"""How the lines begin, as bytes."""
_LINES: Final = 50
"""Lines that a sniff looks at."""


class _Brat:
    """The reader and the writer."""

    name = "brat"
    title = "brat standoff"
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
        notes="yes",
        annotators="changed",
    )

    def __init__(self) -> None:
        self._annotators = Annotators()

    def sniff(self, source: Source) -> float:
        """By its lines; an empty file is known by its name, and by the text beside it."""
        whole, named = source.path.suffix == WHOLE, source.path.suffix in (WHOLE, *PARTS)
        lines = [line for line in source.head().split(b"\n")[:_LINES] if line.strip()]
        if not lines:
            return 1.0 if named and text_beside(source) else 0.5 if whole else 0.0
        share = sum(_SIGNS.match(line) is not None for line in lines) / len(lines)
        if named and share > 0:
            return 0.9 + share / 10
        return 0.85 if share > 0.9 else 0.5 if whole and text_beside(source) else 0.0

    def companions(self, source: Source) -> Iterable[str]:
        """The text, the other parts of a document in parts, and brat's own files for the project."""
        return along(source)

    def read(self, source: Source, tally: Tally, options: ReadOptions) -> Iterator[Document]:
        """The document, by the annotator whose folder it lies in."""
        return read_document(source, self._annotators.of(source), tally)

    def write(self, documents: Iterable[Document], sink: Sink, options: WriteOptions, ledger: Ledger) -> None:
        """A folder: for each document a text and its annotations; where several people worked, a folder for each."""
        write_folder(documents, sink, options, ledger)


FORMAT: Final = _Brat()
