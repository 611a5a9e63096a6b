"""String ids: the numbers by which spaCy knows words, labels and ids."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.training.spacyfile.murmur import hashes
from workbench.training.spacyfile.symbols import table

KEPT: Final = 500_000
"""So many strings are remembered at most; the files of a corpus share most of their words."""

_known: dict[str, int] = {}


def string_ids(strings: Sequence[str]) -> NDArray[np.uint64]:
    """The id of each string, as uint64 [strings]: a reserved symbol's number (0 of the empty string), else its hash."""
    if len(_known) > KEPT:
        _known.clear()
    _learn([string for string in strings if string not in _known])
    return np.fromiter(map(_known.__getitem__, strings), np.uint64, len(strings))


def _learn(strings: Sequence[str]) -> None:
    if not strings:
        return
    symbols = table().symbols
    for string, own in zip(strings, hashes([string.encode() for string in strings]).tolist(), strict=True):
        _known[string] = symbols.get(string, own)
