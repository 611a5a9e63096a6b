"""Counts: how often each label was given to each item, without who gave it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from workbench.agreement.coding.label import Label

REST = "the rest"
"""The label that stands for all others where one is held against the rest."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Items by what was said of them: ``items[(n₁, …, n_q)]`` is how many items got label k from n_k annotators.

    Equal items are kept once with their number, because millions of tokens have a handful of distinct patterns.
    ``labels`` are those the scheme has, used or not, in the order of a scale where there is one. Items that nobody
    rated are left out.
    """

    labels: tuple[Label, ...]
    items: Mapping[tuple[int, ...], int]

    @classmethod
    def of(cls, rows: Iterable[Sequence[int]], labels: Iterable[Label]) -> Counts:
        """Counts from one row an item, one column a label.

        Raises:
            ValueError: where a row has not one number a label, or a negative one.
        """
        names = tuple(labels)
        items = Counter(tuple(row) for row in rows if any(row))
        if any(len(row) != len(names) or min(row) < 0 for row in items):
            raise ValueError("an item needs one number, not negative, for each label")
        return cls(names, items)

    @property
    def size(self) -> int:
        """How many items at least one annotator rated."""
        return sum(self.items.values())

    @property
    def pairable(self) -> Counts:
        """The items that at least two annotators rated."""
        return Counts(self.labels, {row: n for row, n in self.items.items() if sum(row) > 1})

    def rows(self) -> Iterator[tuple[tuple[int, ...], int, int]]:
        """Each pattern with its number of ratings and its number of items."""
        for row, n in self.items.items():
            yield row, sum(row), n

    def totals(self) -> tuple[int, ...]:
        """How often each label was given, over all items."""
        sums = [0] * len(self.labels)
        for row, n in self.items.items():
            for k, given in enumerate(row):
                sums[k] += given * n
        return tuple(sums)

    def shares(self) -> tuple[Fraction, ...]:
        """The mean share of each label in an item's ratings, each item weighing the same, single ratings included."""
        sums: list[Counter[int]] = [Counter() for _ in self.labels]
        for row, ratings, n in self.rows():
            for k, given in enumerate(row):
                sums[k][ratings] += given * n
        return tuple(sum((Fraction(s, m * self.size) for m, s in by.items()), Fraction()) for by in sums)

    def against_rest(self, label: Label) -> Counts:
        """The same items with all other labels made one; what is missing stays missing."""
        k = self.labels.index(label)
        items: Counter[tuple[int, ...]] = Counter()
        for row, ratings, n in self.rows():
            items[row[k], ratings - row[k]] += n
        return Counts((label, REST), items)

    def used(self) -> tuple[Label, ...]:
        """The labels that someone gave, in order."""
        return tuple(label for label, n in zip(self.labels, self.totals(), strict=True) if n)
