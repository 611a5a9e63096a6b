"""The layouts: from each date line outward, the head of an article that stands around it, or none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workbench.ingest.pages.boilerplate import is_header
from workbench.ingest.pages.dates import date_line, glued_date
from workbench.ingest.pages.head import Head, with_header
from workbench.ingest.pages.labels import bullet, equals_any, same_mark
from workbench.ingest.pages.lines import Line, alike, text_before, text_from
from workbench.ingest.pages.titles import LONGEST_SOURCE, LONGEST_TITLE, logo_above, titles_above
from workbench.ingest.pages.undated import undated_head

_MOST_BULLETS: Final = 3
_SHORT_TITLE: Final = 200


def find_heads(lines: Sequence[Line]) -> list[Head]:
    """Return every head on the page in the order of their lines, without overlaps; a sure one wins over a neighbour."""
    heads: list[Head] = []
    for index, line in enumerate(lines):
        head = _head_at(lines, index, _floor(heads)) if line.text else None
        if head is None:
            continue
        if heads and head.top < heads[-1].first:
            if heads[-1].sure or not head.sure:
                continue
            heads.pop()
        heads.append(with_header(lines, head))
    return heads


def _floor(heads: Sequence[Head]) -> int:
    """Return the line above which a new head may not reach: where the last sure head ends."""
    return next((head.first for head in reversed(heads) if head.sure), 0)


def _head_at(lines: Sequence[Line], index: int, floor: int) -> Head | None:
    """Return the head whose date (or, without one, whose title) is the line at ``index``."""
    text = lines[index].text
    if dated := date_line(text):
        printed, icon = dated
        return _with_copies(lines, index, floor, printed, icon) or _titled_once(lines, index, printed)
    found = None
    if glued := glued_date(text):
        found = _glued(lines, index, floor, *glued)
    return found or undated_head(lines, index)


def _with_copies(lines: Sequence[Line], date: int, floor: int, printed: str, icon: bool) -> Head | None:
    """Read title, title, source, date, bullets, title; or, without bullets and third copy, an article's own date."""
    above = titles_above(lines, date, floor)
    bullets, after = _bullets(lines, date + 1, above.title if above else None)
    third = text_from(lines, after)
    below = lines[third].text if third is not None else None
    above = above or titles_above(lines, date, floor, below)
    if above is None or (above.copies == "one" and not icon and (not bullets or third == after)):
        return None
    closed = third is not None and below is not None and alike(below, above.title)
    twice = above.copies != "one"
    return Head(
        above.top,
        third + 1 if closed and third is not None else after,
        below if closed else above.title,
        above.source,
        printed,
        tuple(bullets),
        "copies" if bullets or closed or above.copies == "adjacent" else "article",
        sure=(twice and (bool(bullets) or closed or icon)) or (bool(bullets) and closed),
    )


def _bullets(lines: Sequence[Line], first: int, title: str | None) -> tuple[list[str], int]:
    """Collect the bullets below a date, blank lines or not; a title that looks like a bullet is none."""
    bullets: list[str] = []
    after = first
    while len(bullets) < _MOST_BULLETS and (at := text_from(lines, after)) is not None:
        value = bullet(lines[at].text)
        if value is None or (title is not None and alike(lines[at].text, title)):
            break
        if bullets and not same_mark(lines[after - 1].text, lines[at].text):
            break
        bullets.append(value)
        after = at + 1
    return bullets, after


def _titled_once(lines: Sequence[Line], date: int, printed: str) -> Head | None:
    """Read source, date, bullets and title on adjacent lines: the layout without copies."""
    bullets = _adjacent_bullets(lines, date)
    source = _source_line(lines, date, bullets)
    named = None if source is None else lines[source].text
    agreed = named is not None and equals_any(named, bullets)
    if bullets and not (agreed or _has_title(lines, date + 1 + len(bullets))):
        bullets.pop()
    title = date + 1 + len(bullets)
    fenced = date == 0 or source is not None or not lines[date - 1].text or is_header(lines[date - 1].text)
    if not fenced or not _is_title(lines, title, bool(bullets)):
        return None
    text: str | None = lines[title].text
    if len(lines[title].text) > LONGEST_TITLE:
        text, title = None, title - 1
    return Head(date if source is None else source, title + 1, text, named, printed, tuple(bullets), "once", agreed)


def _is_title(lines: Sequence[Line], at: int, listed: bool) -> bool:
    """Tell whether a line can be a title; without bullets above, it must be short and its body directly below."""
    if at >= len(lines) or not lines[at].text or date_line(lines[at].text) or is_header(lines[at].text):
        return False
    return listed or (len(lines[at].text) <= _SHORT_TITLE and at + 1 < len(lines) and bool(lines[at + 1].text))


def _has_title(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a title stands below the bullets: else the last of them is a title that begins with a dash."""
    alone = at + 1 >= len(lines) or not lines[at + 1].text
    return at >= len(lines) or not lines[at].text or len(lines[at].text) <= _SHORT_TITLE or not alone


def _adjacent_bullets(lines: Sequence[Line], date: int) -> list[str]:
    """Collect at most two bullets directly below a date; the one that repeats the source line is the last."""
    source = lines[date - 1].text if date else ""
    bullets: list[str] = []
    for line in lines[date + 1 : date + 3]:
        value = bullet(line.text)
        if value is None or not same_mark(line.text, lines[date + 1].text):
            break
        bullets.append(value)
        if source and alike(value, source):
            break
    return bullets


def _source_line(lines: Sequence[Line], date: int, bullets: Sequence[str]) -> int | None:
    """Return the index of the source's line above a date: one of the bullets, or a line alone between blank and date.

    Text that merely ends above the date is another article's, never a source.
    """
    above = text_before(lines, date)
    if above is None or len(lines[above].text) > LONGEST_SOURCE or bullet(lines[above].text) is not None:
        return None
    if is_header(lines[above].text):
        return None
    if equals_any(lines[above].text, bullets):
        return above
    alone = above == 0 or not lines[above - 1].text or is_header(lines[above - 1].text)
    return above if alone and above == date - 1 else None


def _glued(lines: Sequence[Line], date: int, floor: int, source: str, printed: str, tight: bool) -> Head | None:
    """Read title, title, and source and date on one line: an article's own page."""
    nearest = text_before(lines, date, floor)
    if nearest is None or alike(lines[nearest].text, lines[date].text) or len(source) > LONGEST_SOURCE:
        return None
    above = titles_above(lines, date, floor)
    top = above.top if above is not None and above.source is None else nearest
    logo = logo_above(lines, top)
    if len(lines[nearest].text) > LONGEST_TITLE or (top == nearest and logo is None):
        return None
    return Head(
        top if logo is None else logo,
        date + 1,
        lines[nearest].text,
        source,
        printed,
        (),
        "article",
        tight or (top != nearest and logo is not None),
    )
