"""MurmurHash64A with seed 1, which numbers every string of spaCy's that is not a reserved symbol.

The formula is Austin Appleby's (MurmurHash2, 64-bit version for 64-bit machines; public domain).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

SEED: Final = 1
FACTOR: Final = 0xC6A4A7935BD1E995
SHIFT: Final = 47
WORD: Final = 0xFFFFFFFFFFFFFFFF
FEW: Final = 8
"""So few strings are hashed to their ends one by one: numpy's calls would cost more, and a token may be very long."""
_BLOCK: Final = 8
_MASKS: Final = np.array([(1 << 8 * n) - 1 for n in range(_BLOCK)], np.uint64)


def hashes(strings: Sequence[bytes]) -> NDArray[np.uint64]:
    """The hash of each string, as uint64 [strings]; all are worked on side by side, eight bytes at a time."""
    sizes = np.fromiter(map(len, strings), np.int64, len(strings))
    starts = np.cumsum(sizes) - sizes
    # Every eight bytes of all, wherever they start; a last string's end is filled up.
    data = b"".join(strings) + bytes(_BLOCK)
    blocks: NDArray[np.uint64] = np.ndarray(len(data) - _BLOCK + 1, "<u8", data, strides=(1,))
    out: NDArray[np.uint64] = np.uint64(SEED) ^ (sizes.astype(np.uint64) * np.uint64(FACTOR))
    at, going = 0, np.flatnonzero(sizes >= _BLOCK)
    while len(going) > FEW:
        out[going] = _with_block(out[going], blocks[starts[going] + at])
        at += _BLOCK
        going = going[sizes[going] >= at + _BLOCK]
    left = sizes % _BLOCK
    some = np.flatnonzero(left)
    rest = blocks[starts[some] + sizes[some] - left[some]] & _MASKS[left[some]]
    out[some] = _with_rest(out[some], rest)
    out = _ended(out)
    for i in going.tolist():
        out[i] = _one(strings[i])
    return out


def _one(string: bytes) -> int:
    whole = len(string) // _BLOCK * _BLOCK
    h = SEED ^ ((len(string) * FACTOR) & WORD)
    for at in range(0, whole, _BLOCK):
        h = _with_block(h, int.from_bytes(string[at : at + _BLOCK], "little"))
    if whole < len(string):
        h = _with_rest(h, int.from_bytes(string[whole:], "little"))
    return int(_ended(h))


def _with_block(h: Any, block: Any) -> Any:
    """The hash with eight bytes more; all these take numbers of one string as ints, of many as arrays of uint64."""
    k = (block * FACTOR) & WORD
    k = ((k ^ (k >> SHIFT)) * FACTOR) & WORD
    return ((h ^ k) * FACTOR) & WORD


def _with_rest(h: Any, rest: Any) -> Any:
    """The hash with the bytes that fill no block."""
    return ((h ^ rest) * FACTOR) & WORD


def _ended(h: Any) -> Any:
    """The hash at the end of the string."""
    h = ((h ^ (h >> SHIFT)) * FACTOR) & WORD
    return h ^ (h >> SHIFT)
