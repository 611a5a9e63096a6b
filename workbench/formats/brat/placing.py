"""Placing: a span as brat's fragments, which hold no line break, and as one again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from workbench.formats.exchange import Fragment
from workbench.formats.offsets.ruler import Ruler

MET = "fragments that meet, or that only a line end parts, became one"
EDGES = "line breaks at its edges were left out"


def placed(text: str, fragments: Sequence[Fragment]) -> tuple[tuple[Fragment, ...], str]:
    """The fragments between line breaks, and what a reader will find changed; none where there are only breaks."""
    ruler = Ruler(text, "codepoint")
    before: tuple[Fragment, ...] = ()
    again: tuple[Fragment, ...] = tuple(_apart(sorted(fragments)))
    pieces: tuple[Fragment, ...] = ()
    while again != before:
        pieces = tuple(piece for start, end in again for piece in _lines(text, start, end))
        before, again = again, joined(pieces, text, ruler)
    if again == tuple(fragments):
        return pieces, ""
    return pieces, MET if len(again) < len(fragments) else EDGES


def joined(fragments: Iterable[Fragment], text: str, ruler: Ruler) -> tuple[Fragment, ...]:
    """The fragments, those as one that a line break and blanks part, because brat splits a selection at line ends.

    Args:
        fragments: in the ruler's unit.
        text: what they stand in.
        ruler: of the text.
    """
    out: list[Fragment] = []
    for start, end in fragments:
        if out and _breaks_only(text, ruler.to_points(out[-1][1]), ruler.to_points(start)):
            out[-1] = out[-1][0], end
        else:
            out.append((start, end))
    return tuple(out)


def _breaks_only(text: str, start: int | None, end: int | None) -> bool:
    """Whether a stretch of text is blanks with a line break among them."""
    gap = "" if start is None or end is None else text[start:end]
    return gap.isspace() and gap.splitlines() != [gap]


def surface(text: str, pieces: Iterable[Fragment]) -> str:
    """The text of fragments as brat writes it."""
    return " ".join(text[start:end] for start, end in pieces)


def _apart(fragments: Iterable[Fragment]) -> Iterator[Fragment]:
    """The fragments, those that overlap as one."""
    held: Fragment | None = None
    for start, end in fragments:
        if held is not None and start < held[1]:
            held = held[0], max(end, held[1])
            continue
        if held is not None:
            yield held
        held = start, end
    if held is not None:
        yield held


def _lines(text: str, start: int, end: int) -> Iterator[Fragment]:
    """The stretches between line breaks, without blanks beside them."""
    ends = [start]
    for line in text[start:end].splitlines(keepends=True):
        ends.append(ends[-1] + len(line))
    if len(ends) == 2 and text[start:end].splitlines() == [text[start:end]]:
        yield start, end
        return
    for a, b in pairwise(ends):
        inner = text[a:b]
        if inner.isspace():
            continue
        left = len(inner) - len(inner.lstrip()) if a > start else 0
        right = len(inner) - len(inner.rstrip()) if b < end else len(inner) - len(inner.splitlines()[0])
        yield a + left, b - right
