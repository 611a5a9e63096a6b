"""Canonical JSON: one text for one value, so that equal values have equal hashes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

Json: TypeAlias = "None | bool | int | float | str | Sequence[Json] | Mapping[str, Json]"
JsonObject: TypeAlias = Mapping[str, "Json"]

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical(value: Json) -> str:
    """The canonical text of a value: sorted keys, no blanks, characters as they are.

    Raises:
        ValueError: for NaN and infinities, which JSON cannot say.
    """
    return _ENCODER.encode(value)


def sha256(text: str | bytes) -> str:
    """The SHA-256 of a text's UTF-8 (or of bytes), as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8") if isinstance(text, str) else text).hexdigest()
