"""Hyphens: words that the end of a printed line divided, put together."""

from __future__ import annotations

from typing import Final

import regex

_DIVIDED: Final = regex.compile(r"(?<=\p{L})(?:-|\u2010|\u00ad)\r?\n(?=\p{Ll})")
"""A hyphen (or a soft one) after a letter, at a line's end, before a small letter.

Before a capital the hyphen belongs to a name; after a blank it is a dash.
"""


def joined(text: str) -> tuple[str, int]:
    """The text with divided words put together, and how many they were.

    A compound that happens to be divided at its own hyphen loses it: on paper the two cannot be told apart.
    """
    return _DIVIDED.subn("", text)
