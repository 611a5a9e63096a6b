"""A raw page as lines: each line's text without its surrounding whitespace, and where that text stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

BOM: Final = "\ufeff"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: ``text`` is ``raw[start:end]``, stripped; an empty line stands where its line begins."""

    text: str
    start: int
    end: int


def read_lines(raw: str) -> list[Line]:
    """Split at LF (a CR before it is whitespace); a leading BOM is counted in the offsets but belongs to no line."""
    at = len(BOM) if raw.startswith(BOM) else 0
    lines = []
    for printed in raw[at:].split("\n"):
        text = printed.strip()
        start = at + len(printed) - len(printed.lstrip()) if text else at
        lines.append(Line(text, start, start + len(text)))
        at += len(printed) + 1
    return lines


def alike(one: str, other: str) -> bool:
    """Tell whether two lines are copies of each other, whatever their runs of whitespace."""
    return one == other or one.split() == other.split()


def text_before(lines: Sequence[Line], index: int, floor: int = 0) -> int | None:
    """Return the index of the nearest line with text above ``index`` and not above ``floor``, or None."""
    return next((k for k in range(index - 1, floor - 1, -1) if lines[k].text), None)


def text_from(lines: Sequence[Line], index: int) -> int | None:
    """Return the index of the first line with text at or below ``index``, or None."""
    return next((k for k in range(index, len(lines)) if lines[k].text), None)
