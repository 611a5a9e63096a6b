"""What stands before the author's first sentence: breadcrumb, time stamp, caption, section word, byline, dateline."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from workbench.core.zone import Zone
from workbench.ingest.zones.captions import bare_caption, credited_caption
from workbench.ingest.zones.datelines import dateline
from workbench.ingest.zones.words import AGENCIES, CAPS_PERSON, MONTH, PERSON

_ZONE_OF_TIME: Final = r"(?: ?\([A-Z]{2,5}\)| (?:GMT|UTC|[A-Z]{2,3}T))"
_STAMP: Final = (
    r"(?:(?:Published|Updated|Posted|Last updated)(?: on| at|:)? )?"
    rf"{MONTH} [0-9]{{1,2}}, [0-9]{{4}},? (?:at )?[0-9]{{1,2}}:[0-9]{{2}}(?: ?[AaPp]\.?[Mm]\.?)?{_ZONE_OF_TIME}?"
)
_TIMESTAMP: Final = re.compile(rf"{_STAMP}(?=\s|\Z)")
_CRUMB_WORD: Final = r"(?:[A-Z][\w&'’-]*|from|of|in|and|the|&|>|›|»|\||/)"
_BREADCRUMB: Final = re.compile(rf"(?P<crumb>[A-Z][\w&'’-]*(?: {_CRUMB_WORD}){{0,7}}) (?P<stamp>{_STAMP})(?=\s|\Z)")

_STAFF: Final = rf"(?:,? {AGENCIES}|(?:,|/) ?[Ss]taff (?:[Ww]riter|[Rr]eporter)s?)"
_BYLINE: Final = re.compile(
    rf"B[yY] (?:{CAPS_PERSON}(?:(?:,? and |, ){CAPS_PERSON})*{_STAFF}?"
    rf"|{PERSON}(?:(?:,? and |, ){PERSON})*(?:,|/) ?[Ss]taff (?:[Ww]riter|[Rr]eporter)s?)(?=\s|\Z)"
)
_SECTION_WORD: Final = re.compile(rf"[a-z]+(?: [a-z]+)?(?=\s+{_BYLINE.pattern})")

_MOST: Final = 8


def opening_zones(body: str) -> list[Zone]:
    """Read zone after zone from the beginning of a body, until the author's text begins."""
    zones: list[Zone] = []
    at = 0
    for _ in range(_MOST):
        at += len(body[at:]) - len(body[at:].lstrip())
        found = next(filter(None, (read(body, at) for read in _READERS)), [])
        if not found:
            break
        zones += found
        at = found[-1].end
        if found[-1].kind == "dateline":
            break
    return zones


def _stamped(body: str, at: int) -> list[Zone]:
    """Read a time stamp, and the breadcrumb before it."""
    if found := _TIMESTAMP.match(body, at):
        return [Zone(at, found.end(), "timestamp")]
    crumbs = _BREADCRUMB.match(body, at)
    if crumbs is None:
        return []
    return [Zone(*crumbs.span("crumb"), "breadcrumb"), Zone(*crumbs.span("stamp"), "timestamp")]


def _byline(body: str, at: int) -> list[Zone]:
    """Read "By" and names in capitals, or names in mixed case that are called staff writers."""
    found = _BYLINE.match(body, at)
    return [Zone(at, found.end(), "byline")] if found else []


def _section_word(body: str, at: int) -> list[Zone]:
    """Read a stray word in small letters that stands before a byline: the name of the site's section."""
    found = _SECTION_WORD.match(body, at)
    return [Zone(at, found.end(), "section_word")] if found else []


_READERS: Final[tuple[Callable[[str, int], list[Zone]], ...]] = (
    _stamped,
    credited_caption,
    _byline,
    _section_word,
    dateline,
    bare_caption,
)
