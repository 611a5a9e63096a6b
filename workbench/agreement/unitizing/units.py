"""The units of many documents as arrays, and what stands in the way of counting them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from workbench.agreement.arrays import Flags, Ints, fragments
from workbench.agreement.continuum import Continuum
from workbench.core.span import Span


@dataclass(frozen=True, slots=True)
class Units:
    """Fragments of spans, each a unit of its own; every array is int64 [units], sorted by document, slot and start.

    Attributes:
        document: index of the document.
        slot: index of the annotator among those of the document, by name.
        start: offset on the line of the document.
        end: where it ends, behind ``start``.
        label: code of the label, from 1.
    """

    document: Ints
    slot: Ints
    start: Ints
    end: Ints
    label: Ints

    def __len__(self) -> int:
        return len(self.start)

    def where(self, chosen: Flags | Ints) -> Units:
        """The units that a mask or an index chooses."""
        return Units(self.document[chosen], self.slot[chosen], self.start[chosen], self.end[chosen], self.label[chosen])

    def overlapping(self) -> Flags:
        """Whether each unit starts before an earlier one of its document and slot ends."""
        step = int(self.end.max(initial=0)) + 1
        slots = int(self.slot.max(initial=0)) + 1
        line = (self.document * slots + self.slot) * step
        ends = np.maximum.accumulate(line + self.end)
        found = np.zeros(len(self), dtype=np.bool_)
        found[1:] = (line + self.start)[1:] < ends[:-1]
        return found

    def merged(self) -> Units:
        """Units of one document and slot that overlap made one, of label 1; those that only touch stay apart."""
        if not len(self):
            return self
        first = np.flatnonzero(~self.overlapping())
        ends = np.maximum.reduceat(self.end, first)
        return Units(self.document[first], self.slot[first], self.start[first], ends, np.ones_like(first))


def units(continua: Sequence[Continuum], labels: Mapping[str, int]) -> tuple[Units, int]:
    """The units of the documents, and how many fragments lay wholly in skip zones."""
    lanes = [(d, slot, c.spans[name]) for d, c in enumerate(continua) for slot, name in enumerate(sorted(c.spans))]
    spans = list(chain.from_iterable(lane[2] for lane in lanes))
    sizes = [len(lane[2]) for lane in lanes]
    document = np.repeat(np.array([lane[0] for lane in lanes], dtype=np.int64), sizes)
    slot = np.repeat(np.array([lane[1] for lane in lanes], dtype=np.int64), sizes)
    found = _fragments(spans, document, slot, labels)
    for d, continuum in enumerate(continua):
        if continuum.skipped:
            _squeeze(found, d, continuum)
    order = np.lexsort((found.label, found.end, found.start, found.slot, found.document))
    ordered = found.where(order)
    inside = ordered.start < ordered.end
    return (ordered, 0) if inside.all() else (ordered.where(inside), int((~inside).sum()))


def _fragments(spans: Sequence[Span], document: Ints, slot: Ints, labels: Mapping[str, int]) -> Units:
    """A unit for every fragment of every span; ``document`` and ``slot`` are int64 [spans]."""
    label = np.array([labels[span.label] for span in spans], dtype=np.int64)
    counts, starts, ends = fragments(spans)
    return Units(np.repeat(document, counts), np.repeat(slot, counts), starts, ends, np.repeat(label, counts))


def _squeeze(found: Units, document: int, continuum: Continuum) -> None:
    """Move the units of one document, in place, to where they stand on its line."""
    low, high = np.searchsorted(found.document, (document, document + 1))
    for column in (found.start, found.end):
        offsets = column[low:high].copy()
        for start, end in continuum.zones:
            column[low:high] -= np.clip(offsets - start, 0, end - start)
