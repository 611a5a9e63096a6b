"""The words by which zones are known: agencies, months, photo credits, people's names."""

from __future__ import annotations

import re
from typing import Final

AGENCIES: Final = (
    r"(?:(?:The )?Associated Press|AP|Reuters|REUTERS|AFP(?:-J[Ii][Jj][Ii])?|Agence France-Presse|Kyodo(?: News)?"
    r"|KYODO|J[Ii][Jj][Ii](?: Press)?|Xinhua|XINHUA|Bloomberg|BLOOMBERG|EPA|dpa|DPA|ANSA|EFE|TASS|UPI|ANI|PTI|IANS"
    r"|Yonhap|YONHAP|Bernama|BERNAMA|Antara|ANTARA|CNA|Getty Images)"
)
MONTH: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
)
WEEKDAY: Final = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"

PERSON: Final = r"[A-Z][\w'’-]+(?: [A-Z]\.)*(?: (?:de|van|von|al|bin))*(?: [A-Z][\w'’-]+){1,2}"
"""A name in mixed case: two or three words, initials and particles between."""

_CAPS: Final = r"(?:Mc|Mac)?[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’-]*[A-ZÀ-ÖØ-Þ]"
_ACRONYM: Final = r"(?:ASEAN|BRICS|CIA|COVID|FBI|FIFA|IAEA|IMF|NASA|NATO|NBA|NFL|OPEC|UEFA|UNESCO|UNICEF|WHO|WTO)\b"
_THIRD: Final = rf"(?: (?!{_ACRONYM}){_CAPS}(?=,| and\b|/| [A-Z][a-z'’]| A |\s*$|\s*\n))"
CAPS_PERSON: Final = rf"(?:{_CAPS}|[A-Z]\.)(?: [A-Z]\.)*(?: (?:de|van|von|al|bin|la))* {_CAPS}{_THIRD}?"
"""A name in capitals; a third word only where a sentence begins after it, because acronyms follow bylines."""

_PHOTO_CREDIT: Final = re.compile(
    rf"\b{AGENCIES}\b|\b(?:[Pp]hotos?|PHOTO|[Ii]mages?|[Cc]ourtesy|[Hh]andout|[Ss]creenshot|[Pp]ool|POOL|[Ff]ile|FILE)\b"
    r"|\b[Pp]rovided by\b|\bvia [A-Z]|©|[A-Z][\w.]*/[A-Z]"
)
_NEWSPAPER: Final = re.compile(
    r"The (?:[A-Z][\w'’.-]+ ?){1,4}"
    r"|(?:[A-Z][\w'’.-]+ ){1,3}(?:Chronicle|Daily|Gazette|Guardian|Herald|Journal|Ledger|Mail|News|Observer|Post"
    r"|Press|Review|Shimbun|Shimpo|Standard|Star|Sun|Times|Today|Tribune)"
)


def is_photo_credit(text: str) -> bool:
    """Tell whether what stands in brackets says itself whose photo it is."""
    return _PHOTO_CREDIT.search(text) is not None


def is_newspaper(text: str) -> bool:
    """Tell whether a text is shaped like a newspaper's name."""
    return _NEWSPAPER.fullmatch(text) is not None


def is_person(text: str) -> bool:
    """Tell whether a text is shaped like one person's name."""
    return re.fullmatch(PERSON, text) is not None
