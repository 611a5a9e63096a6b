"""Zones that are lines of their own, in bodies of several lines: captions, photo credits, bylines, copyright."""

from __future__ import annotations

import re
from typing import Final

from workbench.core.zone import Zone
from workbench.ingest.zones.words import PERSON

_BARRED: Final = re.compile(r".{10,500}\s\|")
_BARRED_CREDIT: Final = re.compile(r".{20,500}\s\|\s[A-Z][^|.!?]{1,60}")
_CREDIT_LINE: Final = re.compile(r"[A-Z©][^|]{1,79}(?<![.!?:;,])")
_PHOTO_LINE: Final = re.compile(
    r"(?:Photo|PHOTO|Image|IMAGE|Picture)s?(?: ?:| by| courtesy of) ?[A-Z©@].{1,80}(?<![.!?])"
)
_BYLINE: Final = re.compile(rf"B[yY] {PERSON}(?:(?:,? and |, ){PERSON})*")
_COPYRIGHT: Final = re.compile(r"(?:©|\([cC]\) ?[0-9]{4}|Copyright ©).{1,200}")
_SENTENCE_WORD: Final = re.compile(r" (?:is|are|was|were|has|have|had|said|will|would)\b")


def own_line_zones(body: str) -> list[Zone]:
    """Return the zones among a body's lines; none in a body that is one line."""
    lines = _lines(body)
    if len(lines) < 2:
        return []
    zones: list[Zone] = []
    for index, (text, start) in enumerate(lines):
        kind = _kind(text)
        end = start + len(text)
        if _BARRED.fullmatch(text) and index + 1 < len(lines) and _is_credit(lines[index + 1][0]):
            credit, below = lines[index + 1]
            end = below + len(credit)
        if kind is not None:
            zones.append(Zone(start, end, kind))
    return zones


def _lines(body: str) -> list[tuple[str, int]]:
    """Return the lines that hold text, stripped, each with its offset."""
    lines = []
    at = 0
    for line in body.split("\n"):
        if text := line.strip():
            lines.append((text, at + len(line) - len(line.lstrip())))
        at += len(line) + 1
    return lines


def _kind(text: str) -> str | None:
    """Return the kind of zone that a whole line is, or None for the author's text."""
    if _BARRED.fullmatch(text) or _BARRED_CREDIT.fullmatch(text):
        return "photo_caption"
    if _PHOTO_LINE.fullmatch(text):
        return "photo_credit"
    if _BYLINE.fullmatch(text):
        return "byline"
    return "copyright" if _COPYRIGHT.fullmatch(text) else None


def _is_credit(text: str) -> bool:
    """Tell whether the line under a caption is its credit: short, no sentence, no verb."""
    return _CREDIT_LINE.fullmatch(text) is not None and _SENTENCE_WORD.search(text) is None
