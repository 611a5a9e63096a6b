"""Reading CoNLL: sections of sentences as documents, whose text is put together from the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.core.fault import Fault
from workbench.formats.conll.columns import Columns, columns
from workbench.formats.conll.table import Layout, Row, Sentence, layout, sentences
from workbench.formats.exchange import Document, Reading, Span
from workbench.formats.format import ReadOptions, Refusal, Tally
from workbench.formats.lines import lines
from workbench.formats.rebuilt import Rebuilt
from workbench.formats.source import Source
from workbench.formats.tagging import NAMELESS, chunks, labels_first


def read(source: Source, tally: Tally, options: ReadOptions) -> Iterator[Document]:
    """The documents of a file: its ``-DOCSTART-`` sections, or the whole of it.

    Raises:
        Fault: where it is not UTF-8, or has no column of tags.
    """
    every = lines(source)
    cut = layout(every)
    found = list(sentences(every, cut))
    try:
        where = columns(found, cut.width, options.column) if any(one.rows for one in found) else Columns(0, 1, ())
    except Fault as fault:
        raise Fault(f"{source.name}: {fault.message}", fault.cure) from None
    for place in where.others:
        why = "only the words and one column of tags are read; --column chooses"
        tally.ledger.drop("import", "column", str(place + 1), why, source.name)
    suffixed = labels_first(_field(row, where.tags) for sentence in found for row in sentence.rows)
    reading = _Reading(source, tally, where, suffixed, cut)
    parts = _sections(found) or [[]]
    # By the rule of counting, words before the first -DOCSTART- are no section; they are a document all the same.
    tally.documents += sum(sentence.opens for sentence in found) or 1
    for n, section in enumerate(parts, 1):
        yield reading.document(source.path.stem if len(parts) == 1 else f"{source.path.stem}-{n}", section)


def _sections(found: Sequence[Sentence]) -> list[list[Sentence]]:
    out: list[list[Sentence]] = []
    for sentence in found:
        if sentence.opens or not out:
            out.append([])
        out[-1].append(sentence)
    return out


@dataclass(frozen=True, slots=True)
class _Reading:
    """Turns one file's sections into documents."""

    source: Source
    tally: Tally
    where: Columns
    suffixed: bool
    cut: Layout

    def document(self, name: str, section: Sequence[Sentence]) -> Document:
        text = Rebuilt()
        spans: list[Span] = []
        for sentence in section:
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
