"""Datelines: where, and perhaps when and by which agency, a report was filed."""

from __future__ import annotations

import re
from typing import Final

from workbench.core.zone import Zone
from workbench.ingest.zones.sentences import first_sentence_end
from workbench.ingest.zones.words import AGENCIES, MONTH

_DASH: Final = r"(?:--|—|–|-(?=\s))"
_BEGINS: Final = r"(?=\s*['\"“‘(]*[A-Z0-9])"
_CITY: Final = r"[A-Z][a-z'’.-]+(?: [A-Z][a-z'’.-]+){0,3}"
_CAPITALS: Final = r"[A-Z][A-Z'’-]+\.?(?:[ /-][A-Z][A-Z'’-]+\.?){0,3}"
_REGION: Final = r"(?:, (?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*){0,2})"
_DAY: Final = rf"(?:, {MONTH} [0-9]{{1,2}})"
_AGENCY: Final = r"\([A-Z][^()\n]{1,29}\)"

_DATELINES: Final = tuple(
    re.compile(pattern + _BEGINS)
    for pattern in (
        rf"{_CAPITALS}{_REGION}?{_DAY}? ?{_AGENCY} ?{_DASH}",
        rf"{_CITY}{_REGION}?{_DAY} ?(?:{_AGENCY} ?)?{_DASH}",
        rf"{_CITY}{_REGION}? \({AGENCIES}\) ?{_DASH}",
        rf"{_CAPITALS}{_REGION}?{_DAY} ?{_DASH}",
    )
)
_BARE: Final = re.compile(rf"(?P<place>{_CAPITALS}){_REGION}? ?(?P<dash>--|—|–|-(?=\s)){_BEGINS}")
_COLON: Final = re.compile(rf"(?P<place>{_CAPITALS}):(?=\s){_BEGINS}")
_NO_PLACE: Final = frozenset(
    ("ALERT", "ANALYSIS", "BREAKING", "COMMENT", "EDITORIAL", "EXCLUSIVE", "EXPLAINED", "EXPLAINER", "FACT", "FACTBOX")
    + ("FILE", "INTERVIEW", "JUST IN", "LIVE", "NEWS", "NOTE", "OPINION", "PHOTO", "PHOTOS", "POLL", "UPDATE", "VIDEO")
    + ("WARNING", "WATCH", "WHAT", "WHO", "WHY", "HOW", "WHERE", "WHEN")
)
_ACRONYM: Final = 6
_SENTENCE: Final = 400


def dateline(body: str, at: int) -> list[Zone]:
    """Read a dateline with its dash; a bare word in capitals may be an acronym, so it needs more care."""
    for pattern in _DATELINES:
        if found := pattern.match(body, at):
            return [Zone(at, found.end(), "dateline")]
    for pattern in (_BARE, _COLON):
        found = pattern.match(body, at)
        if found and found["place"] not in _NO_PLACE and _is_place(body, found):
            return [Zone(at, found.end(), "dateline")]
    return []


def _is_place(body: str, found: re.Match[str]) -> bool:
    """Tell a place from a short acronym in apposition, whose dash has a second one in the same sentence."""
    place = found["place"]
    if len(place) < 4 or (found.re is _COLON and len(place) <= _ACRONYM and " " not in place):
        return False
    if " " in place or len(place) > _ACRONYM:
        return True
    sentence = body[found.end() : first_sentence_end(body, found.end(), _SENTENCE) or found.end() + _SENTENCE]
    return found["dash"] not in sentence
