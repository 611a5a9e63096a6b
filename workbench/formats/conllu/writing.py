"""Writing CoNLL-U: words with their spacing, and entities as brackets in MISC; what it needs else is ``_``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import BinaryIO, Final

from workbench.core.ledger import Ledger
from workbench.formats.conllu import spacing
from workbench.formats.conllu.brackets import OURS, opening
from workbench.formats.exchange import Document, Span
from workbench.formats.grid import Grid, grid, sole
from workbench.formats.losses import give_up

NO_WORDS: Final = "it has no words, and the format holds nothing else"
LEFT_OUT: Final = "text between its words is not written"
_BREAKS: Final = str.maketrans("\t\n\r", "   ")


def write(documents: Iterable[Document], out: BinaryIO, ledger: Ledger) -> None:
    """Write documents, their mentions numbered through the whole file."""
    numbers = count(1)
    declared = f"# global.Entity = {'-'.join(OURS)}"
    for document in documents:
        words = grid(document, whole=sole(document).spans)
        if not words.tokens:
            give_up(ledger, "documents", "document", "", NO_WORDS, document.name)
            continue
        lines = _lines(document, words, _Brackets(words, numbers).of(sole(document).spans), ledger, declared)
        out.write("".join(f"{line}\n" for line in lines).encode())
        declared = ""


def _lines(document: Document, words: Grid, marked: dict[int, str], ledger: Ledger, declared: str) -> Iterator[str]:
    name = _line(document.name)
    yield f"# newdoc id = {name}"
    if declared:
        yield declared
    for number, sentence in enumerate(words.sentences, 1):
        yield f"# sent_id = {name.replace(' ', '_')}-{number}"
        start, end = words.tokens[sentence.start][0], words.tokens[sentence.stop - 1][1]
        yield f"# text = {_line(words.text[start:end])}"
        for place, form in zip(sentence, words.words(sentence), strict=True):
            parts = _misc(place, words, marked, document, ledger)
            yield "\t".join(
                (str(place - sentence.start + 1), form.translate(_BREAKS), *"_______", "|".join(parts) or "_")
            )
        yield ""


def _misc(place: int, words: Grid, marked: dict[int, str], document: Document, ledger: Ledger) -> list[str]:
    parts = [f"Entity={marked[place]}"] if place in marked else []
    gap, last = words.gap(place), place == len(words.tokens) - 1
    lead = words.text[: words.tokens[0][0]] if place == 0 else ""
    if gap.strip() or lead.strip():
        ledger.change("documents", "text", "", LEFT_OUT, document.name)
        gap, lead = " " if gap.strip() else gap, "" if lead.strip() else lead
    if lead:
        parts.append(f"SpacesBefore={spacing.escaped(lead)}")
    return sorted([*parts, *spacing.told(gap, last=last)])


def _line(text: str) -> str:
    return text.translate(_BREAKS).strip()


@dataclass(slots=True)
class _Brackets:
    """Makes the brackets of a document, by the place of the word they stand on."""

    words: Grid
    numbers: Iterator[int]
    _opened: dict[int, list[tuple[int, int, str]]] = field(default_factory=dict)
    _closed: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    _entities: dict[tuple[str, ...], tuple[str, list[tuple[int, int]]]] = field(default_factory=dict)

    def of(self, spans: Iterable[Span]) -> dict[int, str]:
        """The value of ``Entity=`` for every word that has one."""
        for span in spans:
            self._add(span)
        return {
            place: "".join(
                [text for _, text in sorted(self._closed.get(place, ()))]
                + [text for *_, text in sorted(self._opened.get(place, ()))]
            )
            for place in {*self._opened, *self._closed}
        }

    def _add(self, span: Span) -> None:
        pieces = self.words.pieces(span)
        links = [link.id for link in span.links]
        id = self._entity(tuple(sorted(links)), pieces)
        for n, (first, end) in enumerate(pieces, 1):
            part = f"[{n}/{len(pieces)}]" if len(pieces) > 1 else ""
            text = opening(id, span.label, links, span.attributes, part)
            if end - first == 1:
                text += ")"
            else:
                self._closed.setdefault(end - 1, []).append((-first, f"{id}{part})"))
            self._opened.setdefault(first, []).append((-end, len(self._opened.get(first, ())), text))

    def _entity(self, links: tuple[str, ...], pieces: list[tuple[int, int]]) -> str:
        """An entity's id: one for all spans of the same links, unless closing brackets could then be mistaken."""
        if not links or len(pieces) > 1:
            return f"e{next(self.numbers)}"
        ((first, end),) = pieces
        if links not in self._entities:
            self._entities[links] = (f"e{next(self.numbers)}", [])
        id, there = self._entities[links]
        if any(a < first < b < end or first < a < end < b for a, b in there):
            return f"e{next(self.numbers)}"
        there.append((first, end))
        return id
