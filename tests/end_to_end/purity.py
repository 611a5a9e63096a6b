"""Purity: which bytes of what a program sent to its terminal are not its own."""

from __future__ import annotations

import re

from tests.hostile import SENTINEL
from workbench.core.display import BIDI

_SEQUENCE = re.compile(rb"\x1b\[([0-?]*)([ -/]*)([@-~])|\x1b(.)", re.DOTALL)
_POINTER = re.compile(rb"\x1b\]22;[a-z-]*\x07")
"""Textual says which shape the mouse pointer should have."""
_OWN = {b"m", b"H", b"h", b"l", b"$p", b"u", b"J", b"K", b"A", b"B", b"C", b"D", b"G"}
"""Ends of the sequences the program has use for: style, place, modes, what a terminal can do, clearing."""
_MODES = {
    b"7",
    b"25",
    b"1000",
    b"1002",
    b"1003",
    b"1004",
    b"1006",
    b"1015",
    b"1016",
    b"1049",
    b"2004",
    b"2026",
    b"2048",
    b"2031",
}
_NEVER = frozenset(BIDI) | {chr(c) for c in (0x2028, 0x2029, 0xFFF9, 0xFFFA, 0xFFFB, *range(0x80, 0xA0), 0x7F)}


def foreign(raw: bytes, kept: str = "\r\n") -> list[str]:
    """What the program must not have sent: controls and sequences of another's making, in words that can be printed.

    ``kept`` are controls that the program sends of its own.
    """
    raw = _POINTER.sub(b"", raw)
    found: list[str] = []
    for match in _SEQUENCE.finditer(raw):
        why = _why(match)
        if why:
            found.append(f"{why}: {match.group()!r} in {raw[max(0, match.start() - 40) : match.end() + 40]!r}")
    text = _SEQUENCE.sub(b"", raw).decode("utf-8", "replace")
    found += [f"U+{ord(c):04X} {n} times" for c, n in _counts(text) if c in _NEVER or (c < " " and c not in kept)]
    return found


def _why(match: re.Match[bytes]) -> str:
    parameters, between, final, other = match.groups()
    if other is not None:
        return "an escape sequence"
    if between + final not in _OWN:
        return "an unknown sequence"
    if SENTINEL.encode() in parameters:
        return "a sequence of the text"
    if final in (b"h", b"l") and parameters.lstrip(b"?") not in _MODES:
        return "an unknown mode"
    return ""


def _counts(text: str) -> list[tuple[str, int]]:
    return sorted((c, text.count(c)) for c in set(text))
