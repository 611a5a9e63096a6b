"""Chance: what random continua like an observed one come to, and how well so many of them tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from typing import Final, TypeAlias

import numpy as np

from workbench.agreement.arrays import Floats
from workbench.agreement.gamma.alignment import aligned
from workbench.agreement.gamma.categories import categorical
from workbench.agreement.gamma.dissimilarity import Dissimilarity
from workbench.agreement.gamma.method import Method
from workbench.agreement.gamma.units import Units

Each: TypeAlias = Callable[[int, int], None]
"""Told how many are done, of how many."""

Z95: Final = 1.96
"""Standard errors that hold 95 % of a normal distribution, on either side; as rounded in the paper."""

BATCH: Final = 20_000
"""Units aligned at a time, which bounds memory."""

MOST: Final = 1_000
"""Random continua at most, whatever the precision."""


@dataclass(frozen=True, slots=True)
class Chance:
    """Random continua: ``disorder`` [samples], ``labels`` [samples, 1 + labels] as ``Categorical.disorder``."""

    disorder: Floats
    labels: Floats


def wanted(disorder: Floats, precision: float) -> int:
    """How many samples keep the mean within a share ``precision`` of itself, 19 times of 20; Mathet 2015, 5.3."""
    mean = float(disorder.mean())
    return min(MOST, ceil((Z95 * float(disorder.std(ddof=1)) / mean / precision) ** 2)) if mean and precision else 0


def drawn(units: Units, length: int, method: Method, each: Each | None = None) -> Chance:
    """Random continua like one observed on a text of this length; random numbers hang on seed and length alone."""
    draw = np.random.default_rng([method.seed, length])
    step = max(1, min(method.samples, BATCH // max(1, len(units))))
    found = Chance(np.zeros(0), np.zeros((0, len(units.labels) + 1)))
    total, asked = method.samples, False
    while len(found.disorder) < total:
        found = _joined(found, _batch(method.sample(units, length, step, draw), method.dissimilarity), total)
        if len(found.disorder) == total and not asked:
            total, asked = max(method.samples, wanted(found.disorder, method.precision)), True
        if each is not None:
            each(len(found.disorder), total)
    return found


def _batch(units: Units, dissimilarity: Dissimilarity) -> Chance:
    """Their best alignments; continua without a unit, which an idle annotator makes, have no disorder and go."""
    found = aligned(units, dissimilarity)
    kept = ~np.isnan(found.disorder)
    return Chance(found.disorder[kept], categorical(found, dissimilarity).disorder[kept])


def _joined(one: Chance, other: Chance, most: int) -> Chance:
    disorder = np.concatenate((one.disorder, other.disorder))[:most]
    return Chance(disorder, np.concatenate((one.labels, other.labels))[:most])
