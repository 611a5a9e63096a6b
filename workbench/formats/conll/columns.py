"""Columns: which one of a CoNLL file holds the words, and which one the tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from workbench.core.fault import Fault
from workbench.formats.conll.table import Row, Sentence
from workbench.formats.tagging import OUTSIDE, is_tag

SURE: Final = 0.9
"""The part of a column's values that must read as tags; real files hold a slip here and there."""
GERMEVAL: Final = 4
"""Columns of a file of number, word, outer tag and tag nested in it, whose last column is not the main one."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Places of the words and the tags, and of other columns that say something, from 0."""

    words: int
    tags: int
    others: tuple[int, ...]


def columns(sentences: Sequence[Sentence], width: int, asked: int | None) -> Columns:
    """The columns of words and tags: the last one of tags, unless one was asked for (from 1).

    Raises:
        Fault: where there is no column of tags, or not the one that was asked for.
    """
    rows = [row for sentence in sentences for row in sentence.rows if len(row.fields) == width]
    numbered = width > 2 and _numbered(sentences)
    if asked is not None and not 1 <= asked <= width:
        raise Fault(f"There is no column {asked}: the file has {width}", "Count from 1")
    tags = _tags(rows, width, numbered) if asked is None else asked - 1
    words = next(place for place in range(width + 1) if place != tags and not (numbered and place == 0))
    if words >= width:
        raise Fault("The file has no column of words beside its tags", "Check how it was made")
    others = (place for place in range(width) if place not in (words, tags) and not (numbered and place == 0))
    return Columns(words, tags, tuple(place for place in others if len({row.fields[place] for row in rows}) > 1))


def _tags(rows: Sequence[Row], width: int, numbered: bool) -> int:
    found = [place for place in range(width) if _holds_tags([row.fields[place] for row in rows])]
    if not found:
        raise Fault("The file has no column of tags such as B-PER, I-PER and O", "Name the column with --column")
    if numbered and width == GERMEVAL and found[-2:] == [2, 3]:
        return 2
    return found[-1]


def _holds_tags(values: Sequence[str]) -> bool:
    if sum(map(is_tag, values)) < SURE * len(values):
        return False
    return any(value == "O" or (len(value) > 1 and value not in OUTSIDE and is_tag(value)) for value in values)


def _numbered(sentences: Sequence[Sentence]) -> bool:
    """Whether the first column numbers the words of each sentence, from 0 or 1."""
    firsts = [sentence.rows[0].fields[0] for sentence in sentences if sentence.rows]
    seconds = [sentence.rows[1].fields[0] for sentence in sentences if len(sentence.rows) > 1]
    return bool(firsts) and set(firsts) in ({"1"}, {"0"}) and all(value in ("1", "2", "1-2") for value in seconds)
