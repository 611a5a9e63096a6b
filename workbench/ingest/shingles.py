"""Shingles: the runs of five words that a text is compared by."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import Any, Final, TypeAlias

SIZE: Final = 5
"""Words a shingle."""

Shingles: TypeAlias = frozenset[tuple[str, ...]]

_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """The case-folded words of a text: runs of letters, digits and underscores."""
    return _WORD.findall(text.casefold())


def shingles(text: str) -> Shingles:
    """The distinct runs of five words; a shorter text is one run, a text without words has none."""
    found = words(text)
    if len(found) < SIZE:
        return frozenset([tuple(found)] if found else [])
    return frozenset(zip(*(found[i:] for i in range(SIZE)), strict=False))


def jaccard(a: Shingles, b: Shingles) -> float:
    """Shared shingles over all shingles of two texts; 0.0 where neither has any."""
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared) if shared else 0.0


class ShingleHashes:
    """Turns texts into 64-bit hashes of their shingles, fast; equal shingles have equal hashes in every process."""

    def __init__(self) -> None:
        import numpy as np

        self._words = _WordHashes()
        multipliers = np.random.default_rng(20_240_229).integers(0, 2**63, SIZE, dtype=np.uint64)
        self._odd: Any = multipliers * np.uint64(2) + np.uint64(1)

    def __call__(self, text: str) -> Any:
        """The hashes of a text's shingles in order, repeated ones too: a numpy array of uint64."""
        import numpy as np

        found = words(text)
        if not found:
            return np.empty(0, np.uint64)
        hashes: Any = np.fromiter(map(self._words.__getitem__, found), np.uint64, len(found))
        if len(found) < SIZE:
            hashes = np.concatenate([hashes, np.zeros(SIZE - len(found), np.uint64)])
        count = len(hashes) - SIZE + 1
        mixed = hashes[:count] * self._odd[0]
        for i in range(1, SIZE):
            mixed = mixed + hashes[i : i + count] * self._odd[i]
        mixed ^= mixed >> np.uint64(32)
        mixed *= np.uint64(0xD6E8FEB86659FD93)
        return mixed ^ (mixed >> np.uint64(32))


class _WordHashes(dict[str, int]):
    """Hashes of words, each made once; the 0 that fills up short texts is no word's in practice."""

    def __missing__(self, word: str) -> int:
        self[word] = made = int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")
        return made
