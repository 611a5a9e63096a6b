"""γ of many documents, each a continuum of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from typing import Final

from workbench.agreement.continuum import Continuum
from workbench.agreement.gamma.chance import Each
from workbench.agreement.gamma.gamma import gamma
from workbench.agreement.gamma.method import Method
from workbench.agreement.gamma.result import Gamma, Part
from workbench.agreement.interval import FEWEST, RESAMPLES, SEED, resampled, with_interval
from workbench.agreement.value import Value, undefined


@dataclass(frozen=True, slots=True)
class Pooled:
    """γ, γcat and γk of documents together; ``n`` counts documents, ``se`` is the Monte-Carlo error."""

    gamma: Value
    cat: Value
    labels: Mapping[str, Value]


ROUGH: Final = Method(precision=0)
"""Thirty random continua a document, because the errors of documents make up for each other."""


def measured(continua: Sequence[Continuum], method: Method = ROUGH, each: Each | None = None) -> list[Gamma]:
    """γ of every document; ``each`` hears how many are done, of how many."""
    out = []
    for continuum in continua:
        out.append(gamma(continuum, method))
        if each is not None:
            each(len(out), len(continua))
    return out


def pooled(found: Sequence[Gamma], resamples: int = RESAMPLES, seed: int = SEED) -> Pooled:
    """Documents taken together: what was observed in all of them against what chance expects of all of them.

    Disorders are averaged by weight, as if the documents stood on one continuum that no alignment crosses; a document
    in which a coefficient has nothing to look at adds nothing to it. Intervals come from resampling documents.
    """

    def of(parts: Iterable[Part | None], why: str) -> Value:
        return _pooled([part for part in parts if part is not None], why, resamples, seed)

    names = sorted({label for one in found for label in one.labels})
    return Pooled(
        gamma=of((one.part for one in found), "no document has two annotators and a span"),
        cat=of((one.cat_part for one in found), "no two spans stand for the same thing"),
        labels={
            name: of((one.label_parts.get(name) for one in found), "no span of this label stands with another")
            for name in names
        },
    )


def _pooled(parts: Sequence[Part], why: str, resamples: int, seed: int) -> Value:
    observed = fsum(part.weight * part.observed for part in parts)
    expected = fsum(part.weight * part.expected for part in parts)
    if expected <= 0:
        return undefined("chance makes no disorder either" if parts else why, len(parts))
    ratio = observed / expected
    error = ratio * sqrt(fsum(part.weight**2 * part.spread for part in parts)) / expected
    value = Value(1 - ratio, n=len(parts), se=error)
    if len(parts) < FEWEST:
        return with_interval(value, None, len(parts))
    rows = [(part.weight * part.observed, part.weight * part.expected) for part in parts]
    sums = resampled(rows, resamples, seed)
    return with_interval(value, 1 - sums[:, 0] / sums[:, 1], len(parts))
