"""The hostile corpus: what a text from anywhere may hold to break a screen or to talk to the terminal behind it.

Every control carries a sentinel, so that a byte of a document is told from a byte of the program's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

SENTINEL: Final = "31337"
"""Stands in every control sequence below; nothing the program itself sends has it."""

ESC, CSI, OSC, DCS, ST = "\x1b", "\x9b", "\x9d", "\x90", "\x9c"

MARKUP: Final[Mapping[str, str]] = MappingProxyType(
    {
        "closing tag": "a [/] b",
        "closing nothing": "x [/foo] y",
        "link": "[link=http://x.invalid/31337]l[/link]",
        "action": "[@click=app.quit]press[/]",
        "action with bell": "[@click=app.bell('31337')]press",
        "colour": "[red]red[/red] [bold",
        "escaped": r"\[b] \\[i] [[/]]",
        "variable": "$primary $31337 {braces} %s %(x)s",
        "emoji code": ":skull: [see note 3]",
    }
)
"""What markup of Textual or Rich would take for more than text."""

CONTROLS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "clipboard": f"{ESC}]52;c;{SENTINEL}\x07",
        "title": f"{ESC}]0;{SENTINEL}\x07",
        "hyperlink": f"{ESC}]8;;http://x.invalid/{SENTINEL}{ESC}\\here{ESC}]8;;{ESC}\\",
        "colour": f"{ESC}[{SENTINEL}m{ESC}[38;2;3;1;{SENTINEL}m",
        "clear": f"{ESC}[2;{SENTINEL}J{ESC}[{SENTINEL};1H",
        "report": f"{ESC}[6;{SENTINEL}n",
        "reset": f"{ESC}c{SENTINEL}{ESC}(0",
        "device control": f"{ESC}P{SENTINEL}q{ESC}\\",
        "mode": f"{ESC}[?{SENTINEL}h{ESC}[?1049;{SENTINEL}l",
        "C1 sequence": f"{CSI}{SENTINEL}m{OSC}0;{SENTINEL}{ST}{DCS}{SENTINEL}{ST}",
        "every C1": "".join(map(chr, range(0x80, 0xA0))),
        "every C0": "".join(chr(i) for i in range(1, 0x20) if chr(i) not in "\t\n\r") + "\x7f",
        "shifts": f"\x0e{SENTINEL}\x0f\x08\x08\x08",
        "bell": f"\x07{SENTINEL}\x07",
    }
)
"""What a terminal would obey."""

UNSEEN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "override": "safe \u202egnp.exe\u202c end",
        "isolates": "a \u2066b \u2067c \u2068d \u2069e",
        "embeddings": "\u202aone\u202btwo\u202dthree\u202c",
        "marks": "l\u200er\u200fa\u061c",
        "zero width": "pass\u200bword \u2060join \ufeffmark soft\u00adhyphen",
        "tags": "a\U000e0041\U000e0042\U000e007fb",
        "selectors": "x\ufe0fy\U000e0100z\u034f",
        "fillers": "\u3164\u115f\u1160\uffa0\u17b4",
        "separators": "line\u2028paragraph\u2029end",
        "annotation": "\ufff9base\ufffaruby\ufffb",
        "noncharacters": "\ufffe\uffff\U0001fffe\ue000\U000f0000",
    }
)
"""What nobody sees, or what makes text look other than it is."""

SHAPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "family": "👩\u200d👩\u200d👧\u200d👦 👍🏽 🇯🇵🇩 ☕\ufe0f 1\ufe0f\u20e3",
        "flag of tags": "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "flag": "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "joined for ever": "\u200d".join("👩" * 40),
        "right to left": "שלום עולם — مرحبا بالعالم 123 abc",
        "combining storm": "Z" + "".join(map(chr, range(0x300, 0x370))) * 3 + " a" + "\u0489" * 60,
        "only combining": "\u0301\u0302\u0303 \u0e33\u0e33",
        "wide": "東京都千代田区霞が関、「全角」ＡＢＣ　ﾊﾝｶｸ ｶﾞ",
        "Indic": "क्षि त्रि ज्ञ நி กำ ស្ត្រី",
        "Hangul by parts": "\u1112\u1161\u11ab\u1100\u116e\u11a8",
        "letters of mathematics": "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ℌ ﷽ ꧅ ⸻ ﷽",
        "blanks": "a\u00a0b\u2003c\u3000d\u1680e\u202ff\u205fg",
    }
)
"""What has another width than its length."""

LINES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "very long line": "word " * 4000,
        "very long word": "x" * 6000,
        "breaks of all kinds": "one\r\ntwo\rthree\n\n\r\n\rfour\x0bfive\x0csix\x85seven\u2028eight\u2029nine\n",
        "only breaks": "\r\n\r\n\n\n\r\r",
        "only a blank": " ",
        "tabs": "\ta\tbb\tccc\t\t界\tend\t",
        "blanks at ends": "   begins   and ends   \n   \n  ",
    }
)
"""What is hard to wrap."""

_GROUPS: Final = {"markup": MARKUP, "control": CONTROLS, "unseen": UNSEEN, "shape": SHAPES, "line": LINES}
_GROUPS: Final = {"markup": MARKUP, "control": CONTROLS, "unseen": UNSEEN, "shape": SHAPES, "line": LINES}
PIECES: Final[Mapping[str, str]] = MappingProxyType(
    {f"{group}: {name}": text for group, texts in _GROUPS.items() for name, text in texts.items()}
)
"""The whole corpus by name."""

SHORT: Final = tuple(text for text in PIECES.values() if 0 < len(text) <= 60 and text.strip())
"""What fits where a name, a title or a note goes."""


def document() -> str:
    """One document that holds everything, each piece after a plain word, so that a cursor can reach it."""
    return "Start here. " + "\n".join(f"Piece {i} {text} end." for i, text in enumerate(PIECES.values())) + "\nThe end."


def handles() -> Iterator[str]:
    """Names that somebody may give themselves where only blanks, C0, C1 and a few marks are refused."""
    for text in SHORT:
        name = "".join(c for c in text if not (c.isspace() or c < " " or "\x7f" <= c < "\xa0" or c in ",:/\\"))[:64]
        if name:
            yield name
