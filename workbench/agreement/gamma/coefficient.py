"""A coefficient from what was observed and what random continua expect, with its Monte-Carlo error."""

from __future__ import annotations

from math import sqrt

import numpy as np

from workbench.agreement.arrays import Floats
from workbench.agreement.gamma.result import Part
from workbench.agreement.value import Value, undefined


def part(observed: float, samples: Floats, weight: float) -> Part | None:
    """What a coefficient is made of; ``samples`` that are not a number say nothing. None where there is nothing."""
    known = samples[~np.isnan(samples)]
    if np.isnan(observed) or not len(known):
        return None
    spread = float(known.var(ddof=1)) / len(known) if len(known) > 1 else 0.0
    return Part(observed, float(known.mean()), spread, weight)


def value(of: Part | None, n: int, unknown: str, flat: str) -> Value:
    """1 - observed / expected; undefined (``unknown``) without a part, or (``flat``) where none is expected."""
    if of is None:
        return undefined(unknown, n)
    if of.expected <= 0:
        return undefined(flat, n)
    ratio = of.observed / of.expected
    return Value(1 - ratio, n=n, se=ratio * sqrt(of.spread) / of.expected)
