"""Laying: a document's text put together from its passages and sentences, at the offsets they give.

A passage's offset counts from the document's start in the same unit as its annotations' do, which no file names; so
the unit is taken in which what stands between the passages comes out even, and the gaps are filled accordingly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from workbench.formats.bioc.parts import UNKNOWN, Part

GAP: Final = 16
"""A gap that is larger is no white space: passages were left out, and the text goes on after one blank line."""

_WIDTHS: Final[tuple[Callable[[str], int], ...]] = (
    len,
    lambda text: len(text.encode("utf-16-le", "surrogatepass")) // 2,
    lambda text: len(text.encode("utf-8", "surrogatepass")),
)


class Laid(NamedTuple):
    """The text (None where no part has one), and by how much each part's offsets are to be moved."""

    text: str | None
    moves: tuple[int, ...]
    filled: bool


def laid(parts: Sequence[Part]) -> Laid:
    """Lay out the parts that have a text, in their order."""
    if all(part.text is None for part in parts):
        return Laid(None, (0,) * len(parts), False)
    best = min(_WIDTHS, key=lambda width: _unevenness(parts, width))
    out: list[str] = []
    moves: list[int] = []
    at = end = 0
    for part in parts:
        if part.text is None:
            moves.append(0)
            continue
        offset = end if part.offset == UNKNOWN else part.offset
        fill = _fill(offset - end, part.is_sentence) if out else ""
        out += (fill, part.text)
        at += len(fill)
        moves.append(at - offset)
        at += best(part.text)
        end = offset + best(part.text)
    return Laid("".join(out), tuple(moves), any(out[::2]))


def _fill(gap: int, is_sentence: bool) -> str:
    if gap <= 0:
        return ""
    if gap > GAP:
        return "\n\n"
    return (" " if is_sentence else "\n") * gap


def _unevenness(parts: Sequence[Part], width: Callable[[str], int]) -> int:
    """How far the gaps between parts are from the usual one or none."""
    end, total = 0, 0
    for part in parts:
        if part.text is not None and part.offset != UNKNOWN:
            gap = part.offset - end
            total += 0 if gap in (0, 1) else min(abs(gap), GAP)
            end = part.offset + width(part.text)
    return total
