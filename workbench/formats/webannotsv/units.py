"""Units: a text cut into the sentences, tokens and parts of tokens that the rows of a WebAnno TSV file stand for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from workbench.formats.exchange import Fragment
from workbench.formats.inception.segments import Segments
from workbench.formats.tokens import touching

PARTS: Final = 9
"""Parts of one token at most: INCEpTION reads one digit."""


class Row(NamedTuple):
    """A row's place in the text, in code points, and its token; the whole token sorts before its parts."""

    token: int
    is_part: bool
    start: int
    end: int


@dataclass(slots=True)
class Units:
    """The rows of one file: a text's tokens, and the parts of them that spans begin or end in."""

    text: str
    segments: Segments
    parts: dict[int, set[Fragment]] = field(default_factory=dict)

    def rows(self, fragment: Fragment) -> list[Row]:
        """The rows under a fragment; one that is a part of a token is kept ready for it."""
        first, last = touching(self.segments.tokens, *fragment)
        return [self._row(token, fragment) for token in range(first, last)]

    def full(self, row: Row) -> bool:
        """Whether its token has as many parts as can be told apart, without this one."""
        parts = self.parts.get(row.token, set())
        return row.is_part and (row.start, row.end) not in parts and len(parts) >= PARTS

    def claim(self, row: Row) -> None:
        """Make room for a part of a token."""
        if row.is_part:
            self.parts.setdefault(row.token, set()).add((row.start, row.end))

    def whole(self, row: Row) -> Row:
        """The row of the whole token."""
        return Row(row.token, False, *self.segments.tokens[row.token])

    def id(self, row: Row) -> str:
        """How rows are called: sentence, token, and for a part its number."""
        sentence = bisect_right(self.segments.starts, row.token)
        name = f"{sentence}-{row.token - self.segments.starts[sentence - 1] + 1}"
        return f"{name}.{sorted(self.parts[row.token]).index((row.start, row.end)) + 1}" if row.is_part else name

    def sentences(self) -> Iterator[tuple[Fragment, list[Row]]]:
        """Each sentence's place, up to where the next one starts, and its rows."""
        tokens = self.segments.tokens
        for sentence in self.segments.sentences():
            end = tokens[sentence.stop][0] if sentence.stop < len(tokens) else len(self.text)
            yield (tokens[sentence.start][0], end), [row for token in sentence for row in self._of(token)]

    def _of(self, token: int) -> Iterator[Row]:
        yield Row(token, False, *self.segments.tokens[token])
        yield from (Row(token, True, *part) for part in sorted(self.parts.get(token, ())))

    def _row(self, token: int, fragment: Fragment) -> Row:
        left, right = self.segments.tokens[token]
        start, end = max(left, fragment[0]), min(right, fragment[1])
        return Row(token, (start, end) != (left, right), start, end)
