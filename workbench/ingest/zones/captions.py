"""Photo captions at the beginning of a body, run into its first sentence."""

from __future__ import annotations

import re
from typing import Final

from workbench.core.zone import Zone
from workbench.ingest.zones.sentences import first_sentence_end, sentence_ends
from workbench.ingest.zones.words import MONTH, WEEKDAY, is_newspaper, is_person, is_photo_credit

_LONGEST: Final = 500
_FILE: Final = re.compile(r"FILE ?(?:PHOTO)? ?[-–—:]{1,2} ?")
_BRACKETS: Final = re.compile(r"\((?P<credit>[^()\n]{2,140})\)")
_PHOTO: Final = re.compile(r"[Pp]hoto|PHOTO|[Ii]mage|/|©|[Cc]ourtesy|[Hh]andout")
_NEXT: Final = re.compile(r"\s+['\"“‘]?(?:[A-Z0-9]|[a-z]+(?: [a-z]+)? By [A-Z])")
_DAY: Final = rf"{MONTH} [0-9]{{1,2}}(?:, [0-9]{{4}})?|{MONTH}(?: [0-9]{{4}})?|{WEEKDAY}|[0-9]{{4}}"
_WHEN: Final = re.compile(rf"(?:(?:on|in|since) |, )(?:{_DAY})\.?\Z")
_PAST: Final = re.compile(r"\b(?:said|says|was|were|had|has|have|will|would|told|met|held|agreed|announced|\w{2,}ed)\b")
_PHOTO_VERB: Final = re.compile(
    r"\bposes? for (?:a|an|the) (?:\w+ )?(?:photo|photograph|picture)s?\b"
    r"|\b(?:is|are) (?:seen|pictured|shown) (?:at|in|on|near|outside|during|before|after)\b|\bshakes? hands\b"
)
_FULL_NAME: Final = re.compile(r"\b(?=([A-Z][a-z'’-]+ [A-Z][a-z'’-]+\b))")
_TITLE: Final = re.compile(
    r"\b(?:Minister|President|Secretary|Chancellor|Prime|Defen[cs]e|Foreign|State|Ministry|Department|House|States"
    r"|Cabinet|Agency|Party|Sea|Government|Office|New|North|South|East|West|United|Middle|European|Hong|Saudi|Sri)\b"
)


def credited_caption(body: str, at: int) -> list[Zone]:
    """Read a caption that ends in a credit in brackets, or a FILE caption without one, which is one sentence."""
    filed = _FILE.match(body, at)
    limit = at + _LONGEST
    for bracket in _BRACKETS.finditer(body, at, min(len(body), limit)):
        if "\n" in body[at : bracket.start()]:
            break
        caption = body[at : bracket.start()].rstrip()
        if _is_credit(caption, bracket["credit"], filed is not None) and _NEXT.match(body, bracket.end()):
            end = at + len(caption)
            return [Zone(at, end, "photo_caption"), Zone(bracket.start(), bracket.end(), "photo_credit")]
    end_of_file = first_sentence_end(body, at, _LONGEST) if filed else None
    return [Zone(at, end_of_file, "photo_caption")] if end_of_file is not None else []


def _is_credit(caption: str, credit: str, filed: bool) -> bool:
    """Tell whether the brackets after a caption hold its credit; a bare name needs a caption that is one fragment."""
    words = len(caption.split())
    sentences = 1 + sum(1 for _ in sentence_ends(caption, 0, len(caption)))
    if words < 4 or sentences > 3:
        return False
    if is_photo_credit(credit):
        return filed or _PHOTO.search(credit) is not None or not _PAST.search(caption)
    if words < 6 or sentences > 1 or _PAST.search(caption):
        return False
    if is_newspaper(credit):
        return True
    return is_person(credit) and (filed or _WHEN.search(caption) is not None)


def bare_caption(body: str, at: int) -> list[Zone]:
    """Read a caption that nothing separates from the text: the next sentence introduces the same people in full again.

    News gives a full name once, so a first sentence whose names come again in full was a caption.
    """
    end = first_sentence_end(body, at, _LONGEST)
    if end is None or "\n" in body[at:end]:
        return []
    caption = body[at:end]
    following = body[end : first_sentence_end(body, end, _LONGEST) or end + _LONGEST]
    again = {name for name in _FULL_NAME.findall(caption) if not _TITLE.search(name) and name in following}
    posed = _PHOTO_VERB.search(caption) is not None and len(again) >= 1
    staged = len(again) >= 2 and not _PAST.search(caption) and _WHEN.search(caption) is not None
    return [Zone(at, end, "photo_caption")] if posed or staged else []
