"""Near-duplicates: which documents are alike, found as documents come in.

Whatever makes a pair a candidate, it counts only if its exact Jaccard similarity reaches the threshold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Generic, TypeVar

from workbench.core.json import sha256
from workbench.ingest.candidates import Candidates
from workbench.ingest.shingles import ShingleHashes, Shingles, jaccard, shingles

THRESHOLD: Final = 0.3
"""The least similarity of near-duplicates; one setting for ingest and splits."""

MANY: Final = 4000
"""From this many documents on, candidates come from a part of the shingles."""

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
        many: the number of documents from which candidates come from a part of the shingles.
    """

    def __init__(self, text_of: Callable[[K], str], threshold: float = THRESHOLD, many: int = MANY) -> None:
        self._keys: list[K] = []
        self._same: dict[str, list[int]] = defaultdict(list)
        self._hashes = ShingleHashes()
        self._candidates = Candidates(threshold, many)
        self._threshold = threshold
        self._shingles: Callable[[K], Shingles] = lru_cache(256)(lambda key: shingles(text_of(key)))

    def __len__(self) -> int:
        return len(self._keys)

    def know(self, key: K, text: str, hashes: Any = None) -> None:
        """Take in a document without asking which earlier ones it is like.

        ``hashes`` are those of the text's shingles where they were made elsewhere (see :class:`ShingleHashes`).
        """
        self._same[sha256(text)].append(len(self._keys))
        self._keys.append(key)
        self._candidates.add(self._hashes(text) if hashes is None else hashes)

    def add(self, key: K, text: str, hashes: Any = None) -> list[Match[K]]:
        """Take in a document as :meth:`know` does; returns the earlier ones it is like, in the order they came in."""
        hashes = self._hashes(text) if hashes is None else hashes
        found = {position: Match(self._keys[position], 1.0, True) for position in self._same.get(sha256(text), ())}
        own: Shingles | None = None
        for position in self._candidates.like(hashes):
            if position in found:
                continue
            own = shingles(text) if own is None else own
            similarity = jaccard(own, self._shingles(self._keys[position]))
            if similarity >= self._threshold:
                found[position] = Match(self._keys[position], similarity, False)
        self.know(key, text, hashes)
        return [found[position] for position in sorted(found)]
