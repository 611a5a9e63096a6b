"""The bootstrap interval of Krippendorff's α: documents, or single items, drawn again and again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from workbench.agreement.coding.alpha import disagreement, krippendorff_alpha
from workbench.agreement.coding.counts import Counts
from workbench.agreement.coding.metric import Difference, Metric, nominal, ordinal
from workbench.agreement.interval import FEWEST, RESAMPLES, SEED, resampled, with_interval
from workbench.agreement.value import Value

if TYPE_CHECKING:
    from workbench.agreement.interval import Floats


def alpha_interval(
    parts: Sequence[Counts],
    metric: Metric = nominal,
    level: float = 0.95,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Value:
    """α over all parts with its percentile interval; parts (documents, or items) are what is drawn, never annotators.

    All parts have the scheme's labels in one order; those that nobody rated twice say nothing and do not count.

    Raises:
        ValueError: where they have not.
    """
    whole = together(parts)
    found = krippendorff_alpha(whole, metric)
    telling = [part for part in parts if part.pairable.items]
    enough = found.defined and len(telling) >= FEWEST
    drawn = _resampled_alphas(telling, whole, metric, resamples, seed) if enough else None
    return with_interval(found, drawn, len(telling), level)


def items(counts: Counts) -> list[Counts]:
    """One part an item, for items that stand alone."""
    return [Counts(counts.labels, {row: 1}) for row, n in sorted(counts.items.items()) for _ in range(n)]


def together(parts: Iterable[Counts]) -> Counts:
    """The items of all parts as one.

    Raises:
        ValueError: where the parts' labels differ.
    """
    merged: dict[tuple[int, ...], int] = {}
    labels = None
    for part in parts:
        if labels not in (None, part.labels):
            raise ValueError("the parts' labels differ")
        labels = part.labels
        for row, n in part.items.items():
            merged[row] = merged.get(row, 0) + n
    return Counts(labels or (), merged)


def _resampled_alphas(parts: Sequence[Counts], whole: Counts, metric: Metric, resamples: int, seed: int) -> Floats:
    """α of each resample, not a number where it is undefined."""
    import numpy as np

    labels = len(whole.labels)
    difference = metric(whole.labels, whole.pairable.totals())
    drawn = resampled([_share(part, difference, metric is ordinal) for part in parts], resamples, seed)
    if metric is ordinal:
        coincidences = drawn.reshape(-1, labels, labels)
        given = coincidences.sum(axis=2)
        middle = np.cumsum(given, axis=1) - given / 2
        apart = (middle[:, :, None] - middle[:, None, :]) ** 2
        seen = (coincidences * apart).sum(axis=(1, 2))
        due = np.einsum("bi,bij,bj->b", given, apart, given)
    else:
        seen, given = drawn[:, 0], drawn[:, 1:]
        apart = np.array([[float(difference(i, j)) for j in range(labels)] for i in range(labels)])
        due = ((given @ apart) * given).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        alphas: Floats = np.where(due > 0, 1 - (given.sum(axis=1) - 1) * seen / due, np.nan)
    return alphas


def _share(part: Counts, difference: Difference, coincidences: bool) -> list[float]:
    """What a part adds up to: disagreement and label counts, or (for ordinal) all coincidences."""
    if not coincidences:
        seen = sum(n * disagreement(row, difference) for row, n in part.pairable.items.items())
        return [float(seen), *map(float, part.pairable.totals())]
    q = len(part.labels)
    cells = [0.0] * (q * q)
    for row, ratings, n in part.pairable.rows():
        for i in range(q):
            for j in range(q):
                cells[i * q + j] += n * row[i] * (row[j] - (i == j)) / (ratings - 1)
    return cells
