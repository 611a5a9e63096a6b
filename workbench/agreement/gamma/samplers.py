"""Samplers: random continua like an observed one, which say what disorder chance alone would make.

*shuffle* turns what a randomly chosen annotator really did around the text as one, so that nothing is assumed of
lengths, gaps, nesting and labels; Mathet et al. 2015, 5.2. *statistical* draws numbers, gaps and lengths of units from
normal distributions and labels by their frequency, as other tools do by default.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

import numpy as np

from workbench.agreement.arrays import Floats, Ints
from workbench.agreement.gamma.units import Units, arranged

Sampler: TypeAlias = Callable[[Units, float, int, np.random.Generator], Units]
"""From one continuum and its length, so many random ones."""

TRIES: Final = 50
"""Turns drawn anew before one that is too near another is taken, which crowded continua force."""


def shuffle(units: Units, length: float, count: int, draw: np.random.Generator) -> Units:
    """Every annotator of a random continuum is a real one, drawn with replacement, turned around the text by chance.

    Turns of one continuum differ by a mean unit or more where there is room, or chance would now and then copy an
    annotator onto himself. A unit turned over the end of the text goes on behind it, uncut.
    """
    people = units.annotators
    source = draw.integers(people, size=count * people)
    turn = _turns(count, people, length, float((units.end - units.start).mean()), draw).ravel()
    own = [np.flatnonzero(units.annotator == who) for who in range(people)]
    picked = np.concatenate([own[who] for who in source.tolist()])
    sizes = np.array([len(own[who]) for who in source.tolist()])
    start = units.start[picked] + np.repeat(turn, sizes)
    start[start >= length] -= length
    end = start + (units.end - units.start)[picked]
    slot = np.repeat(np.arange(count * people), sizes)
    return _arranged(units, count, slot, units.label[picked], start, end)


def _turns(count: int, people: int, length: float, apart: float, draw: np.random.Generator) -> Floats:
    """How far each annotator of each continuum turns: [count, people], in 0 to ``length``."""
    out = draw.uniform(0, length, size=(count, people))
    for who in range(1, people):
        for _ in range(TRIES):
            far = np.abs(out[:, :who] - out[:, who : who + 1])
            near = np.flatnonzero((np.minimum(far, length - far) < apart).any(axis=1))
            if not len(near):
                break
            out[near, who] = draw.uniform(0, length, size=len(near))
    return out


def statistical(units: Units, length: float, count: int, draw: np.random.Generator) -> Units:
    """Units follow one another with normal gaps (below 0 they overlap) and lengths; ``length`` is not looked at."""
    people = units.annotators
    per = np.bincount(units.annotator, minlength=people)
    sizes = np.maximum(1, np.rint(draw.normal(per.mean(), per.std(), size=count * people)).astype(np.int64))
    total = int(sizes.sum())
    gaps, lengths = _gaps(units), units.end - units.start
    gap = draw.normal(gaps.mean(), gaps.std(), size=total)
    size = np.abs(draw.normal(lengths.mean(), lengths.std(), size=total))
    size = np.maximum(size, lengths.min() / 2**10)
    slot = np.repeat(np.arange(count * people), sizes)
    end = np.cumsum(gap + size)
    first = np.cumsum(sizes) - sizes
    end -= np.repeat(end[first] - (gap + size)[first], sizes)
    label = draw.choice(units.label, size=total)
    return _arranged(units, count, slot, label, end - size, end)


def _gaps(units: Units) -> Floats:
    """From the beginning of the text, or the end of an annotator's unit, to the start of his next; overlaps below 0."""
    order = np.lexsort((units.end, units.start, units.annotator))
    who, start, end = units.annotator[order], units.start[order], units.end[order]
    before = np.concatenate(([0.0], end[:-1]))
    before[np.concatenate(([True], who[1:] != who[:-1]))] = 0
    return np.asarray(start - before)


def _arranged(units: Units, count: int, slot: Ints, label: Ints, start: Floats, end: Floats) -> Units:
    continuum, annotator = np.divmod(slot, units.annotators)
    whole = np.stack((continuum, annotator, label, np.arange(len(slot))))
    return arranged(units.labels, units.annotators, count, whole, start, end)


SAMPLERS: Final[Mapping[str, Sampler]] = MappingProxyType({"shuffle": shuffle, "statistical": statistical})
"""By name."""
