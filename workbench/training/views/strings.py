"""Strings: the distinct strings of a file, each with its number."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.training.views.batch import Numbers


class Strings:
    """Strings in order of first use, the empty one first."""

    def __init__(self) -> None:
        self._index = {"": 0}

    def numbers(self, table: Sequence[str], at: Numbers) -> NDArray[np.int32]:
        """The numbers of the strings that stand at these places of a table."""
        used, inverse = np.unique(at, return_inverse=True)
        own = [self._index.setdefault(table[i], len(self._index)) for i in used.tolist()]
        return np.array(own, np.int32)[inverse]

    def span_ids(self, numbers: Numbers, parts: Numbers) -> NDArray[np.int32]:
        """The numbers of the ids of spans: ``s12``, or ``s12.2`` for the second of several fragments."""
        used, inverse = np.unique(numbers << 32 | parts, return_inverse=True)
        ids = [f"s{one >> 32}.{part}" if (part := one & 0xFFFFFFFF) else f"s{one >> 32}" for one in used.tolist()]
        own = [self._index.setdefault(id_, len(self._index)) for id_ in ids]
        return np.array(own, np.int32)[inverse]

    def table(self) -> list[str]:
        """All strings by number."""
        return list(self._index)
