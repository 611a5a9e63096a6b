"""Tokens: a lens on the text, stored as lengths.

A spaCy tokenizer leaves at most one ASCII blank after a token and makes every other white space a token, so
``length << 1 | space`` per token rebuilds every offset (two bytes; four where a token is longer than 32,767).
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

NARROW_LIMIT: Final = 0x7FFF
"""The longest token that two bytes can say, in code points."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Offsets of a document's tokens: ``starts[i]`` and ``ends[i]`` in code points, both of length ``len(tokens)``."""

    starts: array[int]
    ends: array[int]

    def __len__(self) -> int:
        return len(self.starts)

    @classmethod
    def decode(cls, blob: bytes, wide: bool = False) -> Tokens:
        """The tokens that :func:`encode` packed."""
        packed = array("I" if wide else "H")
        packed.frombytes(blob)
        if sys.byteorder == "big":
            packed.byteswap()
        nexts = array("I", accumulate(((p >> 1) + (p & 1) for p in packed), initial=0))
        starts = nexts[:-1]
        ends = array("I", (s + (p >> 1) for s, p in zip(starts, packed, strict=True)))
        return cls(starts, ends)

    def first_ending_after(self, offset: int) -> int:
        """The index of the first token that ends after this offset; ``len(self)`` where there is none."""
        return bisect_right(self.ends, offset)

    def covering(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that touch [start, end), as (first, one past last)."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    def aligned(self, start: int, end: int) -> bool:
        """Whether both edges stand on token edges."""
        first, last = self.covering(start, end)
        return first < last and self.starts[first] == start and self.ends[last - 1] == end

    def snap(self, start: int, end: int, outward: bool = True) -> tuple[int, int] | None:
        """The nearest token-aligned range around (or inside) [start, end); None where nothing would be left."""
        first, last = self.covering(start, end)
        if not outward:
            while first < last and self.starts[first] < start:
                first += 1
            while first < last and self.ends[last - 1] > end:
                last -= 1
        return (self.starts[first], self.ends[last - 1]) if first < last else None


def encode(tokens: Iterable[tuple[int, bool]]) -> tuple[bytes, bool]:
    """Pack (length, followed by a blank) pairs little-endian.

    Returns:
        The bytes and whether four bytes a token were needed.
    """
    packed = [length << 1 | space for length, space in tokens]
    wide = any(p > 0xFFFF for p in packed)
    blob = array("I" if wide else "H", packed)
    if sys.byteorder == "big":
        blob.byteswap()
    return blob.tobytes(), wide
