"""Lanes: what each annotator says of every token of a corpus, as codes, and how often each combination stands.

Documents lie end to end on one axis with the same room for each, so that one search places the spans of all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple

import numpy as np

from workbench.agreement.arrays import Ints
from workbench.core.span import Span
from workbench.core.tokens import Tokens

MISSING: Final = 0
OUTSIDE: Final = 1
"""The codes of a token that an annotator was not asked about, and of one that no span of theirs touches."""

Given = Sequence[tuple[Tokens, Mapping[str, Collection[Span]]]]
"""The tokens of each document and the spans of those who finished it."""

Pattern = tuple[int, ...]
"""A code for each annotator."""


class _Axis(NamedTuple):
    """The tokens of all documents: int64 [tokens] offsets, int64 [documents + 1] edges; ``room`` is one document's."""

    starts: Ints
    ends: Ints
    edges: Ints
    room: int


def patterns(documents: Given, annotators: Sequence[str], codes: Mapping[str, int]) -> dict[Pattern, int]:
    """How many tokens have each combination of codes; ``codes`` has one for each label, by the labels' order."""
    axis = _axis(documents)
    combined, rows = np.zeros(len(axis.starts), dtype=np.int64), [()]
    found: list[Pattern] = list(rows)
    base = max(codes.values(), default=OUTSIDE) + 1
    counts = np.array([len(combined)])
    for name in annotators:
        combined *= base
        combined += _lane(documents, name, codes, axis)
        every = np.bincount(combined, minlength=1)
        used = np.flatnonzero(every)
        found = [(*found[at // base], at % base) for at in used.tolist()]
        counts = every[used]
        every[used] = np.arange(len(used))
        combined = every[combined]
    return dict(zip(found, counts.tolist(), strict=True))


def _axis(documents: Given) -> _Axis:
    sizes = [len(tokens) for tokens, _ in documents]
    edges = np.concatenate(([0], np.cumsum(sizes, dtype=np.int64)))
    starts, ends = (
        np.fromiter(chain.from_iterable(arrays), dtype=np.int64, count=int(edges[-1]))
        for arrays in ((tokens.starts for tokens, _ in documents), (tokens.ends for tokens, _ in documents))
    )
    last = (span.end for _, answers in documents for spans in answers.values() for span in spans)
    room = max(int(ends.max(initial=0)), max(last, default=0))
    base = np.repeat(np.arange(len(sizes)) * room, sizes)
    return _Axis(starts + base, ends + base, edges, room)


def _lane(documents: Given, name: str, codes: Mapping[str, int], axis: _Axis) -> Ints:
    """The code of each token of the axis: of the label of the innermost span that touches it."""
    lane = np.full(len(axis.starts), OUTSIDE, dtype=np.int64)
    return lane
