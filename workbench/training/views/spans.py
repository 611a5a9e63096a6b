"""Spans of a batch as arrays, the tokens their fragments stand on, and what links and attributes say of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.store.columns import Columns
from workbench.training.views.batch import Batch, Mask, Numbers
from workbench.training.views.lens import Lens
from workbench.training.views.registry import Registry


@dataclass(frozen=True, slots=True)
class Spans:
    """Every span of the batch, by document and number; all arrays are int64 [spans].

    Attributes:
        start, end: code points of the batch.
        label: codes of the lens; ``name`` the indices of what labels are called.
        kb_id: the index in the registry's ids of the entity the first link leads to; 0 where there is no link.
    """

    document: Numbers
    n: Numbers
    start: Numbers
    end: Numbers
    label: Numbers
    name: Numbers
    kb_id: Numbers

    def __len__(self) -> int:
        return len(self.n)

    def find(self, documents: Sequence[int] | Numbers, numbers: Sequence[int] | Numbers) -> Numbers:
        """The positions of spans by document and number; each must be there."""
        return np.searchsorted(_key(self.document, self.n), _key(documents, numbers))


@dataclass(frozen=True, slots=True)
class Bonds:
    """Links of spans: ``span`` is the position, ``entity`` the index in the registry's ids; each pair once, sorted."""

    span: Numbers
    entity: Numbers


def spans_of(batch: Batch, columns: Columns, lens: Lens, registry: Registry) -> tuple[Spans, Bonds]:
    """The spans of the batch's rows, and their links."""
    rows = columns.spans
    document, label = _ints(rows.layer), lens.codes(rows.label)
    start, end = batch.base[document] + _ints(rows.start), batch.base[document] + _ints(rows.end)
    found = Spans(document, _ints(rows.n), start, end, label, lens.name_of(label), np.zeros(len(label), np.int64))
    at, entity = found.find(columns.links.layer, columns.links.n), registry.finals(columns.links.entity)
    # Backwards, because the last write stays: the first link.
    found.kb_id[at[::-1]] = entity[::-1]
    pairs = np.unique(np.stack((at, entity), 1), axis=0) if len(at) else np.empty((0, 2), np.int64)
    return found, Bonds(pairs[:, 0], pairs[:, 1])


def passing(spans: Spans, columns: Columns, lens: Lens) -> Mask:
    """Which spans have, for every attribute of the policy's filter, one of the values asked for.

    An unset attribute has the schema's default; spans whose label does not have the attribute pass.
    """
    out = np.ones(len(spans), np.bool_)
    rows = columns.attributes
    for key, wanted in lens.where.items():
        of_key = np.fromiter((k == key for k in rows.key), np.bool_, len(rows.key))
        good = of_key & np.fromiter((value in wanted for value in rows.value), np.bool_, len(rows.value))
        at = spans.find(rows.layer, rows.n)
        has = np.full(len(spans), lens.schema.attributes[key].default in wanted)
        has[at[of_key]] = False
        has[at[good]] = True
        out &= has | ~lens.having(key, spans.label)
    return out


def _ints(values: Sequence[int]) -> NDArray[np.int64]:
    return np.array(values, np.int64)


def _key(documents: Sequence[int] | Numbers, numbers: Sequence[int] | Numbers) -> Numbers:
    """One number for a document and a number in it, in the order of both."""
    return np.asarray(documents, np.int64) << 32 | np.asarray(numbers, np.int64)
