"""Intervals: Wilson's for a share, percentile intervals by resampling documents or items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING, Final, TypeAlias

from workbench.agreement.value import Interval, Value, undefined

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]

FEWEST: Final = 10
"""Fewer documents than this have no interval, because resampling them says next to nothing of others."""

RESAMPLES: Final = 2000
SEED: Final = 20_150_903
"""The seed where none is asked for; print it beside the interval."""

BLOCK: Final = 1 << 21
"""Draws held at a time, which bounds memory whatever the number of documents."""


def wilson(k: int, n: int, level: float = 0.95) -> Value:
    """The share ``k / n`` with Wilson's score interval (1927)."""
    if not n:
        return undefined("a share of nothing")
    z = NormalDist().inv_cdf((1 + level) / 2)
    centre = (k + z * z / 2) / (n + z * z)
    half = z * sqrt(k * (n - k) / n + z * z / 4) / (n + z * z)
    low, high = max(0.0, centre - half), min(1.0, centre + half)
    return Value(k / n, n=n, interval=(0.0 if k == 0 else low, 1.0 if k == n else high))


def resampled(rows: Sequence[Sequence[float]], resamples: int = RESAMPLES, seed: int = SEED) -> Floats:
    """Sums over resampled rows: one row a resample, one column a column of ``rows``.

    Rows are what each document (or item) adds to the statistic. They are sorted first, so their order never shows.
    """
    import numpy as np

    table = np.array(sorted(map(tuple, rows)), dtype=np.float64)
    count = len(table)
    draw = np.random.default_rng(seed)
    out = np.empty((resamples, table.shape[1]))
    step = max(1, BLOCK // count)
    for begin in range(0, resamples, step):
        size = min(step, resamples - begin)
        drawn = draw.integers(count, size=(size, count)) + np.arange(size)[:, None] * count
        times = np.bincount(drawn.ravel(), minlength=size * count).reshape(size, count)
        out[begin : begin + size] = times.astype(np.float64) @ table
    return out


def percentile(values: Floats, level: float = 0.95) -> Interval | None:
    """The middle ``level`` of resampled values, those that are not a number left out; None where over half are not."""
    import numpy as np

    kept = values[~np.isnan(values)]
    if 2 * len(kept) <= len(values):
        return None
    low, high = np.quantile(kept, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def with_interval(value: Value, values: Floats | None, documents: int, level: float = 0.95) -> Value:
    """The value with the percentile interval of its resampled ``values``, or with the reason why it has none.

    Fewer than :data:`FEWEST` documents have none, given ``values`` or not. An interval always holds the value.
    """
    if value.value is None:
        return value
    if documents < FEWEST or values is None:
        return _without(value, f"too few documents for an interval: {documents} of at least {FEWEST}")
    found = percentile(values, level)
    if found is None:
        return _without(value, "no interval: undefined in most resamples")
    return replace(value, interval=(min(found[0], value.value), max(found[1], value.value)))


def _without(value: Value, why: str) -> Value:
    return replace(value, why=f"{value.why}; {why}" if value.why else why)
