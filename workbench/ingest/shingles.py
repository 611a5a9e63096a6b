"""Shingles: the runs of five words that a text is compared by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, TypeAlias

import numpy as np

SIZE: Final = 5
"""Words a shingle."""

STRETCH: Final = 2**16
"""Code points that are hashed at once, where the text has a blank to cut it at."""

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
    """Turns texts into 64-bit hashes of their shingles, fast; equal shingles have equal hashes in every process.

    Words are never made into strings: a word's hash is the polynomial of its code points, taken from running sums.
    """

    def __init__(self) -> None:
        chosen = np.random.default_rng(20_240_229).integers(0, 2**63, SIZE + 1, dtype=np.uint64)
        self._base, *self._odd = (int(one) * 2 + 1 for one in chosen)
        self._kinds = _Kinds()
        self._powers: Any = np.ones(1, np.uint64)
        self._inverses: Any = np.ones(1, np.uint64)

    def __call__(self, text: str) -> Any:
        """The distinct hashes of a text's shingles, sorted: a numpy array of uint64."""
        found: Any = np.concatenate([self._words(stretch) for stretch in _stretches(text.casefold())])
        if not len(found):
            return found
        if len(found) < SIZE:
            found = np.concatenate([found, np.zeros(SIZE - len(found), np.uint64)])
        count = len(found) - SIZE + 1
        mixed = sum((found[i : i + count] * np.uint64(odd) for i, odd in enumerate(self._odd)), np.uint64(0))
        hashes: Any = np.sort(_scattered(mixed))
        return hashes[np.concatenate([[True], hashes[1:] != hashes[:-1]])]

    def _words(self, stretch: str) -> Any:
        """The hash of each word in order."""
        codes: Any = np.frombuffer(stretch.encode("utf-32-le", "surrogatepass"), "<u4")
        inside = np.zeros(len(codes) + 2, bool)
        inside[1:-1] = self._kinds(codes)
        edges = np.flatnonzero(inside[1:] != inside[:-1])
        starts, ends = edges[::2], edges[1::2]
        self._reach(len(codes))
        sums = np.zeros(len(codes) + 1, np.uint64)
        np.cumsum(codes * self._powers[: len(codes)], out=sums[1:])
        return _scattered((sums[ends] - sums[starts]) * self._inverses[starts])

    def _reach(self, length: int) -> None:
        """See that there are powers of the base, and of its inverse modulo 2^64, for a text of this length."""
        if length > len(self._powers):
            length = max(length, STRETCH)
            self._powers = _powers(self._base, length)
            self._inverses = _powers(pow(self._base, -1, 2**64), length)


class _Kinds:
    """Says of code points whether they belong to words; each is looked at once, because Python alone knows."""

    UNKNOWN, WORD, OTHER = 0, 1, 2

    def __init__(self) -> None:
        self._kinds: Any = np.zeros(0x110000, np.uint8)

    def __call__(self, codes: Any) -> Any:
        """A numpy array of bool, as long as the code points."""
        kinds = self._kinds[codes]
        if not kinds.all():
            for code in np.unique(codes[kinds == self.UNKNOWN]).tolist():
                self._kinds[code] = self.WORD if _WORD.match(chr(code)) else self.OTHER
            kinds = self._kinds[codes]
        return kinds == self.WORD


def _stretches(text: str) -> Iterator[str]:
    """A text in parts, at least one, none of which ends within a word."""
    start = 0
    while len(text) - start > STRETCH and (cut := text.rfind(" ", start + 1, start + STRETCH)) > 0:
        yield text[start:cut]
        start = cut
    yield text[start:]


def _powers(base: int, count: int) -> Any:
    factors = np.full(count, base, np.uint64)
    factors[0] = 1
    return np.multiply.accumulate(factors)


def _scattered(hashes: Any) -> Any:
    """Hashes of which every bit depends on every bit (one round of the finalizer of Murmur's kind)."""
    hashes = (hashes ^ (hashes >> np.uint64(32))) * np.uint64(0xD6E8FEB86659FD93)
    return hashes ^ (hashes >> np.uint64(32))
