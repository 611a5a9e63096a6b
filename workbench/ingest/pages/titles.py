"""The lines above a date line: the copies of the title, and the source between them and the date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from workbench.ingest.pages.boilerplate import LOGO
from workbench.ingest.pages.lines import Line, alike, text_before

LONGEST_SOURCE: Final = 80
LONGEST_TITLE: Final = 400


@dataclass(frozen=True, slots=True)
class Above:
    """A title found above a date line: its first line, what it says, the source, and how the title is printed.

    ``copies`` are "adjacent" (two lines), "apart" (a blank line between them) or "one".
    """

    top: int
    title: str
    source: str | None
    copies: str


def titles_above(lines: Sequence[Line], date: int, floor: int, below: str | None = None) -> Above | None:
    """Find the title above a date line: two copies of it, or one that is the line ``below`` the bullets.

    At most one line, the source, may stand between; nothing above the line ``floor`` is looked at.
    """
    nearest = text_before(lines, date, floor)
    if nearest is None:
        return None
    found = _copies(lines, nearest, floor, below)
    if found is not None:
        return found
    source = lines[nearest].text
    higher = text_before(lines, nearest, floor)
    found = None if higher is None or len(source) > LONGEST_SOURCE else _copies(lines, higher, floor, below)
    return None if found is None else replace(found, source=source)


def _copies(lines: Sequence[Line], last: int, floor: int, below: str | None) -> Above | None:
    """Take the line ``last`` as the lowest copy of a title, if a second copy proves it to be one."""
    title = lines[last].text
    higher = text_before(lines, last, floor)
    if len(title) > LONGEST_TITLE:
        return None
    if higher is not None and alike(lines[higher].text, title):
        return Above(higher, title, None, "adjacent" if higher == last - 1 else "apart")
    if below is not None and alike(below, title):
        return Above(last, title, None, "one")
    return None


def logo_above(lines: Sequence[Line], top: int) -> int | None:
    """Return the index of the site's logo where it stands directly above, else None."""
    above = text_before(lines, top)
    return above if above is not None and lines[above].text == LOGO else None
