"""The grid of a text as SLATE counts it: lines, their words (by white space), the words' characters."""

from __future__ import annotations

import re
from typing import Final

from workbench.formats.exchange import Fragment
from workbench.formats.slate.items import Place, Point

_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_WORD: Final = re.compile(r"\S+")


class Grid:
    """Turns places into offsets in code points."""

    def __init__(self, text: str) -> None:
        self._lines: Final = [
            [(found.start() + word.start(), found.start() + word.end()) for word in _WORD.finditer(found[0])]
            for found in _LINE.finditer(text)
        ]
        words = [word for line in self._lines for word in line]
        self._all: Final = (words[0][0], words[-1][1]) if words else None

    def fragment(self, place: Place) -> Fragment:
        """The offsets of a place.

        Raises:
            ValueError: where the text has no such place.
        """
        first, last = place
        start, end = self._reach(first)[0], self._reach(last)[1]
        if start >= end:
            raise ValueError("holds a place whose end is before its start")
        return start, end

    def _reach(self, point: Point) -> Fragment:
        """The offsets of all that a point stands for."""
        try:
            match point:
                case ():
                    return self._document()
                case (line,):
                    words = self._lines[line]
                    return words[0][0], words[-1][1]
                case (line, word):
                    return self._lines[line][word]
                case _:
                    start, end = self._lines[point[0]][point[1]]
                    if point[2] >= end - start:
                        raise IndexError
                    return start + point[2], start + point[2] + 1
        except IndexError:
            raise ValueError("holds a place that the text does not have") from None

    def _document(self) -> Fragment:
        if self._all is None:
            raise IndexError
        return self._all
