"""PubTator, in: titles and abstracts with their mentions, one line for each, and relations between concepts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from workbench.core.fault import Fault
from workbench.formats.exchange import Document, Link, Reading, Relation, Span
from workbench.formats.format import ReadOptions, Refusal, Tally
from workbench.formats.source import Source

_TEXT: Final = re.compile(r"([^|\t]+)\|([ta])\|(.*)", re.DOTALL)
_SNIFFED: Final = re.compile(rb"^\d+\|[ta]\|", re.MULTILINE)
_NO_ID: Final = frozenset(("", "-", "-1", "None"))

FIRST_MENTIONS: Final = "the file relates concepts: put between the first mentions of each"
NO_MENTION: Final = "a concept of it is mentioned nowhere"


class _PubTator:
    """The reader."""

    name = "pubtator"
    title = "PubTator"

    def sniff(self, source: Source) -> float:
        """Whether lines are titles or abstracts."""
        return float(_SNIFFED.search(source.head()) is not None)

    def companions(self, source: Source) -> Iterable[str]:
        """None."""
        return ()

    def read(self, source: Source, tally: Tally, options: ReadOptions) -> Iterator[Document]:
        """The documents, one for each number; lines of one that do not follow one another make one all the same.

        Raises:
            Fault: where the file is not UTF-8.
        """
        try:
            text = source.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise Fault(f"{source.name} is not UTF-8", "Save it as UTF-8") from None
        entries: dict[str, _Entry] = {}
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                _take(line.removesuffix("\r"), number, entries, source.name, tally)
        tally.documents += len(entries)
        for entry in entries.values():
            yield entry.document(source.name, tally)


@dataclass(slots=True)
class _Entry:
    """What the lines of one number say."""

    id: str
    title: str | None = None
    abstract: str | None = None
    spans: list[Span] = field(default_factory=list)
    relations: list[tuple[str, list[str], tuple[tuple[str, str], ...]]] = field(default_factory=list)

    def document(self, file: str, tally: Tally) -> Document:
        """The document; between title and abstract stands one character, here a line break."""
        parts = [part for part in (self.title, self.abstract) if part is not None]
        relations = (replace(one, id=f"r{n}") for n, one in enumerate(self._relations(file, tally), 1))
        reading = Reading(spans=tuple(self.spans), relations=tuple(relations))
        return Document(self.id, "\n".join(parts) if parts else None, (reading,))

    def _relations(self, file: str, tally: Tally) -> Iterator[Relation]:
        first: dict[str, str] = {}
        for span in self.spans:
            for link in span.links:
                for id in (link.id, *re.split("[|;,]", link.id)):
                    first.setdefault(id, span.id)
        for label, (head, tail), attributes in self.relations:
            if head in first and tail in first:
                tally.ledger.change("import", "relation", label, FIRST_MENTIONS, f"{file} {self.id}")
                yield Relation("", label, first[head], first[tail], attributes)
            else:
                tally.ledger.drop("import", "relation", label, NO_MENTION, f"{file} {self.id}")


def _take(line: str, number: int, entries: dict[str, _Entry], file: str, tally: Tally) -> None:
    """Take in a line: of text, of a mention (offsets in the second and third column), or of a relation."""
    if found := _TEXT.fullmatch(line):
        entry = entries.setdefault(found[1], _Entry(found[1]))
        if found[2] == "t":
            entry.title = found[3]
        else:
            entry.abstract = found[3]
        return
    id, *rest = line.split("\t")
    if len(rest) >= 4 and _number(rest[0]) is not None and _number(rest[1]) is not None:
        tally.spans += 1
        entry = entries.setdefault(id, _Entry(id))
        entry.spans.append(_span(rest, len(entry.spans) + 1))
    elif len(rest) >= 3 and _number(rest[0]) is None:
        tally.relations += 1
        extra = tuple((f"column {n}", value) for n, value in enumerate(rest[3:], 5) if value)
        entries.setdefault(id, _Entry(id)).relations.append((rest[0], rest[1:3], extra))
    else:
        tally.refused.append(Refusal(file, number, "the line is no text, mention or relation"))


def _span(columns: list[str], n: int) -> Span:
    start, end, surface, label, *rest = columns
    links = (Link(rest[0]),) if rest and rest[0] not in _NO_ID else ()
    extra = tuple((f"column {k}", value) for k, value in enumerate(rest[1:], 7) if value)
    return Span(str(n), label, ((int(start), int(end)),), extra, links, surface=surface)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


FORMAT: Final = _PubTator()
