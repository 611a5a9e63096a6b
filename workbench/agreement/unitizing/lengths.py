"""Lengths: what each document adds to the unitizing coefficients, so that any set of documents is a sum."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from workbench.agreement.arrays import Ints

GAP: Final = 0
"""The column of text that an annotator left unmarked; labels stand behind it, sorted."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """Code points, or their squares: int64 [documents] or, where columns are named, int64 [documents, 1 + labels].

    Where annotators overlap themselves, the columns of labels hold each label by itself, its overlapping units merged,
    the column of the gap what nobody's unit covers, and ``shared`` and ``crossed`` nothing.

    Attributes:
        labels: names of the columns behind the gap.
        annotators: annotators of each document.
        text: what all annotators read together.
        overlaps: units that start within another of the same annotator.
        repeats: of these, units that start within another of the same annotator and label.
        squares: squared lengths of all units, overlapping ones merged.
        extent: columns; what all annotators gave to the label.
        agreed: columns; what an ordered pair of annotators both gave to the label, summed over pairs.
        shared: columns; what one annotator gave to the label and the other to any label, over ordered pairs.
        square: columns; squared lengths of the label's units.
        crossed: columns; squared lengths of what another annotator marked within the label's units, over ordered pairs.
        skipped: fragments wholly in a skip zone, in all documents.
    """

    labels: tuple[str, ...]
    annotators: Ints
    text: Ints
    overlaps: Ints
    repeats: Ints
    squares: Ints
    extent: Ints
    agreed: Ints
    shared: Ints
    square: Ints
    crossed: Ints
    skipped: int = 0

    def __len__(self) -> int:
        return len(self.annotators)

    def of(self, documents: Ints | slice) -> Lengths:
        """Those of some documents."""
        columns: dict[str, Any] = {name: getattr(self, name)[documents] for name in COLUMNS}
        return replace(self, **columns)

    def put(self, document: int, row: Lengths) -> None:
        """Replace one document by its new measure (of the same labels), which costs one document, not all.

        Raises:
            ValueError: where the labels are others.
        """
        if row.labels != self.labels:
            raise ValueError("lengths of other labels")
        for name in COLUMNS:
            getattr(self, name)[document] = getattr(row, name)[0]


COLUMNS: Final = tuple(field.name for field in fields(Lengths) if field.name not in {"labels", "skipped"})
