"""spaCy's corpora in: tuples, training JSON of spaCy 2, ``Doc.to_json`` and DocBin; the training room writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from workbench.formats.exchange import Document
from workbench.formats.format import ReadOptions, Refusal, Tally
from workbench.formats.jsonfile import Record, first, records
from workbench.formats.source import Source
from workbench.formats.spacy_json import docbin, docs, paragraphs, python_file, tuples
from workbench.formats.spacy_json.marking import Marking, names


class _Spacy:
    """The reader."""

    name = "spacy"
    title = "spaCy's own corpora"

    def sniff(self, source: Source) -> float:
        """How surely a file is of one of the four shapes, or Python with a list of pairs."""
        head = source.head()
        if docbin.is_docbin(head):
            return 1.0
        if source.path.suffix == ".py":
            return 0.9 if b"entities" in head or b'"cats"' in head else 0.0
        value = first(source)
        if tuples.is_pair(value):
            return 0.95 if {"entities", "spans", "cats", "links"} & set(value[1]) else 0.5
        if isinstance(value, str) and head.lstrip().startswith(b"["):
            return 0.9 if b'{"entities"' in head or b'{"spans"' in head or b'{"cats"' in head else 0.0
        if docs.is_doc(value):
            return 0.96
        return 0.95 if isinstance(value, dict) and isinstance(value.get("paragraphs"), list) else 0.0

    def companions(self, source: Source) -> Iterable[str]:
        """None; but now is the time to import what reads a DocBin."""
        if docbin.is_docbin(source.head()):
            docbin.warm()
        return ()

    def read(self, source: Source, tally: Tally, options: ReadOptions) -> Iterator[Document]:
        """The documents of a file.

        Raises:
            Fault: where it is neither JSON nor Python nor a DocBin.
        """
        data = source.read()
        reading = _Reading(source, tally)
        if docbin.is_docbin(data) or source.path.suffix == ".spacy":
            yield from docbin.read(data, source.name, reading.named)
            return
        if source.path.suffix == ".py":
            found: Iterable[Record] = (Record(*pair) for pair in python_file.pairs(data, source.name))
        else:
            found = _whole(records(source, tally))
        for record in found:
            yield from reading.documents(record)


@dataclass(slots=True)
class _Reading:
    """Reads one file's records."""

    source: Source
    tally: Tally
    line: int = 0
    _numbered: Iterator[str] = field(init=False)

    def __post_init__(self) -> None:
        self._numbered = names(self.source.path.stem)

    def named(self, name: str) -> Marking:
        """What gathers a document of this name, or of the next number."""
        number = next(self._numbered)
        return Marking(self.source, self.line, name or number, self.tally)

    def documents(self, record: Record) -> Iterator[Document]:
        """The documents of a record: one, or several paragraphs."""
        self.line, value = record
        if tuples.is_pair(value):
            yield tuples.read(value[0], value[1], self.named(""))
        elif isinstance(value, dict) and "paragraphs" in value:
            yield from paragraphs.read(value, self.named)
        elif isinstance(value, dict) and isinstance(value.get("text"), str):
            yield docs.read(value, self.named(""))
        else:
            self.tally.refused.append(Refusal(self.source.name, self.line, "is none of spaCy's shapes"))


def _whole(found: Iterable[Record]) -> Iterator[Record]:
    """The records, where a file that is one pair is one record."""
    before: Record | None = None
    for record in found:
        if before is not None and tuples.is_pair((before.value, record.value)):
            yield Record(record.line, (before.value, record.value))
            before = None
            continue
        if before is not None:
            yield before
        before = record
    if before is not None:
        yield before


FORMAT: Final = _Spacy()
