"""Candidates: which earlier documents share so many shingles with a new one that they are worth comparing with it.

While documents are few, all their shingles are kept and nothing is missed. Above that only the smallest hashes of each
are (bottom-k MinHash): with 128 of them, fewer than one pair in a million at a similarity of .3 is missed (Chernoff's
bound on how many of them are shared), and 100,000 documents take 100 MB, at moments twice that.
"""

from __future__ import annotations

from math import inf, sqrt
from typing import Any, Final

import numpy as np

KEEP: Final = 128
"""Hashes of a document that are kept where documents are many."""
DEVIATIONS: Final = 5
"""How far below what is expected, in standard deviations, the hashes that two documents share may lie."""
COMMON: Final = 256
"""Documents from which a shingle is common: boilerplate, which is looked up only where there is little else."""

SLACK: Final = 1e-9

OWNER_BITS: Final = 24
"""An entry is the upper 40 bits of a hash and the number of its document."""
SEEN_BITS: Final = 24
"""Of the table that says at once which hashes no document has."""

_OWNER: Final = np.uint64(2**OWNER_BITS - 1)


class Candidates:
    """Takes the shingles of documents one by one and tells which earlier ones may be alike.

    Args:
        threshold: the least similarity, above 0.
        many: the number of documents from which only some hashes are kept.
    """

    def __init__(self, threshold: float, many: int) -> None:
        self._threshold, self._many = threshold, many
        self._sizes: list[int] = []
        self._keep: int | None = None
        self._entries = _Entries()
        self._seen: Any = np.zeros(2**SEEN_BITS, bool)

    def __len__(self) -> int:
        return len(self._sizes)

    def add(self, hashes: Any) -> None:
        """Take in a document's shingles (distinct and sorted, see :class:`.shingles.ShingleHashes`)."""
        owner = len(self._sizes)
        entries = _upper(hashes[: self._keep]) | np.uint64(owner)
        self._entries.add(entries)
        self._seen[_slots(entries)] = True
        self._sizes.append(len(hashes))
        if len(self._sizes) == self._many:
            self._thin()

    def like(self, hashes: Any) -> list[int]:
        """The numbers of the earlier documents that may be alike, in order."""
        least = self._least(len(hashes))
        wanted = _upper(hashes[: self._keep])
        wanted = wanted[self._seen[_slots(wanted)]]
        if len(wanted) < least:
            return []
        owners, left_out = self._entries.owners(wanted, int(least / 2))
        found, shared = np.unique(owners, return_counts=True)
        shared += left_out
        enough = shared >= least
        pairs = zip(found[enough].tolist(), shared[enough].tolist(), strict=True)
        return [owner for owner, n in pairs if n >= self._need(len(hashes), self._sizes[owner])]

    def _least(self, size: int) -> float:
        """How many hashes any document that is alike shares with one that has so many."""
        whole = self._threshold * size - SLACK
        return whole if self._keep is None else min(whole, _below(self._threshold * self._keep))

    def _need(self, size: int, other: int) -> float:
        """How many hashes two documents of these sizes share if they are alike."""
        small, large = sorted((size, other))
        if small < self._threshold * large - SLACK:
            return inf
        share = self._threshold / (1 + self._threshold)
        if self._keep is None or large <= self._keep:
            return (small + large) * share - SLACK
        return _below(self._keep / large * (small + large) * share)

    def _thin(self) -> None:
        """From here on, keep only the smallest hashes of each document."""
        self._keep = KEEP
        self._entries.thin(KEEP)
        self._seen[:] = False
        for run in self._entries.runs():
            self._seen[_slots(run)] = True


class _Entries:
    """Entries in a few sorted runs, each much longer than the next; new ones wait until somebody looks."""

    def __init__(self) -> None:
        self._runs: list[Any] = []
        self._new: list[Any] = []

    def add(self, entries: Any) -> None:
        self._new.append(entries)

    def runs(self) -> list[Any]:
        """All entries, the new ones sorted in."""
        if self._new:
            run = np.sort(np.concatenate(self._new))
            self._new.clear()
            while self._runs and len(self._runs[-1]) <= 4 * len(run):
                run = np.sort(np.concatenate([self._runs.pop(), run]), kind="stable")
            self._runs.append(run)
        return self._runs

    def owners(self, wanted: Any, most: int) -> tuple[Any, int]:
        """The owner of every entry that has one of the hashes wanted, and how many hashes were left out.

        Those left out are the commonest, at most ``most``, and only common ones.
        """
        runs = self.runs()
        first = [run.searchsorted(wanted) for run in runs]
        last = [run.searchsorted(wanted | _OWNER, side="right") for run in runs]
        holders: Any = sum((b - a for a, b in zip(first, last, strict=True)), np.zeros(len(wanted), np.int64))
        order = np.argsort(-holders, kind="stable")
        left_out = min(most, int((holders >= COMMON).sum()))
        kept = order[left_out:]
        found = [run[_ranges(a[kept], b[kept])] for run, a, b in zip(runs, first, last, strict=True)]
        return np.concatenate(found) & _OWNER if found else np.empty(0, np.uint64), left_out

    def thin(self, keep: int) -> None:
        """Leave each owner its smallest hashes, so many at most."""
        runs = self.runs()
        if not runs:
            return
        entries = np.concatenate(runs)
        owners = entries & _OWNER
        entries = entries[np.lexsort((entries, owners))]
        owners = entries & _OWNER
        starts = np.flatnonzero(np.concatenate([[True], owners[1:] != owners[:-1]]))
        rank = np.arange(len(entries)) - np.repeat(starts, np.diff([*starts, len(entries)]))
        self._runs = [np.sort(entries[rank < keep])]


def _below(expected: float) -> float:
    return max(0.0, expected - DEVIATIONS * sqrt(expected))


def _ranges(first: Any, last: Any) -> Any:
    """The numbers of all half-open ranges, one after the other."""
    lengths = last - first
    before = np.cumsum(lengths) - lengths
    return np.arange(int(lengths.sum())) + np.repeat(first - before, lengths)


def _upper(hashes: Any) -> Any:
    return hashes & ~_OWNER


def _slots(entries: Any) -> Any:
    """Where hashes stand in the table of those seen: bits that are random in small hashes too."""
    return (entries >> np.uint64(OWNER_BITS)) & np.uint64(2**SEEN_BITS - 1)
