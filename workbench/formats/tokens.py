"""Edges on tokens: for formats that know tokens only."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from workbench.formats.exchange import Fragment


def trimmed(text: str, fragments: Sequence[Fragment]) -> tuple[Fragment, ...]:
    """The fragments without white space at their edges; one of nothing else goes."""
    out: list[Fragment] = []
    for start, end in fragments:
        inner = text[start:end]
        if left := inner.strip():
            start += len(inner) - len(inner.lstrip())
            out.append((start, start + len(left)))
    return tuple(out)


def widened(tokens: Sequence[Fragment], fragments: Sequence[Fragment]) -> tuple[Fragment, ...]:
    """The fragments grown to whole tokens, joined where they meet; one that touches no token goes."""
    out: list[Fragment] = []
    for start, end in fragments:
        first, last = touching(tokens, start, end)
        if first < last:
            begin, close = tokens[first][0], tokens[last - 1][1]
            if out and begin < out[-1][1]:
                begin, close = out[-1][0], max(close, out.pop()[1])
            out.append((begin, close))
    return tuple(out)


def touching(tokens: Sequence[Fragment], start: int, end: int) -> tuple[int, int]:
    """The tokens that share a code point with [start, end), as (first, one past last); equal where there is none."""
    first = bisect_right(tokens, start, key=lambda token: token[1])
    return first, max(first, bisect_left(tokens, end, key=lambda token: token[0]))
