"""Spacing: what stands between the words of CoNLL-U, in the words of its MISC column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

KEYS: Final = ("SpaceAfter", "SpacesAfter", "SpacesBefore")
"""The keys of MISC that tell of it."""

_SAID: Final = {"s": " ", "t": "\t", "r": "\r", "n": "\n", "p": "|", "\\": "\\"}
_ESCAPED: Final = {value: f"\\{key}" for key, value in _SAID.items()}
_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)


def after(misc: Mapping[str, str], default: str) -> str:
    """What stands behind a word."""
    if (said := misc.get("SpacesAfter")) is not None:
        return unescaped(said)
    return "" if misc.get("SpaceAfter") == "No" else default


def before(misc: Mapping[str, str]) -> str:
    """What stands before a word that is the first one."""
    return unescaped(misc.get("SpacesBefore", ""))


def told(gap: str, *, last: bool = False) -> list[str]:
    """The MISC parts that tell of a gap behind a word; a single blank needs none, but behind the ``last`` word."""
    if not gap:
        return ["SpaceAfter=No"]
    return [] if gap == " " and not last else [f"SpacesAfter={escaped(gap)}"]


def escaped(blank: str) -> str:
    """White space as MISC writes it; what has no escape stands as it is."""
    return "".join(_ESCAPED.get(char, char) for char in blank)


def unescaped(text: str) -> str:
    """White space that MISC wrote."""
    return _ESCAPE.sub(lambda found: _SAID.get(found[1], found[0]), text)
