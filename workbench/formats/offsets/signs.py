"""Signs: how well a reading of a span's offsets fits the text; nothing is counted against one that looks right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from unicodedata import category

ASTRAY: Final = 2
"""Signs against a fragment that lies nowhere in the text: as many as a fragment can have."""


def against_surface(text: str, fragments: Sequence[tuple[int, int] | None], surface: str) -> int:
    """1 where the text of the fragments is not what the file gives for it, white space aside; else 0.

    White space is left out of the comparison because tools write a line break as a blank and join fragments with one.
    """
    read = "".join(text[a:b] for a, b in filter(None, fragments))
    return int(None in fragments or "".join(read.split()) != "".join(surface.split()))


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
