"""Lanes: what each annotator says of every token of a corpus, as codes, and how often each combination stands.

Documents lie end to end on one axis, each with the same room, so that one search places the spans of all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple, TypeAlias

import numpy as np

from workbench.agreement.arrays import Ints, fragments
from workbench.core.span import Span
from workbench.core.tokens import Tokens

MISSING: Final = 0
OUTSIDE: Final = 1
"""The codes of a token that an annotator was not asked about, and of one that no span of theirs touches."""

Given: TypeAlias = Sequence[tuple[Tokens, Mapping[str, Collection[Span]]]]
"""The tokens of each document and the spans of those who finished it."""

Pattern: TypeAlias = tuple[int, ...]
"""A code for each annotator."""


class _Axis(NamedTuple):
    """The tokens of all documents: int64 offsets [tokens], numbers of tokens [documents], and one document's room."""

    starts: Ints
    ends: Ints
    sizes: Ints
    room: int


def patterns(documents: Given, annotators: Sequence[str], codes: Mapping[str, int]) -> dict[Pattern, int]:
    """How many tokens have each combination of codes; ``codes`` has one above 1 for each label, in the labels' order.

    One lane after another joins, and the combinations are numbered anew each time: so no number outgrows the tokens.
    """
    axis, base = _axis(documents), max(codes.values(), default=OUTSIDE) + 1
    number = np.zeros(len(axis.starts), dtype=np.int64)
    found: list[Pattern] = [()]
    counts = [len(number)]
    for name in annotators:
        number = number * base + _lane(documents, name, codes, axis)
        times = np.bincount(number)
        used = np.flatnonzero(times)
        counts = times[used].tolist()
        found = [(*found[at // base], at % base) for at in used.tolist()]
        times[used] = np.arange(len(used))
        number = times[number]
    return dict(zip(found, counts, strict=True))


def _axis(documents: Given) -> _Axis:
    sizes = np.array([len(tokens) for tokens, _ in documents], dtype=np.int64)
    starts = _joined([tokens.starts for tokens, _ in documents])
    ends = _joined([tokens.ends for tokens, _ in documents])
    room = int(ends.max(initial=0))
    base = np.repeat(np.arange(len(sizes)) * room, sizes)
    return _Axis(starts + base, ends + base, sizes, room)


def _joined(arrays: Sequence[Sequence[int]]) -> Ints:
    return np.concatenate([np.zeros(0, dtype=np.int64), *map(np.asarray, arrays)]).astype(np.int64, copy=False)


def _lane(documents: Given, name: str, codes: Mapping[str, int], axis: _Axis) -> Ints:
    """The code of every token of the axis: the label of the innermost span that touches it."""
    given = [answers.get(name) for _, answers in documents]
    unmarked = np.array([MISSING if spans is None else OUTSIDE for spans in given], dtype=np.int64)
    lane = np.repeat(unmarked, axis.sizes)
    spans = list(chain.from_iterable(spans or () for spans in given))
    base = np.repeat(np.arange(len(given)) * axis.room, [len(spans or ()) for spans in given])
    label = np.fromiter(map(codes.__getitem__, [span.label for span in spans]), dtype=np.int64, count=len(spans))
    counts, starts, ends = fragments(spans)
    starts, ends = (np.repeat(base, counts) + np.minimum(offsets, axis.room) for offsets in (starts, ends))
    order = _outer_first(counts, starts, ends, label)
    first = np.searchsorted(axis.ends, starts[order], side="right")
    last = np.searchsorted(axis.starts, ends[order], side="left")
    _paint(lane, first, np.maximum(last - first, 0), np.repeat(label, counts)[order])
    return lane


def _outer_first(counts: Ints, starts: Ints, ends: Ints, label: Ints) -> Ints:
    """The order of fragments by where their span starts; of equal starts the longer comes first, then by label."""
    behind = np.cumsum(counts)
    start = np.repeat(starts[behind - counts], counts)
    order = np.argsort(start, kind="stable")
    if np.diff(start[order]).all():
        return order
    return np.lexsort((np.repeat(label, counts), -np.repeat(ends[behind - 1], counts), start))


def _paint(lane: Ints, first: Ints, sizes: Ints, label: Ints) -> None:
    """Write each label on its tokens, in the order given: where an index repeats, numpy keeps what came last."""
    behind = np.cumsum(sizes)
    at = np.arange(int(sizes.sum())) + np.repeat(first - behind + sizes, sizes)
    lane[at] = np.repeat(label, sizes)
