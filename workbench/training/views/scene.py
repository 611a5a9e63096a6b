"""The scene: all that is known of a batch before any view is made of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.core.ledger import Ledger
from workbench.store.columns import Columns, Refused
from workbench.training.views.batch import Batch, Mask
from workbench.training.views.books import Books
from workbench.training.views.lens import Lens
from workbench.training.views.registry import Registry
from workbench.training.views.runs import Runs, runs_of
from workbench.training.views.spans import Bonds, Spans, spans_of


@dataclass(frozen=True, slots=True)
class Scene:
    """A batch, its rows, its spans on their tokens, and the books to write what becomes of them.

    Attributes:
        zones: bool [tokens], tokens that a skip zone touches.
        many_links: bool [spans], spans that link to more than one entity.
    """

    batch: Batch
    columns: Columns
    lens: Lens
    registry: Registry
    spans: Spans
    bonds: Bonds
    runs: Runs
    zones: Mask
    many_links: Mask
    books: Books


def scene(batch: Batch, columns: Columns, lens: Lens, registry: Registry, ledger: Ledger) -> Scene:
    """Look at a batch."""
    spans, bonds = spans_of(batch, columns, lens, registry)
    runs = runs_of(batch, spans, columns, lens.policy.discontinuous)
    many = np.bincount(bonds.span, minlength=len(spans)) > 1
    books = Books(ledger, batch, spans, lens)
    return Scene(batch, columns, lens, registry, spans, bonds, runs, _zones(batch), many, books)


def refused_tokens(batch: Batch, refused: Refused) -> Mask:
    """Which tokens the places touch: bool [tokens]."""
    base = batch.base[np.array(refused.layer, np.int64)]
    return batch.touched(base + np.array(refused.start, np.int64), base + np.array(refused.end, np.int64))


def _zones(batch: Batch) -> Mask:
    found = [
        (base + zone.start, base + zone.end)
        for base, text in zip(batch.base[:-1].tolist(), batch.texts, strict=True)
        for zone in text.zones
    ]
    at = np.array(found, np.int64).reshape(-1, 2)
    return batch.touched(at[:, 0], at[:, 1])
