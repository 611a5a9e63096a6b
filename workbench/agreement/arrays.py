"""Arrays: the names of their types, and the offsets of spans as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from workbench.core.span import Span

Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]
Floats: TypeAlias = NDArray[np.float64]


def fragments(spans: Sequence[Span]) -> tuple[Ints, Ints, Ints]:
    """How many fragments each span has, int64 [spans], and where they start and end, int64 [fragments] each."""
    extents = [span.fragments for span in spans]
    counts = np.fromiter(map(len, extents), dtype=np.int64, count=len(extents))
    at = chain.from_iterable(chain.from_iterable(extents))
    offsets = np.fromiter(at, dtype=np.int64, count=2 * int(counts.sum()))
    return counts, offsets[::2].copy(), offsets[1::2].copy()
