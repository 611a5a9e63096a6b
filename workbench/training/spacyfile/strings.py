"""String ids: the numbers by which spaCy knows words, labels and ids."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.training.spacyfile.murmur import hashes
from workbench.training.spacyfile.symbols import table


def string_ids(strings: Sequence[str]) -> NDArray[np.uint64]:
    """The id of each string, as uint64 [strings]: a reserved symbol's number (0 of the empty string), else its hash.

    Nothing is remembered from file to file: to look a string up takes longer than to hash it beside thousands.
    """
    symbols = table().symbols
    out = hashes([string.encode() for string in strings])
    for i in [i for i, string in enumerate(strings) if string in symbols]:
        out[i] = symbols[strings[i]]
    return out
