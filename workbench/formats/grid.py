"""The grid: a document as sentences of words, for formats that know nothing smaller."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workbench.formats.exchange import Document, Fragment, Reading, Span
from workbench.formats.tokens import touching


@dataclass(frozen=True, slots=True)
class Grid:
    """Words by their place in the document; ``sentences`` are ranges of places, none empty, one after the other."""

    text: str
    tokens: tuple[Fragment, ...]
    sentences: tuple[range, ...]

    def words(self, places: Iterable[int]) -> list[str]:
        """The words at these places."""
        return [self.text[slice(*self.tokens[i])] for i in places]

    def gap(self, place: int) -> str:
        """What stands between a word and the next one, or the end of the text."""
        after = self.tokens[place + 1][0] if place + 1 < len(self.tokens) else len(self.text)
        return self.text[self.tokens[place][1] : after]

    def reach(self, span: Span) -> tuple[int, int]:
        """The places [first, end) of the words that a span covers, gaps between its fragments included."""
        return touching(self.tokens, span.fragments[0][0], span.fragments[-1][1])

    def pieces(self, span: Span) -> list[tuple[int, int]]:
        """The places [first, end) of the words under each fragment; fragments that touch are one."""
        out: list[tuple[int, int]] = []
        for start, end in span.fragments:
            first, last = touching(self.tokens, start, end)
            if out and out[-1][1] >= first:
                first, last = out.pop()[0], max(last, first)
            out.append((first, last))
        return out

    def sentence_of(self, place: int) -> int:
        """Which sentence the word stands in."""
        return bisect_right(self.sentences, place, key=lambda sentence: sentence.start) - 1


def grid(document: Document, *, whole: Iterable[Span] = ()) -> Grid:
    """The document's words, white space left out, in its sentences; each line is one where it names none.

    Args:
        document: with offsets in code points, and tokens in order.
        whole: spans that no sentence may break.
    """
    text = document.text or ""
    tokens = tuple((start, end) for start, end in document.tokens if text[start:end].strip())
    bare = Grid(text, tokens, (range(len(tokens)),) if tokens else ())
    starts = set(_given(document, tokens) if document.sentences else _lines(bare))
    for span in whole:
        starts.difference_update(range(bare.reach(span)[0] + 1, bare.reach(span)[1]))
    edges = sorted({0, *starts})
    ranges = (range(a, b) for a, b in zip(edges, [*edges[1:], len(tokens)], strict=True))
    return Grid(text, tokens, tuple(one for one in ranges if one))


def sole(document: Document) -> Reading:
    """The one reading of a document whose format holds the work of one annotator; an empty one where there is none."""
    return document.readings[0] if document.readings else Reading()


def _given(document: Document, tokens: tuple[Fragment, ...]) -> Iterator[int]:
    for start, _ in document.sentences:
        yield bisect_left(tokens, start, key=lambda token: token[0])


def _lines(bare: Grid) -> Iterator[int]:
    return (i + 1 for i in range(len(bare.tokens) - 1) if "\n" in bare.gap(i))
