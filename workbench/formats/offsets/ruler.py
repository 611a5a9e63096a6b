"""The ruler: a text's offsets in another unit, turned into code points and back."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Final, Literal, TypeAlias

import regex

from workbench.formats.exchange import Unit

UNITS: Final[tuple[Unit, ...]] = ("codepoint", "utf16", "byte", "crlf", "grapheme", "nfc", "nfd")
"""Every unit, the likeliest first: where several read a file alike, the first one is named."""

Form: TypeAlias = Literal["NFC", "NFD"]
Stretch: TypeAlias = tuple[int, int, int]
"""(start, end, size): the code points [start, end) count as ``size`` units; a code point outside all counts as one."""


class Ruler:
    """Offsets of one text in one unit.

    An offset inside a stretch (the middle of a surrogate pair, say) stands at no code point: it is None.
    """

    def __init__(self, text: str, unit: Unit) -> None:
        """Measure a text.

        Raises:
            ValueError: for an empty unit, or a normal form that cannot be laid along the text.
        """
        self.length: Final = len(text)
        points, units = [(0, 0)], [(0, 0)]
        for start, end, size in stretches(text, unit):
            at = start + units[-1][1] - points[-1][1]
            points.append((start, end))
            units.append((at, at + size))
        self._points: Final = points
        self._units: Final = units

    @property
    def plain(self) -> bool:
        """Whether the unit is the same as code points throughout this text."""
        return len(self._points) == 1

    def to_points(self, offset: int) -> int | None:
        """The code point offset of an offset in the unit; None where there is none."""
        found = _across(offset, self._units, self._points)
        return found if found is not None and 0 <= found <= self.length else None

    def from_points(self, offset: int) -> int | None:
        """The offset in the unit of a code point offset; None inside what counts as one."""
        return _across(offset, self._points, self._units) if 0 <= offset <= self.length else None


def stretches(text: str, unit: Unit) -> Iterator[Stretch]:
    """The parts of a text whose size in the unit is not their number of code points, in order.

    Raises:
        ValueError: for an empty unit, or a normal form that cannot be laid along the text.
    """
    if unit == "codepoint" or (text.isascii() and "\r\n" not in text):
        return iter(())
    if unit not in _STRETCHES:
        raise ValueError("the unit of the offsets is not known")
    return (stretch for stretch in _STRETCHES[unit](text) if stretch[1] - stretch[0] != stretch[2])


def _across(offset: int, here: list[tuple[int, int]], there: list[tuple[int, int]]) -> int | None:
    """Follow an offset from one side's stretches to the other's."""
    i = bisect_right(here, offset, key=lambda stretch: stretch[0]) - 1
    if i < 0:
        return None
    (start, end), (first, last) = here[i], there[i]
    if offset >= end:
        return last + offset - end
    return first if offset == start else None


def _utf16(text: str) -> Iterator[Stretch]:
    return ((m.start(), m.end(), 2) for m in regex.finditer(r"[\U00010000-\U0010FFFF]", text))


def _bytes(text: str) -> Iterator[Stretch]:
    for found in regex.finditer(r"[^\x00-\x7f]", text):
        yield found.start(), found.end(), len(found.group().encode("utf-8", "surrogatepass"))


def _crlf(text: str) -> Iterator[Stretch]:
    return ((m.start(), m.end(), 1) for m in regex.finditer(r"\r\n", text))


def _graphemes(text: str) -> Iterator[Stretch]:
    return ((start, end, 1) for start, end in _clusters(text))


def _normal(form: Form) -> Callable[[str], Iterable[Stretch]]:
    def found(text: str) -> Iterable[Stretch]:
        return _normalised(text, form)

    return found


def _normalised(text: str, form: Form) -> Iterable[Stretch]:
    """A cluster at a time, because a normal form moves nothing across the edge of one (which is proved each time)."""
    made = [unicodedata.normalize(form, text[a:b]) for a, b in _clusters(text)]
    if "".join(made) != unicodedata.normalize(form, text):
        raise ValueError(f"the {form} of the text does not go along its characters")
    return [(a, b, len(new)) for (a, b), new in zip(_clusters(text), made, strict=True)]


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    edges = [0, *(found.end() for found in regex.finditer(r"\X", text))]
    return pairwise(edges)


_STRETCHES: Final[dict[Unit, Callable[[str], Iterable[Stretch]]]] = {
    "utf16": _utf16,
    "byte": _bytes,
    "crlf": _crlf,
    "grapheme": _graphemes,
    "nfc": _normal("NFC"),
    "nfd": _normal("NFD"),
}
