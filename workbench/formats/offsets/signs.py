"""Signs: how well a reading of a span's offsets fits the text; nothing is counted against one that looks right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from unicodedata import category

import regex

ASTRAY: Final = 2
"""Signs against a fragment that lies nowhere, or in another text: as many as there can be."""


def against_surface(text: str, fragments: Sequence[tuple[int, int] | None], surface: str) -> int:
    """2 where the text of the fragments is not what the file gives for it, 1 where only white space differs, else 0.

    A run of white space is as good as a blank, because tools write a line break as one and join fragments with one.
    """
    if None in fragments:
        return ASTRAY
    read = [text[a:b] for a, b in filter(None, fragments)]
    if _blanked(" ".join(read)) == _blanked(surface):
        return 0
    return 1 if "".join("".join(read).split()) == "".join(surface.split()) else ASTRAY


def _blanked(text: str) -> str:
    return regex.sub(r"\s+", " ", text)


def against_edges(text: str, fragments: Sequence[tuple[int, int] | None]) -> int:
    """How many edges stand on white space or inside a word; a fragment that lies nowhere counts as two."""
    return sum(ASTRAY if place is None else _untidy(text, *place) for place in fragments)


def _untidy(text: str, start: int, end: int) -> int:
    return _edge(text, start, after=True) + _edge(text, end, after=False)


def _edge(text: str, at: int, *, after: bool) -> bool:
    """Whether an edge is untidy; ``after`` says that the span lies after it."""
    left, right = text[at - 1 : at] if at else "", text[at : at + 1]
    if (right if after else left).isspace():
        return True
    if not left or not right:
        return False
    return (_of_word(left) and _of_word(right)) or _extends(right) or left == JOINER


def _of_word(character: str) -> bool:
    return character.isalnum() or category(character)[0] == "M"


def _extends(character: str) -> bool:
    """Whether a character belongs to the one before it: a mark, a joiner, a selector, a skin tone."""
    return character == JOINER or category(character)[0] == "M" or "\U0001f3fb" <= character <= "\U0001f3ff"


JOINER: Final = "\u200d"
