"""SLATE as a format: how it is known, which text a file belongs to, and how its items are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from workbench.formats.exchange import Document, Fragment, Reading, Relation, Span
from workbench.formats.format import ReadOptions, Refusal, Tally
from workbench.formats.lines import first_lines, lines
from workbench.formats.plaintext import text_of
from workbench.formats.slate.grid import Grid
from workbench.formats.slate.items import LINE, Item, Place, item
from workbench.formats.source import Source

LINK: Final = "link"
"""The label of links, which SLATE gives none."""
END: Final = "linked"
"""The label of the places that links join."""
TEXTS: Final = ("", ".txt", ".ascii.txt", ".raw.txt", ".tok.txt")
"""What may stand after the common part of the names of a text and its annotations."""
_ANNOTATOR: Final = re.compile(r"annotations?[-_.]?(.*)")
_NOWHERE: Final = (0, 0)


class _Slate:
    """The reader."""

    name = "slate"
    title = "SLATE"

    def sniff(self, source: Source) -> float:
        """By its lines, all of which are items; surer where the name says what it is."""
        found = [line for line in first_lines(source) if line.strip()]
        named = "annotation" in source.path.name
        if not found:
            return 0.4 if named and _text_beside(source) else 0.0
        if sum(LINE.fullmatch(line) is not None for line in found) < 0.9 * len(found):
            return 0.0
        return 0.9 if named else 0.6

    def companions(self, source: Source) -> Iterable[str]:
        """The text."""
        found = _text_beside(source)
        return () if found is None else (found.name,)

    def read(self, source: Source, tally: Tally, options: ReadOptions) -> Iterator[Document]:
        """The document of a file, by the person that its name ends with.

        Raises:
            Fault: where the file or its text is not UTF-8.
        """
        beside = _text_beside(source)
        tally.documents += 1
        text = None if beside is None else text_of(beside)
        reading = _Reading(source.name, None if text is None else Grid(text), tally)
        for number, line in enumerate(lines(source), 1):
            if line.strip():
                reading.take(number, line)
        name = source.name if beside is None else beside.name
        found = Reading(_annotator(source), spans=tuple(reading.spans), relations=tuple(reading.relations))
        yield Document(name.removesuffix(".txt"), text, (found,), "codepoint")


class _Reading:
    """The items of one file as spans and relations."""

    def __init__(self, file: str, grid: Grid | None, tally: Tally) -> None:
        self._file, self._grid, self._tally = file, grid, tally
        self.spans: list[Span] = []
        self.relations: list[Relation] = []
        self._ends: dict[Place, str] = {}

    def take(self, number: int, line: str) -> None:
        """Take in a line; one that is wrong goes to the tally."""
        try:
            found = item(line)
            if found.labels:
                self._tally.spans += 1
                self._label(number, found)
            elif len(found.places) > 1:
                self._tally.relations += 1
                self._link(number, found)
            else:
                raise ValueError("has neither a label nor two places to link")
        except ValueError as error:
            self._tally.refused.append(Refusal(self._file, number, str(error)))

    def _label(self, number: int, found: Item) -> None:
        """A span for each label, because an item may have several."""
        fragments = tuple(sorted({self._fragment(place) for place in found.places}))
        for k, label in enumerate(found.labels, 1):
            self.spans.append(Span(f"{number}" if k == 1 else f"{number}.{k}", label, fragments))

    def _link(self, number: int, found: Item) -> None:
        """A relation between each two places that follow one another; the places become spans."""
        fragments = [self._fragment(place) for place in found.places]
        for place, fragment in zip(found.places, fragments, strict=True):
            if place not in self._ends:
                self._ends[place] = f"p{len(self._ends) + 1}"
                self.spans.append(Span(self._ends[place], END, (fragment,)))
                why = "made for the ends of links, which SLATE draws between bare places"
                self._tally.ledger.change("import", "span", END, why, f"{self._file}:{number}")
        for k, (head, tail) in enumerate(pairwise(found.places), 1):
            id = f"{number}" if k == 1 else f"{number}.{k}"
            self.relations.append(Relation(id, LINK, self._ends[head], self._ends[tail]))

    def _fragment(self, place: Place) -> Fragment:
        return _NOWHERE if self._grid is None else self._grid.fragment(place)


def _text_beside(source: Source) -> Source | None:
    """The text whose name a file's name begins with, the longest such."""
    stem = source.path.name
    while "." in stem:
        stem = stem.rpartition(".")[0]
        for ending in TEXTS:
            found = source.beside(stem + ending)
            if found is not None and found.name != source.name and "annotation" not in found.path.name:
                return found
    return None


def _annotator(source: Source) -> str:
    """What stands in a file's name after the word annotation, as in ``doc.txt.annotations.ana``."""
    found = [_ANNOTATOR.fullmatch(part) for part in source.path.name.removesuffix(".txt").split(".")]
    last = max((k for k, one in enumerate(found) if one), default=None)
    if last is None:
        return ""
    match = found[last]
    assert match is not None, "the part was chosen because it matches"
    return match[1] or ".".join(source.path.name.removesuffix(".txt").split(".")[last + 1 :])


FORMAT: Final = _Slate()
