"""The rebuilt text: for files that hold tokens and no text; words go in, offsets in code points come out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import StringIO

from workbench.formats.exchange import Fragment


@dataclass(slots=True)
class Rebuilt:
    """A text that grows by words and what stands between them."""

    tokens: list[Fragment] = field(default_factory=list)
    sentences: list[Fragment] = field(default_factory=list)
    _text: StringIO = field(default_factory=lambda: StringIO(newline=""))
    _at: int = 0

    @property
    def text(self) -> str:
        """The text so far."""
        return self._text.getvalue()

    def gap(self, blank: str) -> None:
        """Add what stands between words."""
        self._text.write(blank)
        self._at += len(blank)

    def word(self, word: str) -> None:
        """Add a word."""
        self.tokens.append((self._at, self._at + len(word)))
        self.gap(word)

    def sentence(self, words: Sequence[str], text: str | None = None) -> int:
        """Add a sentence on a line of its own; returns the place of its first token.

        Args:
            words: its words.
            text: the sentence as it was, where that is known; without it, or where the words do not lie along it,
                they stand one blank apart.
        """
        first = len(self.tokens)
        if first:
            self.gap("\n")
        gaps = (None if text is None else gaps_between(words, text)) or ["", *[" "] * (len(words) - 1), ""]
        for gap, word in zip(gaps, words, strict=False):
            self.gap(gap)
            self.word(word)
        self.gap(gaps[-1])
        self.end_sentence(first)
        return first

    def end_sentence(self, first: int) -> None:
        """Mark the tokens since ``first`` as a sentence."""
        if len(self.tokens) > first:
            self.sentences.append((self.tokens[first][0], self.tokens[-1][1]))

    def fragment(self, first: int, end: int) -> Fragment:
        """The offsets of the tokens [first, end).

        Raises:
            ValueError: where there are no such tokens.
        """
        if not 0 <= first < end <= len(self.tokens):
            raise ValueError("tokens that are not there")
        return self.tokens[first][0], self.tokens[end - 1][1]


def joined(sentences: Iterable[Sequence[str]]) -> Rebuilt:
    """The text of sentences of words."""
    out = Rebuilt()
    for words in sentences:
        out.sentence(words)
    return out


def gaps_between(words: Sequence[str], text: str) -> list[str] | None:
    """What stands before each word and after the last one; None where a text is not the words and white space."""
    gaps: list[str] = []
    at = 0
    for word in words:
        found = text.find(word, at)
        if found < 0 or text[at:found].strip():
            return None
        gaps.append(text[at:found])
        at = found + len(word)
    return None if text[at:].strip() else [*gaps, text[at:]]
