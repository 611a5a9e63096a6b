"""Date lines, the one safe anchor of a scraped page: reading them, and resolving them to a day."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Final

_DAY: Final = r"[0-9]{2}-[0-9]{2}-[0-9]{4}"
_UNIT: Final = r"(?:second|sec|minute|min|hour|hr|day|week|month|year)s?"
_AGE: Final = rf"(?i:(?:about |over |almost )?(?:[0-9]{{1,4}}|an?|a few|few) {_UNIT} ago|just now|today|yesterday)"

_DATE_LINE: Final = re.compile(rf"(?P<icon>time)?\s*(?P<date>{_DAY}|{_AGE})")
_COUNTED: Final = re.compile(rf"(?i:(?P<count>[0-9]{{1,4}}|an?|a few|few) (?P<unit>{_UNIT}) ago)")
_GLUED_DAY: Final = re.compile(rf"(?P<source>.*\S)(?P<gap>\s*)(?P<date>{_DAY})")
_GLUED_AGE: Final = re.compile(rf"(?P<source>.*?)(?P<count>[0-9]+)(?P<rest> {_UNIT} ago)", re.IGNORECASE)
_GLUED_WORD: Final = re.compile(
    rf"(?P<source>.*?\S)(?P<gap>\s*)(?P<date>(?i:an? (?:few )?{_UNIT} ago|just now|yesterday))"
)
"""Without ``today``, because newspapers are called that."""

_LAST_WORDS: Final = ("ago", "now", "today", "yesterday")

_MOST: Final = {"s": 59, "min": 59, "h": 23, "d": 31, "w": 5, "mon": 12, "y": 99}
"""The largest count an age is printed with, by the beginning of its unit: more is the tail of a source's name."""

_LONGEST_SOURCE: Final = 80


def date_line(text: str) -> tuple[str, bool] | None:
    """Return the date as printed and whether the icon word ``time`` stands before it; None for any other line."""
    found = _DATE_LINE.fullmatch(text) if _may_end_in_date(text) else None
    return (found["date"], found["icon"] is not None) if found else None


def glued_date(text: str) -> tuple[str, str, bool] | None:
    """Split a line of source and date: source, date as printed, and whether nothing stands between them.

    A digit that an age cannot use belongs to the source, because some sources' names end in one.
    """
    if len(text) > _LONGEST_SOURCE + 30 or not _may_end_in_date(text):
        return None
    if found := _GLUED_DAY.fullmatch(text):
        return found["source"].strip(), found["date"], not found["gap"]
    if found := _GLUED_AGE.fullmatch(text):
        return _split_age(found["source"], found["count"], found["rest"])
    if found := _GLUED_WORD.fullmatch(text):
        return found["source"], found["date"], not found["gap"]
    return None


def _may_end_in_date(text: str) -> bool:
    """Tell cheaply whether a line can end in a date, because nearly no line of a text does."""
    return text[-1:].isdigit() or text[-9:].lower().endswith(_LAST_WORDS)


def _split_age(source: str, digits: str, rest: str) -> tuple[str, str, bool] | None:
    """Give an age the longest count it can have and leave the digits before that to the source."""
    most = next(most for unit, most in _MOST.items() if rest[1:].lower().startswith(unit))
    apart = source[-1:].isspace() or not source
    for k in range(len(digits)):
        if digits[k] == "0" or int(digits[k:]) > most or (k == 0 and apart and len(digits) > 1):
            continue
        name = source + digits[:k]
        return (name.strip(), digits[k:] + rest, not name[-1:].isspace()) if name.strip() else None
    return None


def resolve(printed: str, as_of: date | None) -> str | None:
    """Return the ISO day that a printed date means; None for an invalid one, and for an age unless ``as_of`` is given.

    DD-MM-YYYY is day-first. An age counts back from ``as_of``: hours by whole days, months and years by the calendar.
    """
    try:
        if re.fullmatch(_DAY, printed):
            return date(int(printed[6:]), int(printed[3:5]), int(printed[:2])).isoformat()
        day = None if as_of is None else _counted_back(printed.lower(), as_of)
    except (ValueError, OverflowError):
        return None
    return None if day is None else day.isoformat()


def _counted_back(age: str, as_of: date) -> date | None:
    """Return the day an age (in lower case) before ``as_of``; None where the age names no exact number."""
    if age in ("just now", "today"):
        return as_of
    if age == "yesterday":
        return as_of - timedelta(days=1)
    found = _COUNTED.fullmatch(age)
    if found is None:
        return None
    unit = found["unit"]
    if found["count"].endswith("few"):
        return as_of if unit.startswith("s") else None
    count = int(found["count"]) if found["count"].isdigit() else 1
    if unit.startswith(("month", "year")):
        return _months_back(as_of, count if unit.startswith("month") else 12 * count)
    if unit.startswith(("day", "week")):
        return as_of - timedelta(days=count if unit.startswith("day") else 7 * count)
    hours = count if unit.startswith("h") else count // 60 if unit.startswith("min") else count // 3600
    return as_of - timedelta(days=hours // 24)


def _months_back(as_of: date, months: int) -> date:
    """Go back whole calendar months; a day the month does not have becomes its last one."""
    year, month = divmod(as_of.year * 12 + as_of.month - 1 - months, 12)
    if year < 1:
        raise OverflowError
    return date(year, month + 1, min(as_of.day, calendar.monthrange(year, month + 1)[1]))
