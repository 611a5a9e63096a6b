"""Hints: a letter or two over each target, so that any of them can be picked from the home row."""

from __future__ import annotations

from typing import Final

LETTERS: Final = "asdfghjklewioruvncmptyqbxz"
"""Letters in the order in which they are handed out: the home row first."""


def labels(count: int, letters: str = LETTERS) -> list[str]:
    """As many hints as there are targets, as short as can be, of which none begins another.

    One letter each for up to 26 targets, at most two for up to 676, at most three beyond.
    """
    hints = list(letters)
    opened = 0
    while len(hints) - opened < count:
        hints += [hints[opened] + letter for letter in letters]
        opened += 1
    return hints[opened : opened + count]
