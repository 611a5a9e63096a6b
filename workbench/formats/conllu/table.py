"""The table: a CoNLL-U file as sentences of comments and rows; CoNLL-U Plus names its columns, others are counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from workbench.formats.format import Refusal

COLUMNS: Final = ("id", "form", "lemma", "upos", "xpos", "feats", "head", "deprel", "deps", "misc")
EMPTY: Final = "_"
LONGEST: Final = 100
"""Words that a token may have at most."""
_ID: Final = re.compile(r"(\d{1,9})(?:-(\d{1,9})|\.(\d{1,9}))?", re.ASCII)
_COMMENT: Final = re.compile(r"#\s*([^=\s]+(?:\s+id)?)\s*(?:=\s?(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Row:
    """A line: ``last`` is above ``first`` for a token of several words; an empty node stands in no text."""

    line: int
    first: int
    last: int
    node: bool
    form: str
    misc: Mapping[str, str]


@dataclass(slots=True)
class Sentence:
    """Comments by key, in order (a value of None where a comment has none), and rows."""

    comments: list[tuple[str, str | None]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def said(self, key: str) -> str | None:
        """What a comment says; empty where it is there and says nothing."""
        return next((value or "" for name, value in self.comments if name == key), None)


@dataclass(slots=True)
class Table:
    """Reads the lines of one file; ``filled`` gathers the names of columns that say something beside the words."""

    name: str
    refused: list[Refusal]
    columns: tuple[str, ...] = ()
    filled: set[str] = field(default_factory=set)

    def sentences(self, lines: Iterable[str]) -> Iterator[Sentence]:
        """The sentences; comments that no rows follow make one without rows."""
        found = Sentence()
        for number, line in enumerate(lines, 1):
            if not line.strip():
                if found.rows or found.comments:
                    yield found
                found = Sentence()
            elif line.startswith("#"):
                self._comment(line, found)
            elif row := self._row(number, line):
                found.rows.append(row)
        if found.rows or found.comments:
            yield found

    def _comment(self, line: str, sentence: Sentence) -> None:
        found = _COMMENT.match(line)
        if found is None:
            return
        key = " ".join(found[1].split())
        if key == "global.columns":
            self.columns = tuple(name.lower().rpartition(":")[2] for name in (found[2] or "").split())
        sentence.comments.append((key, found[2]))

    def _row(self, number: int, line: str) -> Row | None:
        fields = _fields(line)
        names = self.columns or (COLUMNS if len(fields) == len(COLUMNS) else _guessed(len(fields)))
        values = dict(zip(names, fields, strict=False))
        id = _ID.fullmatch(values.get("id", ""))
        if id is None or "form" not in values or (id[2] and not 0 < int(id[2]) - int(id[1]) < LONGEST):
            self.refused.append(
                Refusal(self.name, number, "is no row of CoNLL-U: it does not begin with a word's number")
            )
            return None
        self.filled.update(k for k, v in values.items() if v != EMPTY and k not in ("id", "form", "misc"))
        first, last = int(id[1]), int(id[2] or id[1])
        return Row(number, first, last, id[3] is not None, values["form"], misc(values.get("misc", EMPTY)))


def misc(text: str) -> dict[str, str]:
    """The parts of a MISC column; one without ``=`` has an empty value."""
    parts = (part.partition("=") for part in text.split("|")) if text != EMPTY else ()
    return {key: value for key, _, value in parts if key}


def _fields(line: str) -> list[str]:
    """The columns of a line, between tabs; some files align them with blanks."""
    fields = line.split("\t")
    return fields if _ID.fullmatch(fields[0]) else re.split(r"\t| {2,}", line.strip(" "))


def _guessed(width: int) -> tuple[str, ...]:
    """Columns of a file that does not name them and has not ten: number and word first, MISC last."""
    if width < 3:
        return ("id", "form")[:width]
    return ("id", "form", *(str(n) for n in range(3, width)), "misc")
