"""Near-duplicates: which documents are alike, found as documents come in.

Candidates come from an index of shingles that misses nothing while documents are few, and from MinHash above that;
whichever found it, a pair counts only if its exact Jaccard similarity reaches the threshold.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Generic, TypeVar

from workbench.core.json import sha256
from workbench.ingest.shingles import ShingleHashes, Shingles, jaccard, shingles

THRESHOLD: Final = 0.3
"""The least similarity of near-duplicates; one setting for ingest and splits."""

MANY: Final = 4000
"""From this many documents on, candidates come from MinHash."""

BANDS, ROWS = 128, 2
"""Of MinHash: two texts of similarity .3 share a band with probability .99999."""

SLACK: Final = 1e-9

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Match(Generic[K]):
    """An earlier document that is like this one; ``exact`` where the texts are the same to the code point."""

    key: K
    similarity: float
    exact: bool


class Finder(Generic[K]):
    """Takes documents one by one and says which earlier ones each is like.

    Args:
        text_of: the text of an earlier document; asked for candidates only.
        threshold: the least similarity, above 0.
        many: the number of documents from which candidates come from MinHash.
    """

    def __init__(self, text_of: Callable[[K], str], threshold: float = THRESHOLD, many: int = MANY) -> None:
        self._keys: list[K] = []
        self._same: dict[str, list[int]] = defaultdict(list)
        self._hashes = ShingleHashes()
        self._index: _Postings | _MinHash = _Postings(threshold)
        self._threshold = threshold
        self._many = many
        self._shingles: Callable[[K], Shingles] = lru_cache(256)(lambda key: shingles(text_of(key)))

    def __len__(self) -> int:
        return len(self._keys)

    def add(self, key: K, text: str, hashes: Any = None) -> list[Match[K]]:
        """Take in a document; returns the earlier ones it is like, in the order in which they came.

        ``hashes`` are those of the text's shingles where they were made elsewhere (see :class:`ShingleHashes`).
        """
        same = self._same[sha256(text)]
        exact = set(same)
        candidates = self._index.add(self._hashes(text) if hashes is None else hashes)
        own: Shingles | None = None
        found = {position: Match(self._keys[position], 1.0, True) for position in same}
        for position in candidates:
            if position in exact:
                continue
            own = shingles(text) if own is None else own
            similarity = jaccard(own, self._shingles(self._keys[position]))
            if similarity >= self._threshold:
                found[position] = Match(self._keys[position], similarity, False)
        same.append(len(self._keys))
        self._keys.append(key)
        if len(self._keys) == self._many and isinstance(self._index, _Postings):
            self._index = self._index.to_minhash()
        return [found[position] for position in sorted(found)]


class _Postings:
    """Counts the shingles a document shares with every earlier one: no candidate is missed.

    Most shingles stand in one document, so a lone holder is kept as its bare position and whole sets meet at once.
    """

    def __init__(self, threshold: float) -> None:
        self._threshold = threshold
        self._holders: dict[int, int | list[int]] = {}
        self._documents: list[Any] = []
        self._sizes: list[int] = []

    def add(self, hashes: Any) -> list[int]:
        """Take in a document's shingles; returns the earlier documents that reach the threshold by their hashes."""
        own = set(hashes.tolist())
        position, size = len(self._documents), len(own)
        seen = own & self._holders.keys()
        shared: Counter[int] = Counter()
        for shingle in seen:
            holders = self._holders[shingle]
            if isinstance(holders, int):
                self._holders[shingle] = holders = [holders]
            shared.update(holders)
            holders.append(position)
        self._holders.update(dict.fromkeys(own - seen, position))
        self._documents.append(hashes)
        self._sizes.append(size)
        return [other for other, n in shared.items() if n >= self._threshold * (size + self._sizes[other] - n) - SLACK]

    def to_minhash(self) -> _MinHash:
        """The same documents under MinHash."""
        index = _MinHash()
        for hashes in self._documents:
            index.add(hashes)
        return index


class _MinHash:
    """Finds the documents that share a band of their signatures; deterministic, the permutations being fixed."""

    def __init__(self) -> None:
        import numpy as np

        generator = np.random.default_rng(20_240_301)
        self._odd: Any = generator.integers(0, 2**63, BANDS * ROWS, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
        self._flip: Any = generator.integers(0, 2**63, BANDS * ROWS, dtype=np.uint64)
        self._buckets: list[dict[bytes, list[int]]] = [defaultdict(list) for _ in range(BANDS)]
        self._count = 0

    def add(self, hashes: Any) -> list[int]:
        """Take in a document's shingles; returns the earlier documents that share a band."""
        found: set[int] = set()
        if len(hashes):
            signature: Any = ((hashes[:, None] ^ self._flip) * self._odd).min(axis=0)
            packed, width = signature.tobytes(), 8 * ROWS
            for band, buckets in enumerate(self._buckets):
                bucket = buckets[packed[band * width : (band + 1) * width]]
                found.update(bucket)
                bucket.append(self._count)
        self._count += 1
        return sorted(found)
