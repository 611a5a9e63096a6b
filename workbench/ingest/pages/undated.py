"""Heads that print no date, or one that cannot be read: known by three copies of a title, or by the logo and two."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.ingest.pages.boilerplate import LOGO, footer_rank
from workbench.ingest.pages.dates import date_line, glued_date
from workbench.ingest.pages.head import Head
from workbench.ingest.pages.labels import bullet
from workbench.ingest.pages.lines import Line, alike, text_from
from workbench.ingest.pages.titles import LONGEST_SOURCE, LONGEST_TITLE

_ICON = "time"
_REACH = 16


def undated_head(lines: Sequence[Line], index: int) -> Head | None:
    """Return the head that begins at ``index`` without a date line, or None."""
    return _own_page(lines, index) if lines[index].text == LOGO else _listed(lines, index)


def _own_page(lines: Sequence[Line], logo: int) -> Head | None:
    """Read logo, title, title, and perhaps the source alone between blank lines: an article's own page."""
    first = text_from(lines, logo + 1)
    second = None if first is None else text_from(lines, first + 1)
    if first is None or second is None or not alike(lines[first].text, lines[second].text):
        return None
    if len(lines[first].text) > LONGEST_TITLE:
        return None
    after = second + 1
    source = None
    below = text_from(lines, after)
    if below is not None and _is_source(lines, below):
        source, after = lines[below].text, below + 1
        below = text_from(lines, after)
    if below is None or date_line(lines[below].text) or glued_date(lines[below].text):
        return None
    return Head(logo, after, lines[first].text, source, None, (), "article", sure=True)


def _is_source(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line is a name alone between blank lines, with a body below."""
    text = lines[at].text
    short = len(text) <= LONGEST_SOURCE and not text.endswith((".", "!", "?", "'", '"'))
    if not short or date_line(text) or glued_date(text) or footer_rank(text) is not None:
        return False
    return at + 1 < len(lines) and not lines[at + 1].text


def _listed(lines: Sequence[Line], index: int) -> Head | None:
    """Read title, title, at most a source and an unreadable date, bullets, title."""
    title = lines[index].text
    if index + 1 >= len(lines) or not alike(lines[index + 1].text, title) or len(title) > LONGEST_TITLE:
        return None
    plain: list[str] = []
    bullets: list[str] = []
    for at in range(index + 2, min(index + _REACH, len(lines))):
        text = lines[at].text
        if bullets and alike(text, title):
            source, printed = _source_and_date(plain)
            return Head(index, at + 1, title, source, printed, tuple(bullets), "copies", sure=True)
        value = bullet(text)
        if value is not None:
            bullets.append(value)
        elif text:
            plain.append(text)
        if len(plain) > 2 or len(text) > LONGEST_SOURCE or (text and date_line(text)) or (bullets and plain[2:]):
            return None
    return None


def _source_and_date(plain: Sequence[str]) -> tuple[str | None, str | None]:
    """Tell source and date among the lines between the copies: the date has the icon, or stands second."""
    if len(plain) == 2:
        return plain[0], plain[1].removeprefix(_ICON)
    if plain and plain[0].startswith(_ICON) and plain[0] != _ICON:
        return None, plain[0].removeprefix(_ICON)
    return (plain[0], None) if plain else (None, None)
