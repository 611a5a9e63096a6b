"""Words: the distinct word forms of many tokens, found without making a string of every token.

A token's form is compared eight bytes at a time. Equal forms share a slot of a table; who shares a slot is compared
with the first of it, byte for byte, so that a collision costs time but never makes two forms one.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Positions = NDArray[np.int64]
Pieces = NDArray[np.uint64]

BITS: Final = 20
"""The table's slots: many more than a file has forms, few enough to stay in the processor's cache."""
_PIECE: Final = 8
_MASKS: Final = np.array([(1 << 8 * n) - 1 for n in range(_PIECE)] + [2**64 - 1], np.uint64)
_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)
"""2⁶⁴ over the golden ratio: multiplying by it spreads what differs anywhere into the upper bits (Knuth, 6.4)."""


def forms_of(text: str, starts: Positions, ends: Positions) -> tuple[list[str], NDArray[np.int32]]:
    """The distinct forms in order of first use, and each token's index into them.

    Args:
        text: what the tokens stand in, without NUL, which no text of the store has.
        starts: int64 [tokens], in code points.
        ends: int64 [tokens], exclusive; no token is empty.
    """
    data = text.encode()
    if len(data) == len(text):
        first = _firsts(data, starts, ends - starts)
    else:
        at = _byte_offsets(data)
        first = _firsts(data, at[starts], at[ends] - at[starts])
    uses = np.flatnonzero(first == np.arange(len(first)))
    index = np.empty(len(first), np.int32)
    index[uses] = np.arange(len(uses), dtype=np.int32)
    forms = [text[start:end] for start, end in zip(starts[uses].tolist(), ends[uses].tolist(), strict=True)]
    return forms, index[first]


def _byte_offsets(data: bytes) -> Positions:
    """Where each code point starts in its UTF-8 (and where the text ends): int64 [code points + 1]."""
    opens = (np.frombuffer(data, np.uint8) & 0xC0) != 0x80
    return np.append(np.flatnonzero(opens), len(data))


def _firsts(data: bytes, starts: Positions, sizes: Positions) -> Positions:
    """For every token, the first token that has its form."""
    pieces = _Pieces(data, starts, sizes)
    slots = (pieces.hashes() >> np.uint64(64 - BITS)).astype(np.int64)
    table = np.empty(1 << BITS, np.int64)
    every = np.arange(len(starts))
    # Written backwards, because the last write to a slot stays: the slot's first token.
    table[slots[::-1]] = every[::-1]
    out = table[slots]
    left = every[~pieces.equal(slice(None), out)]
    while len(left):
        table[slots[left[::-1]]] = left[::-1]
        found = table[slots[left]]
        out[left] = found
        left = left[~pieces.equal(left, found)]
    return out


class _Pieces:
    """The bytes of tokens, eight at a time; those past a token's end read as zero, which no token holds."""

    def __init__(self, data: bytes, starts: Positions, sizes: Positions) -> None:
        padded = data + bytes(_PIECE)
        self._bytes: Pieces = np.ndarray(len(data) + 1, "<u8", padded, strides=(1,))
        self._starts, self._sizes = starts, sizes
        self._head = self._piece(0, slice(None))

    def _piece(self, at: int, tokens: Positions | slice) -> Pieces:
        starts, left = self._starts[tokens], self._sizes[tokens]
        if at:
            starts, left = starts + at, left - at
        return self._bytes[starts] & _MASKS[np.minimum(left, _PIECE)]

    def hashes(self) -> Pieces:
        """One number a token, equal for equal forms: uint64 [tokens]."""
        out = self._head * _FACTOR
        at, longer = _PIECE, np.flatnonzero(self._sizes > _PIECE)
        while len(longer):
            mixed = out[longer]
            out[longer] = ((mixed ^ (mixed >> np.uint64(29))) + self._piece(at, longer)) * _FACTOR
            at += _PIECE
            longer = longer[self._sizes[longer] > at]
        return out

    def equal(self, some: Positions | slice, others: Positions) -> NDArray[np.bool_]:
        """Whether each of some tokens has the very bytes of its counterpart."""
        sizes = self._sizes[some]
        out: NDArray[np.bool_] = self._head[some] == self._head[others]
        # Without NUL, equal pieces that are not full are of equal size; of full ones it remains to be seen.
        longer = np.flatnonzero(out & (sizes >= _PIECE))
        mine = longer if isinstance(some, slice) else some[longer]
        equal = sizes[longer] == self._sizes[others[longer]]
        at = 0
        while len(longer):
            out[longer[~equal]] = False
            at += _PIECE
            more = equal & (sizes[longer] > at)
            longer, mine = longer[more], mine[more]
            equal = self._piece(at, mine) == self._piece(at, others[longer])
        return out
