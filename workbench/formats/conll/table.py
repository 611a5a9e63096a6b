"""The table: a CoNLL file as sentences of rows, with its separator and width found out by what most lines have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple, TypeAlias

Separator: TypeAlias = Literal["\t", " ", "|"]
"""Between columns; ``|`` where a line is a whole sentence of ``word|…|tag``."""

DOCSTART: Final = "-DOCSTART-"
_COMMENT: Final = re.compile(r"# ?[\w.:]+( = |$)")
_TEXT: Final = re.compile(r"# ?text = (.*)")


class Row(NamedTuple):
    """A token's columns and the line they stand on, from 1."""

    line: int
    fields: list[str]


@dataclass(slots=True)
class Sentence:
    """Rows up to an empty line.

    ``text`` is what a comment says the sentence was; ``opens`` is whether a document begins.
    """

    rows: list[Row] = field(default_factory=list)
    text: str | None = None
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file's lines are cut into columns, and how many most of them have."""

    separator: Separator
    width: int

    def fields(self, line: str) -> list[str]:
        """A line's columns; a word that holds blanks keeps them, where blanks separate columns."""
        if self.separator == "\t":
            found = line.split("\t")
            while len(found) > self.width and not found[-1]:
                found.pop()
            return found
        found = [part for part in line.split(" ") if part.strip("\t")]
        extra = len(found) - self.width
        return [" ".join(found[: extra + 1]), *found[extra + 1 :]] if extra > 0 else found

    def is_comment(self, line: str, first: bool) -> bool:
        """Whether a line at a sentence's head says something about it; elsewhere ``#`` is a word like any other."""
        if not first or not line.startswith("#"):
            return False
        return len(self.fields(line)) != self.width or (self.separator == " " and _COMMENT.match(line) is not None)


def blank(line: str) -> bool:
    """Whether a line ends a sentence."""
    return not line.strip(" \t")


def layout(lines: Iterable[str]) -> Layout:
    """The separator and width of most lines."""
    filled = [line for line in lines if not blank(line) and not line.startswith(DOCSTART)]
    if any(" " in line.strip() for line in filled) and all(map(_is_sentence, filled)):
        widths = Counter(part.count("|") + 1 for line in filled for part in line.split(" ") if part)
        return Layout("|", min(widths))
    tabs = sum("\t" in line for line in filled)
    separator: Separator = "\t" if 2 * tabs > len(filled) or not any(" " in line for line in filled) else " "
    cut = Layout(separator, 1_000_000)
    widths = Counter(len(cut.fields(line.rstrip("\t") if separator == "\t" else line)) for line in filled)
    return Layout(separator, max(widths, key=lambda width: (widths[width], width), default=0))


def sentences(lines: Iterable[str], cut: Layout) -> Iterator[Sentence]:
    """The sentences of a file; one of no rows stands for the beginning of a document that holds nothing."""
    if cut.separator == "|":
        yield from (Sentence(_rows_of(line, number, cut)) for number, line in enumerate(lines, 1) if not blank(line))
        return
    found = Sentence()
    for number, line in enumerate(lines, 1):
        if line.startswith(DOCSTART) and (len(line) == len(DOCSTART) or line[len(DOCSTART)] in " \t"):
            if found.rows or found.opens:
                yield found
            found = Sentence(opens=True)
        elif blank(line):
            if found.rows:
                yield found
                found = Sentence()
        elif cut.is_comment(line, not found.rows):
            if said := _TEXT.match(line):
                found.text = said[1]
        else:
            found.rows.append(Row(number, cut.fields(line)))
    if found.rows or found.opens:
        yield found


def _is_sentence(line: str) -> bool:
    return "\t" not in line and all("|" in part for part in line.strip(" ").split(" "))


def _rows_of(line: str, number: int, cut: Layout) -> list[Row]:
    return [Row(number, part.rsplit("|", cut.width - 1)) for part in line.split(" ") if part]
