"""Ratings: what each annotator said of each item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from workbench.agreement.coding.counts import Counts
from workbench.agreement.coding.label import Label, ordered

Row: TypeAlias = tuple[Label | None, ...]
"""One item: a label from each annotator, None where one gave none, which is missing and never a label."""


@dataclass(frozen=True, slots=True)
class Ratings:
    """Items by what each annotator said: ``items[row]`` is how many items have this row, in any order.

    ``labels`` are those the scheme has, used or not, in the order of a scale where there is one.
    """

    labels: tuple[Label, ...]
    items: Mapping[Row, int]
    annotators: int

    @classmethod
    def of(cls, rows: Iterable[Sequence[Label | None]], labels: Iterable[Label] | None = None) -> Ratings:
        """Ratings from one row an item, one column an annotator; without ``labels`` those given make the scheme."""
        return cls.counted(Counter(tuple(row) for row in rows), labels)

    @classmethod
    def of_table(cls, table: Sequence[Sequence[int]], labels: Iterable[Label]) -> Ratings:
        """Two annotators' ratings from a table of counts: the row is what the first said, the column the second."""
        names = tuple(labels)
        cells: dict[Row, int] = {(names[i], names[j]): n for i, row in enumerate(table) for j, n in enumerate(row) if n}
        return cls.counted(cells, names)

    @classmethod
    def counted(cls, items: Mapping[Row, int], labels: Iterable[Label] | None = None) -> Ratings:
        """Ratings from distinct rows and how many items have each.

        Raises:
            ValueError: where rows differ in length, or hold a label that the scheme has not.
        """
        found = {label for row in items for label in row if label is not None}
        names = ordered(found) if labels is None else tuple(dict.fromkeys(labels))
        if len({len(row) for row in items}) > 1:
            raise ValueError("every item needs one place for each annotator")
        if not found <= set(names):
            raise ValueError("a rating has a label that is not in the scheme")
        return cls(names, dict(items), len(next(iter(items), ())))

    @property
    def counts(self) -> Counts:
        """The ratings without who gave them."""
        at = {label: k for k, label in enumerate(self.labels)}
        items: Counter[tuple[int, ...]] = Counter()
        for row, n in self.items.items():
            given = [0] * len(self.labels)
            for label in row:
                if label is not None:
                    given[at[label]] += 1
            if any(given):
                items[tuple(given)] += n
        return Counts(self.labels, items)

    def pair(self, first: int, second: int) -> Ratings:
        """The items that two annotators (by column) both rated, with what these two said."""
        items: Counter[Row] = Counter()
        for row, n in self.items.items():
            if row[first] is not None and row[second] is not None:
                items[row[first], row[second]] += n
        return Ratings(self.labels, items, 2)

    def pairs(self) -> Iterator[tuple[tuple[int, int], Ratings]]:
        """Every two annotators, by column, with their shared items."""
        for first, second in combinations(range(self.annotators), 2):
            yield (first, second), self.pair(first, second)

    def table(self) -> list[list[int]]:
        """The table of two annotators' shared items: row what the first said, column what the second said.

        Raises:
            ValueError: where there are not two annotators.
        """
        if self.annotators != 2 and self.items:
            raise ValueError("a table has two annotators")
        at = {label: k for k, label in enumerate(self.labels)}
        cells = [[0] * len(self.labels) for _ in self.labels]
        for (a, b), n in self.items.items():
            if a is not None and b is not None:
                cells[at[a]][at[b]] += n
        return cells
