"""Intervals of the unitizing coefficients, by resampling documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias

import numpy as np

from workbench.agreement.arrays import Floats
from workbench.agreement.interval import FEWEST, RESAMPLES, SEED, resampled, with_interval
from workbench.agreement.unitizing import alpha
from workbench.agreement.unitizing.family import Family
from workbench.agreement.unitizing.lengths import GAP, Lengths
from workbench.agreement.value import Value

Resampled: TypeAlias = dict[str, Floats]
"""By the names of ``Lengths``: floats [resamples], or [resamples, 1 + labels]."""

PARTS = ("text", "squares", "extent", "agreed", "shared", "square", "crossed")


def with_intervals(found: Family, lengths: Lengths, resamples: int = RESAMPLES, seed: int = SEED) -> Family:
    """The family of these lengths with intervals for uα, |uα, cuα and the mean by label."""
    documents = int((lengths.text > 0).sum())
    drawn = _drawn(lengths, resamples, seed) if documents >= FEWEST else None

    def of(value: Value, formula: Callable[[Resampled], Floats]) -> Value:
        with np.errstate(divide="ignore", invalid="ignore"):
            values = None if drawn is None or value.value is None else formula(drawn)
        return with_interval(value, values, documents)

    return replace(
        found,
        u=of(found.u, _u),
        bar_u=of(found.bar_u, _bar_u),
        cu=of(found.cu, _cu),
        by_label=of(found.by_label, _by_label),
    )


def _drawn(lengths: Lengths, resamples: int, seed: int) -> Resampled:
    """Sums over resampled documents, of those that have text and two annotators."""
    counted = lengths.of(np.flatnonzero(lengths.text > 0))
    pairs = 1 / (counted.annotators - 1)
    tables = [_table(counted, name, pairs if name in {"agreed", "shared", "crossed"} else 1.0) for name in PARTS]
    sums = resampled(np.concatenate(tables, axis=1).tolist(), resamples, seed)
    edges = np.cumsum([table.shape[1] for table in tables])[:-1]
    out = dict(zip(PARTS, np.split(sums, edges, axis=1), strict=True))
    out["text"], out["squares"] = out["text"][:, 0], out["squares"][:, 0]
    return out


def _table(lengths: Lengths, name: str, weight: Any) -> Floats:
    values = getattr(lengths, name).reshape(len(lengths), -1)
    return np.asarray(values * np.reshape(weight, (-1, 1)), dtype=np.float64)


def _u(s: Resampled) -> Floats:
    n = s["text"]
    squared = (s["extent"] ** 2).sum(axis=1)
    return np.asarray(alpha.u(n, s["agreed"].sum(axis=1), squared, s["squares"] + s["extent"][:, GAP]))


def _bar_u(s: Resampled) -> Floats:
    n, gap = s["text"], s["extent"][:, GAP]
    return np.asarray(alpha.bar_u(n, gap - s["agreed"][:, GAP], gap, s["squares"] + gap))


def _cu(s: Resampled) -> Floats:
    n, squared = s["shared"].sum(axis=1), (s["shared"] ** 2).sum(axis=1)
    return np.asarray(alpha.cu(n, s["agreed"][:, 1:].sum(axis=1), squared, s["crossed"].sum(axis=1)))


def _by_label(s: Resampled) -> Floats:
    extent = s["extent"][:, 1:]
    n = s["text"][:, None]
    values = alpha.bar_u(n, extent - s["agreed"][:, 1:], extent, s["square"][:, 1:] + n - extent)
    known = np.isfinite(values)
    return np.asarray(np.where(known, values * extent, 0).sum(axis=1) / (extent * known).sum(axis=1))
