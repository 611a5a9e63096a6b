"""The lines of a WebAnno TSV file as layers and sentences of rows, before anything is made of their cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from workbench.formats.format import Refusal, Tally
from workbench.formats.webannotsv.escapes import plain_text
from workbench.formats.webannotsv.header import Layer, layer, version

_UNIT: Final = re.compile(r"\d{1,18}-\d{1,18}(?:\.\d{1,18})?")
_RANGE: Final = re.compile(r"(\d{1,18})-(\d{1,18})")
_SETTING: Final = re.compile(r"#([^=]*)=(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Unit:
    """A row: a token, or a part of one (``1-2.1``), with its cells; ``begin`` and ``end`` in the file's unit."""

    id: str
    begin: int
    end: int
    form: str
    cells: tuple[str, ...]
    line: int

    @property
    def is_token(self) -> bool:
        """Whether it is a whole token."""
        return "." not in self.id

    def cell(self, index: int) -> str:
        """A layer's cell; a row that stops short has nothing there."""
        return self.cells[index] if index < len(self.cells) else "_"


@dataclass(slots=True)
class Sentence:
    """A sentence's text, line by line, and its rows."""

    line: int
    lines: list[str] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text."""
        return "\n".join(self.lines)


@dataclass(slots=True)
class Sheet:
    """A whole file; ``settings`` are lines of the header that declare no layer."""

    layers: list[Layer] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)


def sheet(text: str, name: str, tally: Tally) -> Sheet:
    """The file's rows; those that are none are refused.

    Raises:
        Fault: where it is not WebAnno TSV 3.
    """
    return _Reading(name, tally).run([line.removesuffix("\r") for line in text.split("\n")])


class _Reading:
    """One pass over the lines."""

    def __init__(self, name: str, tally: Tally) -> None:
        self._name, self._tally, self._out, self._minor = name, tally, Sheet(), 3

    def run(self, lines: list[str]) -> Sheet:
        self._minor = version(lines[0], self._name)
        body = self._header(lines)
        fresh = True
        for number, line in enumerate(lines[body:], body + 1):
            if not line:
                fresh = True
            elif line.startswith("#"):
                self._above(line, number, fresh)
                fresh = False
            else:
                self._row(line, number)
                fresh = False
        return self._out

    def _header(self, lines: list[str]) -> int:
        """Read the header; returns the index of the first line after it, for those who left out its blank lines too."""
        columns = 0
        for index, line in enumerate(lines[1:], 1):
            if not line.startswith("#") or line.startswith(("#Text=", "#Sentence.id=")):
                return index
            if found := layer(line, columns):
                self._out.layers.append(found)
                columns += len(found.columns)
            elif setting := _SETTING.fullmatch(line):
                self._out.settings[setting[1]] = setting[2]
        return len(lines)

    def _above(self, line: str, number: int, fresh: bool) -> None:
        """A line above a sentence's rows."""
        if fresh or not self._out.sentences or self._out.sentences[-1].units:
            self._out.sentences.append(Sentence(number))
        if line.startswith("#Text="):
            self._out.sentences[-1].lines.append(plain_text(line[6:], self._minor))
        elif not line.startswith("#Sentence.id="):
            what = line.partition("=")[0][1:40]
            self._tally.ledger.drop("import", "line", what, "says nothing that is known", f"{self._name}:{number}")

    def _row(self, line: str, number: int) -> None:
        id, _, rest = line.partition("\t")
        place, _, rest = rest.partition("\t")
        form, *cells = rest.split("\t")
        found = _RANGE.fullmatch(place)
        if not _UNIT.fullmatch(id) or not found:
            self._refuse(number, "the row does not begin with a unit and its offsets")
        elif not self._out.sentences:
            self._refuse(number, "the row stands in no sentence")
        elif int(found[1]) > int(found[2]):
            self._refuse(number, "the row ends before it begins")
        else:
            unit = Unit(id, int(found[1]), int(found[2]), form, tuple(cells), number)
            self._out.sentences[-1].units.append(unit)

    def _refuse(self, line: int, why: str) -> None:
        self._tally.refused.append(Refusal(self._name, line, why))
