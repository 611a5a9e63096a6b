"""Writing CoNLL: ``word TAB tag``, an empty line after each sentence, ``-DOCSTART-`` before each document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from workbench.core.ledger import Ledger
from workbench.formats.conll.table import DOCSTART
from workbench.formats.exchange import Document, Span
from workbench.formats.grid import Grid, grid, sole
from workbench.formats.tagging import Chunk, tags

_BREAKS: Final = str.maketrans("\t\n\r", "   ")
WORD_CHANGED: Final = "a word that the format cannot hold was written another way"
RENAMED: Final = "written as {}: tags hold no blanks"


def write(documents: Iterable[Document], out: BinaryIO, scheme: str, ledger: Ledger) -> None:
    """Write documents whose spans do not overlap."""
    for document in documents:
        out.write("".join(f"{line}\n" for line in _lines(document, scheme, ledger)).encode())


def _lines(document: Document, scheme: str, ledger: Ledger) -> Iterator[str]:
    spans = sole(document).spans
    words = grid(document, whole=spans)
    chunks = sorted(_chunk(span, words, document, ledger) for span in spans)
    yield f"{DOCSTART}\tO"
    yield ""
    for sentence in words.sentences:
        inside = [c for c in chunks if sentence.start <= c.first < sentence.stop]
        moved = [Chunk(c.first - sentence.start, c.end - sentence.start, c.label) for c in inside]
        for word, tag in zip(words.words(sentence), tags(moved, len(sentence), scheme), strict=True):
            yield f"{_word(word, document, ledger)}\t{tag}"
        yield ""


def _chunk(span: Span, words: Grid, document: Document, ledger: Ledger) -> Chunk:
    first, end = words.reach(span)
    label = "_".join(span.label.split())
    if label != span.label:
        ledger.change("spans", "span", span.label, RENAMED.format(label), f"{document.name} {span.id}")
    return Chunk(first, end, label)


def _word(word: str, document: Document, ledger: Ledger) -> str:
    kept = word.translate(_BREAKS)
    if kept == DOCSTART:
        kept = "- DOCSTART -"
    if kept != word:
        ledger.change("documents", "word", "", WORD_CHANGED, document.name)
    return kept
