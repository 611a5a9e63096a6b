"""The tally: how many documents, units and labels stand in each part of a division."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from workbench.training.split import PARTS

NONE: Final = "none"
"""Where documents count that have no part yet."""

KINDS: Final = ("span", "relation", "document label")
"""What labels are of, in the order of the tally."""


@dataclass(frozen=True, slots=True)
class Row:
    """How many of one thing there are in all, and in each part; ``what`` is documents, units, finished or a label's."""

    what: str
    label: str
    all: int
    parts: Mapping[str, int]

    def share(self, part: str) -> float | None:
        """A part's share of what has been divided; None where nothing has."""
        divided = sum(self.parts[part] for part in PARTS)
        return self.parts[part] / divided if divided else None


def tally(
    documents: Collection[UUID],
    parts: Mapping[UUID, str],
    units: Mapping[UUID, UUID],
    labels: Mapping[UUID, Counter[str]],
) -> list[Row]:
    """Count documents, units, finished documents, and labels as :func:`workbench.store.units.label_counts` calls them.

    A unit that stands on several sides counts on each, and once in all.
    """
    of = {id: parts.get(id, NONE) for id in documents}
    sides = {(units[id], part) for id, part in of.items()}
    rows = [
        _row("documents", "", Counter(of.values())),
        _row("units", "", Counter(part for _, part in sides), len({unit for unit, _ in sides})),
        _row("finished", "", Counter(part for id, part in of.items() if id in labels)),
    ]
    return rows + list(_labels(of, labels))


def _labels(of: Mapping[UUID, str], labels: Mapping[UUID, Counter[str]]) -> Iterator[Row]:
    counts: dict[str, Counter[str]] = {}
    for id, part in of.items():
        for label, n in labels.get(id, {}).items():
            counts.setdefault(label, Counter())[part] += n
    for kind in KINDS:
        for label in sorted(counts):
            what, _, name = label.partition(":")
            if what == kind:
                yield _row(what, name, counts[label])


def _row(what: str, label: str, counts: Counter[str], all: int | None = None) -> Row:
    return Row(what, label, counts.total() if all is None else all, {part: counts[part] for part in (*PARTS, NONE)})
