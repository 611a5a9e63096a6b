"""Who the author is, said in the last sentences of a commentary."""

from __future__ import annotations

import re
from typing import Final

from workbench.core.zone import Zone
from workbench.ingest.zones.sentences import sentence_ends

_TAIL: Final = 1500
_LEAST_BODY: Final = 400
_PERSON: Final = r"(?:(?:Dr|Prof|Professor)\.? )?(?P<name>[A-Z][\w'’-]+(?: [A-Z]\.)*(?: [A-Z][\w'’-]+){1,3})"
_CUT_ADDRESS: Final = re.compile(rf"{_PERSON} \((?:[\w.+-]*@?[\w.-]*)\s*(?:is|are) [^()]")
_POST: Final = re.compile(
    rf"{_PERSON}(?: \([^()]{{3,80}}\))?,? (?:is|was|serves as|works as) (?:\w+ ){{0,5}}?"
    r"(?:academic|advis[eo]r|analyst|associate|author|chair\w*|columnist|commentator|consultant|correspondent"
    r"|co-?founder|director|economist|editor|fellow|founder|historian|journalist|lawyer|lecturer|manager|president|professor|reporter"
    r"|researcher|scholar|strategist|writer)\b.{0,60}?\b(?:at|for|in|of|to|with)\b"
)
_MORE: Final = re.compile(r"(?:He|She|They|His|Her|Their|Follow|The views|Views|Opinions|The author|The writer)\b")
_TELLING: Final = re.compile(
    r"\b(?:said|says|told|added|warned|argued|noted|explained|asked|called|announced)\b|[\"“”]"
)


def biographies(body: str, end: int) -> Zone | None:
    """Return the author notes that end a body at ``end``, or None.

    A name that the text before has used belongs to the story, so its sentence is no author's note.
    """
    begin = max(0, end - _TAIL)
    starts = [begin] if begin == 0 else []
    starts += [_begin_of(body, stop) for stop in sentence_ends(body, begin, end)]
    first = None
    stop = end
    for start in reversed(starts):
        sentence = body[start:stop]
        if _names_author(sentence, body[:start]):
            first = start
        elif not _MORE.match(sentence) or _TELLING.search(sentence):
            break
        stop = start
    return Zone(first, end, "author_bio") if first is not None and first >= _LEAST_BODY else None


def _begin_of(body: str, stop: int) -> int:
    """Return where the sentence after the one that ends at ``stop`` begins."""
    while stop < len(body) and body[stop].isspace():
        stop += 1
    return stop


def _names_author(sentence: str, before: str) -> bool:
    """Tell whether a sentence presents a person who is new to the text by post, or by an address that was cut out."""
    if _TELLING.search(sentence):
        return False
    if _CUT_ADDRESS.match(sentence):
        return True
    found = _POST.match(sentence)
    return found is not None and found["name"].split()[-1] not in before
