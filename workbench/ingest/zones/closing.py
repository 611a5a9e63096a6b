"""What stands after the author's last sentence: copyright, agency, contributors, who wrote it, who the author is."""

from __future__ import annotations

import re
from typing import Final

from workbench.core.zone import Zone
from workbench.ingest.zones.biographies import biographies
from workbench.ingest.zones.words import AGENCIES, PERSON

_TAIL: Final = 600
_MOST: Final = 8
_AFTER: Final = r"(?:(?<=[.!?\"'”’)\]])\s+|^\s*)"
_RIGHTS: Final = r"(?:[0-9]{4}|[Rr]ights reserved|permission)"
_NAME: Final = r"[A-Z][\w.,&'’/-]*(?: (?:[A-Z][\w.,&'’/-]*|of|and|the|&)){0,6}"

_COPYRIGHT: Final = (
    r"(?P<zone>\[(?:Copyright|COPYRIGHT|©)[^\[\]\n]{1,120}\])",
    rf"(?P<zone>©\s*(?:Copyright )?(?:{_NAME}|[^©\n]{{0,60}}{_RIGHTS}[^©\n]{{0,180}}))",
    rf"{_AFTER}(?P<zone>(?:Copyright|\([cC]\)) (?:\([cC]\) )?[0-9]{{4}},? {_NAME}[^\n]{{0,180}})",
    rf"{_AFTER}(?P<zone>\([cC]\) {_NAME})",
)
_CREDIT: Final = (
    rf"(?<=\])\s+(?P<zone>{_NAME})",
    rf"{_AFTER}(?P<zone>(?:(?:--|—|–|-) ?)?(?:{AGENCIES}|\({AGENCIES}\)))",
    rf"{_AFTER}(?P<zone>[A-Z][^.!?\n]{{3,160}} contributed (?:reporting )?to this (?:report|story|article)\.?)",
    rf"{_AFTER}(?P<zone>(?:(?:The )?Associated Press|AP|Reuters|AFP)(?: \w+)? (?:writers?|reporters?|journalists?)"
    r" [^!?\n]{3,200} contributed\.?)",
    r"(?P<zone>\((?:Additional reporting|Compiled|Edited|Editing|Reporting|Translated|With files|With inputs"
    r"|With reporting|Writing)\b[^()\n]{3,300}\))",
    rf"{_AFTER}(?P<zone>(?:Additional r|R)eporting by {PERSON}[^.!?\n]{{0,200}};? [Ee]diting by [^!?\n]{{3,120}})",
)
_BYLINE: Final = (
    r"(?P<zone>\((?:This|The) (?:article|column|report|story) (?:was|is|has been) (?:compiled|co-written|contributed"
    r"|reported|translated|written) [^()\n]{3,200}\))",
)
_ENDINGS: Final = tuple(
    (kind, re.compile(pattern + r"\Z"))
    for kind, patterns in (("copyright", _COPYRIGHT), ("credit", _CREDIT), ("byline", _BYLINE))
    for pattern in patterns
)


def closing_zones(body: str) -> list[Zone]:
    """Read zone after zone from the end of a body, until the author's text ends; in the order of the text."""
    zones: list[Zone] = []
    end = len(body.rstrip())
    for _ in range(_MOST):
        zone = _ending(body, end) or biographies(body, end)
        if zone is None:
            break
        zones.insert(0, zone)
        end = len(body[: zone.start].rstrip())
    return zones


def _ending(body: str, end: int) -> Zone | None:
    """Return the zone that ends at ``end`` and has a form of its own, or None."""
    begin = max(0, end - _TAIL)
    tail = body[begin:end]
    for kind, pattern in _ENDINGS:
        found = pattern.search(tail)
        if found is not None and (begin + found.start("zone") > 0) and _follows(kind, tail, found):
            return Zone(begin + found.start("zone"), end, kind)
    return None


def _follows(kind: str, tail: str, found: re.Match[str]) -> bool:
    """Tell whether a name right after a bracket follows a copyright notice, the only bracket a credit stands behind."""
    if kind != "credit" or not tail[: found.start()].endswith("]"):
        return True
    opened = tail.rfind("[", 0, found.start())
    return opened >= 0 and tail[opened:].startswith(("[Copyright", "[COPYRIGHT", "[©"))
