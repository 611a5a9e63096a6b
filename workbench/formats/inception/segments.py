"""Segments: a text's tokens and sentences as INCEpTION needs them: all that is not blank is in a token."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from workbench.formats.exchange import Document, Fragment

_WORD: Final = re.compile(r"\S+")
_BREAKS: Final = re.compile(r"[\t\n\r]")


class Segments(NamedTuple):
    """Tokens in order, and the first token of each sentence."""

    tokens: tuple[Fragment, ...]
    starts: tuple[int, ...]

    def sentences(self) -> list[range]:
        """The tokens of each sentence."""
        return [range(first, last) for first, last in pairwise((*self.starts, len(self.tokens)))]


def segments(document: Document) -> Segments:
    """The document's own tokens and sentences, completed.

    A token that is blank, or holds a TAB or a line end, is cut at its white space, because it must fit into a row;
    what no token covers is cut likewise. A document without sentences has one a line.
    """
    text = document.text or ""
    tokens = tuple(_tokens(text, sorted(document.tokens)))
    marks = sorted(start for start, _ in document.sentences) or [found.end() for found in re.finditer("\n", text)]
    starts = [0] if tokens else []
    for mark in marks:
        token = bisect_right(tokens, mark - 1, key=lambda token: token[0])
        if starts and starts[-1] < token < len(tokens):
            starts.append(token)
    return Segments(tokens, tuple(starts))


def _tokens(text: str, given: Sequence[Fragment]) -> Iterator[Fragment]:
    at = 0
    for start, end in given:
        if start < at:
            continue
        yield from _words(text, at, start)
        inner = text[start:end]
        if _BREAKS.search(inner) or inner != inner.strip():
            yield from _words(text, start, end)
        elif inner:
            yield start, end
        at = max(at, end)
    yield from _words(text, at, len(text))


def _words(text: str, start: int, end: int) -> Iterable[Fragment]:
    return (found.span() for found in _WORD.finditer(text, start, end))
