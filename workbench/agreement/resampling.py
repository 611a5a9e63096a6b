"""Intervals of pairwise F1: documents drawn again and again, once for the whole and every label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.agreement.interval import FEWEST, RESAMPLES, SEED, resampled, with_interval
from workbench.agreement.pairwise import Pair, Pairwise
from workbench.agreement.tally import NOTHING, Tallies
from workbench.agreement.value import Value

if TYPE_CHECKING:
    from workbench.agreement.interval import Floats


def intervals(
    measure: Pairwise, level: float = 0.95, resamples: int = RESAMPLES, seed: int = SEED
) -> dict[str | None, Value]:
    """The mean of the pairs' F1 with its percentile interval, for the whole (under None) and for each label.

    Documents are drawn that someone marked something on; fewer than ten of them give no interval, and the reason.
    """
    labels: list[str | None] = [None, *measure.labels]
    columns = _columns(measure)
    documents = len(next(iter(columns.values()))[0]) if columns else 0
    if documents < FEWEST:
        return {label: with_interval(measure.mean(label).mean, None, documents, level) for label in labels}
    drawn = _drawn(columns, resamples, seed)
    return {
        label: with_interval(measure.mean(label).mean, _means(drawn, at), documents, level)
        for at, label in enumerate(labels)
    }


def _columns(measure: Pairwise) -> dict[Pair, list[list[float]]]:
    """For each pair, columns of one number a document: what both share, doubled, and what they marked, by label."""
    names = [name for name, sheet in measure.documents.items() if any(_marked(sheet[pair]) for pair in sheet)]
    found: dict[Pair, list[list[float]]] = {}
    for pair in measure.pairs:
        sheets = [measure.documents[name].get(pair, {}) for name in names]
        columns: list[list[float]] = []
        for label in measure.labels:
            tallies = [sheet.get(label, NOTHING) for sheet in sheets]
            columns.append([float(2 * tally.both) for tally in tallies])
            columns.append([float(tally.first + tally.second) for tally in tallies])
        both = [sum(cells) for cells in zip(*columns[::2], strict=True)]
        marked = [sum(cells) for cells in zip(*columns[1::2], strict=True)]
        found[pair] = [both, marked, *columns]
    return found


def _marked(tallies: Tallies) -> bool:
    return any(tally.first or tally.second for tally in tallies.values())


def _drawn(columns: dict[Pair, list[list[float]]], resamples: int, seed: int) -> Floats:
    """Sums of each resample: resample × pair × column.

    Pairs stand in an order of their numbers, because a renamed annotator must not change a digit.
    """
    by_content = sorted(columns.values(), key=lambda block: sorted(zip(*block, strict=True)))
    rows = list(zip(*(column for block in by_content for column in block), strict=True))
    return resampled(rows, resamples, seed).reshape(resamples, len(columns), -1)


def _means(drawn: Floats, at: int) -> Floats:
    """The mean F1 over pairs of each resample; pairs that marked nothing in it are left out."""
    import numpy as np

    both, marked = drawn[:, :, 2 * at], drawn[:, :, 2 * at + 1]
    kept = marked > 0
    shares = np.divide(both, marked, out=np.zeros_like(both), where=kept)
    pairs = kept.sum(axis=1)
    means: Floats = np.divide(shares.sum(axis=1), pairs, out=np.full(len(drawn), np.nan), where=pairs > 0)
    return means
