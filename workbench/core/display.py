"""The display boundary: how text of unknown origin is made safe to show in a terminal.

Every mapping is one code point to one code point, so offsets in the shown text equal offsets in the stored text.
Tab, CR and LF pass through :func:`safe`, because wrapping handles them; :func:`safe_line` shows them too.
"""

from __future__ import annotations

import regex

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Marks, embeddings, overrides and isolates of the bidirectional algorithm (UAX 9)."""

ZERO_WIDTH = "\u00ad\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff"
"""Characters without a width; shown where they stand outside a grapheme cluster."""

_CONTROLS: dict[int, int] = {i: 0x2400 + i for i in range(0x20)} | {0x7F: 0x2421}
_CONTROLS |= dict.fromkeys(range(128, 160), 65533)
_CONTROLS |= {ord(c): 0x2E31 for c in BIDI}
_CONTROLS |= {0x2028: 0x2424, 0x2029: 0x2424, 0xFFF9: 0x25A1, 0xFFFA: 0x25A1, 0xFFFB: 0x25A1}
_CONTROLS |= dict.fromkeys((*range(917504, 917536),), 9633)
_CONTROLS |= dict.fromkeys(range(55296, 57344), 65533)
_LINE = dict(_CONTROLS)
for _kept in (0x09, 0x0A, 0x0D):
    del _CONTROLS[_kept]

_UNSAFE = regex.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\ud800-\\udfff\u2028\u2029\ufff9-\ufffb"
    + BIDI
    + ZERO_WIDTH
    + "\U000e0000-\U000e007f\ufe00-\ufe0f\U000e0100-\U000e01ef\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]"
)
_INVISIBLE = (
    frozenset(map(ord, ZERO_WIDTH))
    | frozenset(
        [0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]
    )
    | frozenset(range(0xE0020, 0xE0080))
)
_CLUSTER = regex.compile(r"\X")


def safe(text: str) -> str:
    """The text with every control, override and stray invisible character replaced by one visible glyph.

    Returns:
        A string of the same number of code points.
    """
    if text.isascii() and text.isprintable():
        return text
    if not _UNSAFE.search(text):
        return text
    return _show_invisible(text).translate(_CONTROLS)


def safe_line(text: str) -> str:
    """As :func:`safe`, with tab, CR and LF shown as glyphs too: for names, labels and one-line messages."""
    return safe(text).translate(_LINE)


def _show_invisible(text: str) -> str:
    """Replace invisible characters that open a grapheme cluster or follow a blank in it by a middle dot."""
    if not any(ord(c) in _INVISIBLE for c in text):
        return text
    out: list[str] = []
    for match in _CLUSTER.finditer(text):
        cluster = match.group()
        visible = len(cluster) > 1 and ord(cluster[0]) > 0x20 and ord(cluster[0]) not in _INVISIBLE
        out.append(cluster if visible else "".join("·" if ord(c) in _INVISIBLE else c for c in cluster))
    return "".join(out)
