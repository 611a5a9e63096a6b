"""Runs: on which whole tokens the fragments of spans stand, white space at their edges left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.store.columns import Columns
from workbench.training.policy import Discontinuous
from workbench.training.views.batch import Batch, Mask, Numbers
from workbench.training.views.spans import Spans

PLACED, BLANK, INSIDE = 0, 1, 2
"""A run stands on whole tokens; or is nothing but white space; or starts or ends inside a token."""

_WHITE: Final = np.array([code for code in range(0x3001) if chr(code).isspace()], np.uint32)
"""Every code point that ``str.strip`` takes off."""


@dataclass(frozen=True, slots=True)
class Runs:
    """The fragments of all spans, by span and place; or, of discontinuous spans, what covers their fragments.

    Attributes:
        span: int64 [runs], positions of spans.
        part: int64 [runs], the fragment's number from 1; 0 where the span is one run.
        start, end: int64 [runs], code points of the batch as stored.
        first, last: int64 [runs], the tokens of the batch that the run touches once trimmed; half-open.
        state: int64 [runs], PLACED, BLANK or INSIDE.
        trimmed: bool [runs], whether white space was left out.
        several: bool [spans], whether the span is discontinuous.
    """

    span: Numbers
    part: Numbers
    start: Numbers
    end: Numbers
    first: Numbers
    last: Numbers
    state: Numbers
    trimmed: Mask
    several: Mask

    def __len__(self) -> int:
        return len(self.span)


def runs_of(batch: Batch, spans: Spans, columns: Columns, discontinuous: Discontinuous) -> Runs:
    """Place every span; a discontinuous one by its fragments, unless the policy has what covers them stand for it."""
    several = np.zeros(len(spans), np.bool_)
    rows = columns.fragments
    owner = spans.find(rows.layer, rows.n)
    several[owner] = True
    if discontinuous == "covering":
        span, part, start, end = np.arange(len(spans)), np.zeros(len(spans), np.int64), spans.start, spans.end
    else:
        whole = np.flatnonzero(~several)
        base = batch.base[spans.document[owner]]
        span = np.concatenate((whole, owner))
        order = np.argsort(span, kind="stable")
        span = span[order]
        part = np.concatenate((np.zeros(len(whole), np.int64), _numbered(owner)))[order]
        start = np.concatenate((spans.start[whole], base + np.array(rows.start, np.int64)))[order]
        end = np.concatenate((spans.end[whole], base + np.array(rows.end, np.int64)))[order]
    left, right = _trimmed(batch, spans.document[span], start, end)
    first, last = batch.covering(left, right)
    return Runs(
        span, part, start, end, first, last, _states(batch, left, right, first, last),
        (left != start) | (right != end), several,
    )  # fmt: skip


def _numbered(owners: Numbers) -> Numbers:
    """For each row, the how-manieth of its owner it is, from 1; rows of one owner stand together."""
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    sizes = np.diff(np.append(starts, len(owners)))
    return np.arange(len(owners)) - np.repeat(starts, sizes) + 1


def _states(batch: Batch, left: Numbers, right: Numbers, first: Numbers, last: Numbers) -> Numbers:
    out = np.full(len(left), INSIDE)
    some = np.flatnonzero(first < last)
    hit = (batch.starts[first[some]] == left[some]) & (batch.ends[last[some] - 1] == right[some])
    out[some[hit]] = PLACED
    out[left >= right] = BLANK
    return out


def _trimmed(batch: Batch, documents: Numbers, start: Numbers, end: Numbers) -> tuple[Numbers, Numbers]:
    """Where ranges start and end without the white space at their edges; a blank one is left empty, at its start."""
    left, right = start.copy(), end.copy()
    white: NDArray[np.bool_] = np.isin(batch.codes[start], _WHITE) | np.isin(batch.codes[end - 1], _WHITE)
    for i in np.flatnonzero(white).tolist():
        text = batch.slice(int(documents[i]), int(start[i]), int(end[i]))
        left[i] += len(text) - len(text.lstrip())
        right[i] = max(left[i], right[i] - len(text) + len(text.rstrip()))
        if text.isspace():
            left[i] = right[i] = start[i]
    return left, right
