"""Cells of WebAnno TSV: what stands in one, taken apart at bars and semicolons that no backslash guards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from workbench.formats.webannotsv.escapes import plain_value

NONE: Final = "_"
"""A cell where the layer has no annotation."""
NULL: Final = "*"
"""An annotation without a value."""

_PIECE: Final = {sep: re.compile(rf"(?:\\.|[^\\{re.escape(sep)}])*", re.DOTALL) for sep in "|;"}
_SUFFIX: Final = re.compile(r"(?P<value>.*)\[(?P<id>\d{1,18})\]", re.DOTALL)
_CHAIN: Final = re.compile(r"(?P<value>.*)->(?P<chain>\d{1,18})-(?P<link>\d{1,18})", re.DOTALL)
_REFERENCE: Final = re.compile(r"(?P<unit>\d+-\d+(?:\.\d+)?)(?:\[(?P<source>\d{1,18})(?:_(?P<target>\d{1,18}))?\])?")


class Value(NamedTuple):
    """One annotation's value in a cell, still escaped; ``id`` tells it from others, 0 where nothing has to."""

    text: str
    id: int

    @property
    def plain(self) -> str | None:
        """The value itself, or None where the annotation has none."""
        return None if self.text in (NULL, NONE) else plain_value(self.text)


class Reference(NamedTuple):
    """A cell's pointer at the unit where another annotation begins, with ids where they are needed, else 0."""

    unit: str
    source: int
    target: int


class ChainLink(NamedTuple):
    """A place in a chain, with the relation to the next."""

    value: str
    chain: int
    link: int


def stacked(cell: str) -> list[Value]:
    """The annotations of a cell, one for each that is stacked there."""
    if cell == NONE:
        return []
    return [_value(piece) for piece in split(cell, "|")]


def split(cell: str, separator: str) -> list[str]:
    """A cell at its separators, none of which a backslash guards."""
    return list(_pieces(cell, separator))


def reference(text: str) -> Reference | None:
    """A reference, or None where the text is none."""
    found = _REFERENCE.fullmatch(text)
    return found and Reference(found["unit"], int(found["source"] or 0), int(found["target"] or 0))


def chain_link(text: str) -> ChainLink | None:
    """A chain's link, or None where the text is none."""
    found = _CHAIN.fullmatch(text)
    return found and ChainLink(found["value"], int(found["chain"]), int(found["link"]))


def _value(piece: str) -> Value:
    found = _SUFFIX.fullmatch(piece)
    return Value(found["value"], int(found["id"])) if found else Value(piece, 0)


def _pieces(cell: str, separator: str) -> Iterator[str]:
    at = 0
    while True:
        found = _PIECE[separator].match(cell, at)
        end = found.end() if found else at
        if end < len(cell) and cell[end] == "\\":  # a backslash at the very end guards nothing
            end = len(cell)
        yield cell[at:end]
        if end >= len(cell):
            return
        at = end + 1
