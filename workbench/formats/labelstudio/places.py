"""Places: where in the text a region lies; in a plain text, in a page of HTML, or in the turns of a dialogue."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple, Protocol

from workbench.formats.exchange import Fragment, Unit
from workbench.formats.jsonfile import whole
from workbench.formats.labelstudio.page import Page
from workbench.formats.offsets.ruler import Ruler

NO_PLACE: Final = "has no place in a text"
NOT_FOUND: Final = "its place in the page or dialogue was not found"
FOUND_BY_WORDS: Final = "the file's place for it has other words; put where its own words stand"
OTHER_WORDS: Final = "the file's own words for it are others than stand at its place"
TURN: Final = ("text", "phrase", "utterance", "content")
"""What the words of a turn are called in a dialogue."""


class Place(NamedTuple):
    """Where a region lies, and what speaks against it; empty where nothing does."""

    fragment: Fragment
    doubt: str = ""


class Text(Protocol):
    """A task's text, however it is shown."""

    text: str | None
    unit: Unit
    sentences: tuple[Fragment, ...]

    def place(self, value: dict[str, Any]) -> Place | str:
        """Where the region of a value lies, or why nowhere."""
        ...


class Plain:
    """A text with plain offsets; what they count depends on the version, so the offset doctor decides."""

    unit: Unit = ""
    sentences: tuple[Fragment, ...] = ()

    def __init__(self, text: str | None) -> None:
        self.text = text

    def place(self, value: dict[str, Any]) -> Place | str:
        """The offsets as they stand."""
        start, end = whole(value.get("start")), whole(value.get("end"))
        return NO_PLACE if start is None or end is None else Place((start, end))


class Hypertext:
    """The text of a page; regions lie between paths, with offsets into the whole text beside them."""

    unit: Unit = "codepoint"
    sentences: tuple[Fragment, ...] = ()

    def __init__(self, html: str) -> None:
        self._page = Page(html)
        self.text: str | None = self._page.text

    def place(self, value: dict[str, Any]) -> Place | str:
        """The first reading that gives the region's own text; where it has none, the first that lies in the page."""
        return _best(self._page.text, self._readings(value), value.get("text"))

    def _readings(self, value: dict[str, Any]) -> Iterator[Fragment]:
        ends = [(value.get(end), whole(value.get(f"{end}Offset"))) for end in ("start", "end")]
        points = [
            None if offset is None or not isinstance(path, str) else self._page.point(path, offset)
            for path, offset in ends
        ]
        yield from _pairs(*points)
        offsets = value.get("globalOffsets")
        for counted in (offsets, value) if isinstance(offsets, dict) else (value,):
            yield from _pairs(whole(counted.get("start")), whole(counted.get("end")))


class Dialogue:
    """The turns of a dialogue, a line each; a region names the turns and the offsets inside them."""

    unit: Unit = "codepoint"

    def __init__(self, turns: Sequence[Any]) -> None:
        words = [words_of(turn) for turn in turns]
        self.text: str | None = "\n".join(words)
        starts = [0]
        for turn in words:
            starts.append(starts[-1] + len(turn) + 1)
        self._turns = list(zip(starts, words, strict=False))
        self.sentences: tuple[Fragment, ...] = tuple((start, start + len(turn)) for start, turn in self._turns if turn)

    def place(self, value: dict[str, Any]) -> Place | str:
        """The first reading that gives the region's own text; where it has none, that in code points."""
        return _best(self.text or "", self._readings(value), value.get("text"))

    def _readings(self, value: dict[str, Any]) -> Iterator[Fragment]:
        units: tuple[Unit, ...] = ("codepoint", "utf16")
        for unit in units:
            yield from _pairs(
                *(self._point(value.get(end), value.get(f"{end}Offset"), unit) for end in ("start", "end"))
            )

    def _point(self, turn: Any, offset: Any, unit: Unit) -> int | None:
        number = int(turn) if isinstance(turn, str) and re.fullmatch(r"[0-9]{1,9}", turn) else whole(turn)
        at = whole(offset)
        if number is None or at is None or not 0 <= number < len(self._turns):
            return None
        start, words = self._turns[number]
        within = Ruler(words, unit).to_points(at)
        return None if within is None else start + within


def words_of(turn: Any) -> str:
    """What is said in a turn."""
    if isinstance(turn, dict):
        turn = next((turn[key] for key in TURN if isinstance(turn.get(key), str)), "")
    return turn if isinstance(turn, str) else ""


def _pairs(start: int | None, end: int | None) -> Iterator[Fragment]:
    if start is not None and end is not None:
        yield start, end


def _best(text: str, readings: Iterable[Fragment], surface: Any) -> Place | str:
    """The first reading under which the surface stands there, whatever its white space."""
    found = [reading for reading in readings if 0 <= reading[0] <= reading[1] <= len(text)]
    if not isinstance(surface, str):
        return Place(found[0]) if found else NOT_FOUND
    for place in found:
        if _words(text[slice(*place)]) == _words(surface):
            return Place(place)
    if only := _only(text, surface):
        return Place(only, FOUND_BY_WORDS)
    return Place(found[0], OTHER_WORDS) if found else NOT_FOUND


def _only(text: str, surface: str) -> Fragment | None:
    """The one place where a surface stands; none where it stands at several."""
    at = text.find(surface) if surface else -1
    return (at, at + len(surface)) if at >= 0 and text.find(surface, at + 1) < 0 else None


def _words(text: str) -> str:
    """A text without white space, which Label Studio writes as it likes: a line break as two characters, say."""
    return "".join(text.replace("\\n", " ").split())
