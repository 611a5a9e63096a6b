"""Reading CoNLL: sections of sentences as documents, whose text is put together from the words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Final

from workbench.core.fault import Fault
from workbench.formats.conll.columns import Columns, columns
from workbench.formats.conll.table import DOCSTART, Layout, Row, Sentence, layout, sentences
from workbench.formats.exchange import Document, Reading, Span
from workbench.formats.format import ReadOptions, Refusal, Tally
from workbench.formats.lines import lines
from workbench.formats.rebuilt import Rebuilt
from workbench.formats.source import Source
from workbench.formats.tagging import NAMELESS, chunks, labels_first

SAMPLE: Final = 50_000
"""Lines that show how a file is made; all of most files."""


def read(source: Source, tally: Tally, options: ReadOptions) -> Iterator[Document]:
    """The documents of a file: its ``-DOCSTART-`` sections, or the whole of it.

    Raises:
        Fault: where it is not UTF-8, or has no column of tags.
    """
    reading = _probed(source, tally, options)
    stem, several = source.path.stem, _several(source)
    before, n = tally.documents, 0
    for section in _sections(sentences(lines(source), reading.cut)):
        n += 1
        yield reading.document(f"{stem}-{n}" if several else stem, section)
    if not n:
        yield reading.document(stem, ())
    # By the rule of counting, words before the first -DOCSTART- are no section; they are a document all the same.
    tally.documents = max(tally.documents, before + 1)


def _probed(source: Source, tally: Tally, options: ReadOptions) -> _Reading:
    """What reads this file, by how its first lines are made."""
    sample = list(islice(lines(source), SAMPLE))
    cut = layout(sample)
    found = list(sentences(sample, cut))
    try:
        where = columns(found, cut.width, options.column) if any(one.rows for one in found) else Columns(0, 1, ())
    except Fault as fault:
        raise Fault(f"{source.name}: {fault.message}", fault.cure) from None
    for place in where.others:
        why = "only the words and one column of tags are read; --column chooses"
        tally.ledger.drop("import", "column", str(place + 1), why, source.name)
    suffixed = labels_first(_field(row, where.tags) for sentence in found for row in sentence.rows)
    return _Reading(source, tally, where, suffixed, cut)


def _several(source: Source) -> bool:
    """Whether a file has more than one section."""
    start = DOCSTART.encode()
    before, found, after = source.read().partition(start)
    return bool(found) and (bool(before.strip(b"\xef\xbb\xbf \t\r\n")) or b"\n" + start in after)


def _sections(found: Iterable[Sentence]) -> Iterator[Iterator[Sentence]]:
    """The sentences of each section, to be taken before the next one is asked for."""
    number = 0

    def section(sentence: Sentence) -> int:
        nonlocal number
        number += sentence.opens
        return number

    for _, group in groupby(found, section):
        yield group


@dataclass(frozen=True, slots=True)
class _Reading:
    """Turns one file's sections into documents."""

    source: Source
    tally: Tally
    where: Columns
    suffixed: bool
    cut: Layout

    def document(self, name: str, section: Iterable[Sentence]) -> Document:
        text = Rebuilt()
        spans: list[Span] = []
        for sentence in section:
            self.tally.documents += sentence.opens
            rows = [row for row in sentence.rows if self._whole(row)]
            first = text.sentence([_field(row, self.where.words) for row in rows], sentence.text) if rows else 0
            for chunk in chunks([_field(row, self.where.tags) for row in rows], suffixed=self.suffixed):
                fragment = text.fragment(first + chunk.first, first + chunk.end)
                spans.append(Span(str(len(spans) + 1), chunk.label, (fragment,)))
                if chunk.label == NAMELESS:
                    where = f"{name} {len(spans)}"
                    self.tally.ledger.change("import", "span", NAMELESS, "named so: its tags have no label", where)
        self.tally.spans += len(spans)
        return Document(
            name,
            text.text,
            (Reading(spans=tuple(spans)),),
            "codepoint",
            rebuilt=True,
            tokens=tuple(text.tokens),
            sentences=tuple(text.sentences),
        )

    def _whole(self, row: Row) -> bool:
        if len(row.fields) > max(self.where.words, self.where.tags):
            return True
        why = f"has {len(row.fields)} columns and not {self.cut.width}"
        self.tally.refused.append(Refusal(self.source.name, row.line, why))
        return False


def _field(row: Row, place: int) -> str:
    return row.fields[place] if place < len(row.fields) else ""
