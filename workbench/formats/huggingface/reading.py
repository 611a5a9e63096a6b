"""Reading rows of Hugging Face data sets: words with tags, or a text with entities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from workbench.core.fault import Fault
from workbench.formats.exchange import Document
from workbench.formats.format import Refusal, Tally
from workbench.formats.huggingface import entities
from workbench.formats.huggingface.tags import KEYS, named, tags_key, words_key
from workbench.formats.jsonfile import Record, name_of, objects, whole
from workbench.formats.source import Source
from workbench.formats.tagging import chunks, labels_first
from workbench.formats.words import Worded

ID: Final = "id"
BESIDE: Final = "Put the data set's features.json or dataset_info.json beside it"


def read(source: Source, tally: Tally) -> Iterator[Document]:
    """The documents of a file's rows.

    Raises:
        Fault: where the file is no JSON at all; at the end, where tags are numbers and nothing names them.
    """
    reading = _Rows(source, tally)
    for n, record in enumerate(objects(source, tally), 1):
        document = reading.document(record, f"{source.path.stem}-{n}")
        if document is not None:
            yield document
    if reading.nameless:
        raise Fault(f"{source.name}: its tags are numbers, and nothing says what they mean", BESIDE)


@dataclass(slots=True)
class _Rows:
    """Reads one file's rows."""

    source: Source
    tally: Tally
    nameless: bool = False
    _named: dict[str, Sequence[str]] = field(default_factory=dict)

    def document(self, record: Record, name: str) -> Document | None:
        """A row's document; None where it has none, or only numbers that mean nothing."""
        row = record.value
        if tags_key(row) is not None:
            return self._tagged(row, record.line, name)
        if entities.is_row(row):
            return entities.read(row, self.source.name, record.line, name, self.tally)
        self._refuse(record.line, name, "has neither words with a tag each nor a text with entities")
        return None

    def _tagged(self, row: dict[str, Any], line: int, name: str) -> Document | None:
        words, key = words_key(row) or "", tags_key(row) or ""
        name = name_of(row.get(ID)) or name
        self.tally.documents += 1
        tags = self._tags(row[key], key)
        if tags is None:
            return None
        out = Worded(self.source.name, line, name, self.tally)
        out.say([row[words]])
        for chunk in chunks(tags, suffixed=labels_first(tags)):
            self.tally.spans += 1
            out.span(chunk.first, chunk.end, chunk.label)
        for other in KEYS:
            if other != key and isinstance(row.get(other), list):
                out.lose("column", other, "one column of tags is read")
        known = (words, key, ID, *KEYS)
        return out.document({k: v for k, v in row.items() if k not in known})

    def _tags(self, values: Sequence[Any], key: str) -> list[str] | None:
        """The tags as texts; None where they are numbers without names, whose chunks are counted all the same."""
        if all(isinstance(value, str) for value in values):
            return list(values)
        if key not in self._named:
            self._named[key] = named(self.source, key)
        names = self._named[key]
        numbers = [whole(value) or 0 for value in values]
        if any(not 0 <= number < len(names) for number in numbers):
            self.nameless = True
            # As every such data set numbers them: 0 is O, odd numbers begin, even ones go on.
            self.tally.spans += sum(number % 2 for number in numbers)
            return None
        return [names[number] for number in numbers]

    def _refuse(self, line: int, name: str, why: str) -> None:
        self.tally.refused.append(Refusal(self.source.name, line, f"{name}: {why}"))
