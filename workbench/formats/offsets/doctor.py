"""The diagnosis: which unit the offsets of a file count, from how its spans lie in their texts; never a guess.

The unit is a habit of the program that wrote the file, so all its documents are looked at together. A unit that puts
every span where another one does is no other reading of this file. Where several readings remain, the text that the
file gives for its spans decides, or else how tidy their edges are; where neither is clear, the verdict is undecided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from workbench.core.json import Json
from workbench.formats.exchange import Document, Span, Unit
from workbench.formats.offsets.ruler import UNITS, Ruler
from workbench.formats.offsets.signs import against_edges, against_surface

How: TypeAlias = Literal["told", "same either way", "surface", "edges", "undecided"]
Placed: TypeAlias = tuple[tuple[int, int] | None, ...]

MARGIN: Final = 3
"""Signs by which the best reading must beat the next one: more than a single span can give…"""
RATIO: Final = 2
"""…which must also have so many times as many against it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found.

    Attributes:
        unit: the unit; empty where it is undecided.
        how: what decided.
        telling: how many spans lie elsewhere in one unit than in another.
        against: for each unit that is a reading of its own, the signs against it among the telling spans.
    """

    unit: Unit
    how: How
    telling: int = 0
    against: dict[Unit, int] = field(default_factory=dict)

    def to_json(self) -> dict[str, Json]:
        """The verdict with its evidence, for reports."""
        return {
            "unit": self.unit or None,
            "how": self.how,
            "telling": self.telling,
            "against": {str(unit): n for unit, n in self.against.items()},
        }

    def __str__(self) -> str:
        if not self.telling:
            return f"offsets in {self.unit} ({self.how})"
        signs = ", ".join(f"{unit} {n}" for unit, n in sorted(self.against.items(), key=lambda item: item[1]))
        told = f"by {self.how}" if self.unit else "undecided"
        return f"offsets in {self.unit or '?'} ({told}; signs against, of {self.telling} telling spans: {signs})"


@dataclass(slots=True)
class Doctor:
    """Looks at documents one after the other, so that a file of any size can be diagnosed."""

    telling: int = 0
    surfaced: int = 0
    _against: dict[str, dict[Unit, int]] = field(default_factory=lambda: {"surface": {}, "edges": {}})
    _places: dict[Unit, dict[Unit, bool]] = field(default_factory=lambda: defaultdict(dict))

    def look(self, document: Document) -> None:
        """Take in the evidence of one document; one without text or marks has none."""
        text = document.text
        spans = [span for reading in document.readings for span in reading.spans if not _empty(span)]
        if text is None or not spans or text.isascii() and "\r\n" not in text:
            return
        rulers = dict(_rulers(text))
        for span in spans:
            self._weigh(text, span, {unit: _placed(span, ruler) for unit, ruler in rulers.items()})

    def verdict(self) -> Verdict:
        """What the evidence comes to."""
        if not self.telling:
            return Verdict("codepoint", "same either way")
        how: Literal["surface", "edges"] = "surface" if self.surfaced else "edges"
        against = _likely({unit: self._against[how].get(unit, 0) for unit in self._readings()})
        order = sorted(against, key=lambda unit: (against[unit], UNITS.index(unit)))
        best, next_best = against[order[0]], against[order[1]] if len(order) > 1 else self.telling
        margin = 1 if how == "surface" else MARGIN
        clear = next_best - best >= margin and next_best >= RATIO * best
        telling = self.surfaced or self.telling
        return Verdict(order[0] if clear else "", how if clear else "undecided", telling, against)

    def _weigh(self, text: str, span: Span, places: dict[Unit, Placed]) -> None:
        for unit in UNITS:
            place = places.get(unit)
            for other in UNITS:
                self._places[unit][other] = self._places[unit].get(other, True) and place == places.get(other)
        if len(set(places.values())) < 2:
            return
        self.telling += 1
        self.surfaced += span.surface is not None
        for unit in UNITS:
            place = places.get(unit, (None,))
            if span.surface is not None:
                _count(self._against["surface"], unit, against_surface(text, place, span.surface))
            _count(self._against["edges"], unit, against_edges(text, place))

    def _readings(self) -> list[Unit]:
        """The units of which none places every span where an earlier one does."""
        out: list[Unit] = []
        for unit in UNITS:
            if unit in self._places and not any(self._places[unit].get(earlier) for earlier in out):
                out.append(unit)
        return out


def _likely(against: dict[Unit, int]) -> dict[Unit, int]:
    """The readings without normal forms that fit worse than another one.

    Hardly a program counts so: a normal form must prove itself, and not be disproved, or a letter or two that it reads
    elsewhere would leave a whole file undecided.
    """
    least = min(against.values())
    return {unit: n for unit, n in against.items() if unit not in ("nfc", "nfd") or n <= least}


def diagnose(documents: Iterable[Document]) -> Verdict:
    """The unit of documents of one file; those that name their unit already are not asked."""
    doctor = Doctor()
    told: set[Unit] = set()
    for document in documents:
        if document.unit:
            told.add(document.unit)
        else:
            doctor.look(document)
    return Verdict(told.pop(), "told") if len(told) == 1 and not doctor.telling else doctor.verdict()


def _rulers(text: str) -> Iterable[tuple[Unit, Ruler]]:
    for unit in UNITS:
        try:
            yield unit, Ruler(text, unit)
        except ValueError:
            continue


def _placed(span: Span, ruler: Ruler) -> Placed:
    return tuple(_fragment(ruler.to_points(a), ruler.to_points(b)) for a, b in span.fragments)


def _fragment(start: int | None, end: int | None) -> tuple[int, int] | None:
    return None if start is None or end is None or start >= end else (start, end)


def _empty(span: Span) -> bool:
    return any(start >= end for start, end in span.fragments)


def _count(table: dict[Unit, int], unit: Unit, n: int) -> None:
    table[unit] = table.get(unit, 0) + n
