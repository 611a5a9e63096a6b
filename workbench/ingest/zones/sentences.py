"""Where sentences end, as far as zones need it: careful with abbreviations, blind to everything else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_STOP: Final = re.compile(r"[.!?]['\"’”)\]]*(?=\s+['\"“‘(\[©]*[A-Z0-9©])")
_LAST_WORD: Final = re.compile(r"[\w.'’-]*\Z")
_ABBREVIATIONS: Final = frozenset(
    {
        "adm",
        "apr",
        "aug",
        "calif",
        "capt",
        "cmdr",
        "co",
        "col",
        "conn",
        "corp",
        "dec",
        "dr",
        "e.g",
        "etc",
        "feb",
        "fla",
        "gen",
        "gov",
        "hon",
        "i.e",
        "inc",
        "jan",
        "jr",
        "jul",
        "jun",
        "lt",
        "ltd",
        "mar",
        "mass",
        "mr",
        "mrs",
        "ms",
        "no",
        "nov",
        "oct",
        "prof",
        "rep",
        "rev",
        "sen",
        "sep",
        "sept",
        "sgt",
        "sr",
        "st",
        "va",
        "vs",
        "wash",
    }
)
_REACH: Final = 20


def sentence_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Yield the offsets just after each sentence that ends between ``start`` and ``end`` and is followed by another."""
    for stop in _STOP.finditer(text, start, end):
        word = _LAST_WORD.search(text, max(start, stop.start() - _REACH), stop.start())
        last = word[0].casefold() if word else ""
        initial = len(last.rpartition(".")[2]) == 1 and not last[-1:].isdigit()
        if text[stop.start()] != "." or not (initial or last in _ABBREVIATIONS):
            yield stop.end()


def first_sentence_end(text: str, start: int, limit: int) -> int | None:
    """Return where the sentence at ``start`` ends, None if it has not ended ``limit`` code points on."""
    return next(sentence_ends(text, start, min(len(text), start + limit)), None)
