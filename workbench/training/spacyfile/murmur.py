"""MurmurHash64A with seed 1, which numbers every string of spaCy's that is not a reserved symbol.

The formula is Austin Appleby's (MurmurHash2, 64-bit version for 64-bit machines; public domain).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

SEED: Final = 1
FACTOR: Final = 0xC6A4A7935BD1E995
SHIFT: Final = 47
WORD: Final = 0xFFFFFFFFFFFFFFFF
FEW: Final = 8
"""So few strings of one length are hashed one by one: numpy's calls would cost more, and a token may be very long."""


def hashes(strings: Sequence[bytes]) -> NDArray[np.uint64]:
    """The hash of each string, as uint64 [strings]; those of one length are worked on side by side."""
    out = np.empty(len(strings), np.uint64)
    of_length: dict[int, list[int]] = {}
    for i, string in enumerate(strings):
        of_length.setdefault(len(string), []).append(i)
    for length, members in of_length.items():
        if len(members) <= FEW:
            for i in members:
                out[i] = _one(strings[i])
        else:
            out[members] = _alike([strings[i] for i in members], length)
    return out


def _one(string: bytes) -> int:
    whole = len(string) // 8
    blocks = struct.unpack(f"<{whole}Q", string[: whole * 8])
    return int(_mixed(blocks, int.from_bytes(string[whole * 8 :], "little"), len(string)))


def _alike(strings: Sequence[bytes], length: int) -> NDArray[np.uint64]:
    """The hashes of strings of one length, whose bytes are padded with zeros to words of eight."""
    whole, left = divmod(length, 8)
    padded = np.zeros((len(strings), (whole + bool(left)) * 8), np.uint8)
    padded[:, :length] = np.frombuffer(b"".join(strings), np.uint8).reshape(len(strings), length)
    words = padded.view("<u8").astype(np.uint64, copy=False).T
    mixed = _mixed(words[:whole], words[whole] if left else 0, length)
    return np.asarray(mixed, np.uint64)


def _mixed(blocks: Iterable[Any], tail: Any, length: int) -> Any:
    """The hash of words of eight bytes and of what is left over: of one string as ints, of many as arrays of uint64."""
    h: Any = SEED ^ ((length * FACTOR) & WORD)
    for block in blocks:
        k = (block * FACTOR) & WORD
        k = ((k ^ (k >> SHIFT)) * FACTOR) & WORD
        h = ((h ^ k) * FACTOR) & WORD
    if length % 8:
        h = ((h ^ tail) * FACTOR) & WORD
    h = ((h ^ (h >> SHIFT)) * FACTOR) & WORD
    return h ^ (h >> SHIFT)
