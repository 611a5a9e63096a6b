"""Measuring: the lengths of many documents at once.

The boundaries of all annotators cut a document into stretches on which nobody changes; all that the coefficients ask
is a sum over stretches or over units. Documents stand end to end on one axis; no stretch runs from one into the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from workbench.agreement.arrays import Flags, Ints
from workbench.agreement.continuum import Continuum
from workbench.agreement.unitizing.lengths import GAP, Lengths
from workbench.agreement.unitizing.units import Units, units


def measured(continua: Sequence[Continuum], labels: Sequence[str] | None = None) -> Lengths:
    """Lengths of each document; one with fewer than two annotators, or without text, adds nothing.

    ``labels`` (default: those in use) names the columns, so that one document measured anew fits among others.
    """
    used = {span.label for continuum in continua for spans in continuum.spans.values() for span in spans}
    names = tuple(sorted(used if labels is None else labels))
    found, skipped = units(continua, {name: code for code, name in enumerate(names, 1)})
    annotators = np.array([len(c.spans) for c in continua], dtype=np.int64)
    size = np.array([c.kept for c in continua], dtype=np.int64) * (annotators > 1)
    found = found.where(size[found.document] > 0)
    out = _nothing(names, annotators, skipped)
    out.text[:] = annotators * size
    out.overlaps[:] = np.bincount(found.document[found.overlapping()], minlength=len(out))
    hard = out.overlaps > 0
    easy = found.where(~hard[found.document]) if hard.any() else found
    _Stretches(easy, annotators, np.where(hard, 0, size)).add_to(out)
    if hard.any():
        _add_by_label(found.where(hard[found.document]), np.where(hard, size, 0), out)
    return out


def _nothing(labels: tuple[str, ...], annotators: Ints, skipped: int) -> Lengths:
    rows, columns = len(annotators), len(labels) + 1
    narrow = {name: np.zeros(rows, dtype=np.int64) for name in ("text", "overlaps", "repeats", "squares")}
    names = ("extent", "agreed", "shared", "square", "crossed")
    wide = {name: np.zeros((rows, columns), dtype=np.int64) for name in names}
    return Lengths(labels=labels, annotators=annotators, skipped=skipped, **narrow, **wide)


def _add_by_label(found: Units, size: Ints, out: Lengths) -> None:
    """Add documents whose annotators overlap themselves: each label by itself, then all labels as one."""
    for code in range(1, len(out.labels) + 1):
        own = found.where(found.label == code)
        out.repeats[:] += np.bincount(own.document[own.overlapping()], minlength=len(out))
        alone = _nothing(("",), out.annotators, 0)
        _Stretches(own.merged(), out.annotators, size).add_to(alone)
        for name in ("extent", "agreed", "square"):
            getattr(out, name)[:, code] += getattr(alone, name)[:, 1]
    marked = _nothing(("",), out.annotators, 0)
    _Stretches(found.merged(), out.annotators, size).add_to(marked)
    out.extent[:, GAP] += marked.extent[:, GAP]
    out.agreed[:, GAP] += marked.agreed[:, GAP]
    out.squares[:] += marked.squares


@dataclass(frozen=True, slots=True)
class _Slot:
    """One annotator along the stretches: index of the unit or -1, code of the label, whether the annotator is there."""

    unit: Ints
    label: Ints
    here: Flags


class _Stretches:
    """Documents of ``size`` code points (0 for none) cut at every boundary; no annotator's units may overlap."""

    def __init__(self, found: Units, annotators: Ints, size: Ints) -> None:
        self.found, self.annotators, self.size = found, annotators, size
        base = np.cumsum(size) - size
        self.starts, self.ends = base[found.document] + found.start, base[found.document] + found.end
        cuts = np.sort(np.concatenate((self.starts, self.ends, base, base + size)))
        length = np.diff(cuts)
        self.at, self.length = cuts[:-1][length > 0], length[length > 0]
        self.document = np.searchsorted(base, self.at, side="right") - 1

    def add_to(self, out: Lengths) -> None:
        """Add what was measured."""
        square = (self.found.end - self.found.start) ** 2
        _sum(out.square, self.found.document, self.found.label, square)
        out.squares[:] += _total(self.found.document, square, len(out))
        slots = [self._slot(slot) for slot in range(int(self.annotators.max(initial=0)))]
        for one in slots:
            _sum(out.extent, self.document[one.here], one.label[one.here], self.length[one.here])
        for one, other in combinations(slots, 2):
            self._add_pair(one, other, out)

    def _slot(self, slot: int) -> _Slot:
        own = np.flatnonzero(self.found.slot == slot)
        last = np.searchsorted(self.starts[own], self.at, side="right")
        unit = np.concatenate(([-1], own))[last]
        unit[self.at >= np.concatenate(([0], self.ends[own]))[last]] = -1
        label = np.concatenate((self.found.label, [GAP]))[unit]
        return _Slot(unit, label, self.annotators[self.document] > slot)

    def _add_pair(self, one: _Slot, other: _Slot, out: Lengths) -> None:
        same = one.here & other.here & (one.label == other.label)
        _sum(out.agreed, self.document[same], one.label[same], 2 * self.length[same])
        both = np.flatnonzero((one.unit >= 0) & (other.unit >= 0))
        for slot in (one, other):
            unit, length = slot.unit[both], self.length[both]
            crossed = _total(unit, length, len(self.found))
            _sum(out.shared, self.found.document, self.found.label, crossed)
            _sum(out.crossed, self.found.document, self.found.label, crossed**2)


def _total(index: Ints, values: Ints, size: int) -> Ints:
    """Sums by index, exact below 2**53."""
    return np.bincount(index, values, minlength=size).astype(np.int64)


def _sum(table: Ints, row: Ints, column: Ints, values: Ints) -> None:
    """Add values to the cells of a table."""
    width = table.shape[1]
    table += _total(row * width + column, values, table.size).reshape(table.shape)
