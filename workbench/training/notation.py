"""Notations: plain values as bytes, as a line of JSON or as spaCy's msgpack, much of one shape at a time.

What differs between thousands of values is left open in one specimen; the specimen is encoded once and cut where the
holes are, and the rest is joining bytes. Encoding each value by itself took four times as long.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from workbench.training.spacyfile.frame import array_head, map_head, packer

NUMBER: Final = 1 << 62
"""A hole for a number."""
TEXT: Final = "\ue000"
"""A hole for a text."""


@dataclass(frozen=True)
class Notation:
    """A way to write plain values.

    Attributes:
        encode: any value.
        map_head, array_head: what stands before so many pairs or values.
        colon, comma: what stands between key and value, and between pairs or values.
        map_tail, array_tail: what ends them.
    """

    encode: Callable[[Any], bytes]
    map_head: Callable[[int], bytes]
    array_head: Callable[[int], bytes]
    colon: bytes = b""
    comma: bytes = b""
    map_tail: bytes = b""
    array_tail: bytes = b""

    def mapping(self, count: int, pairs: bytes) -> bytes:
        """So many pairs, written by :meth:`pair` with commas between, as one value."""
        return self.map_head(count) + pairs + self.map_tail

    def array(self, count: int, values: bytes) -> bytes:
        """So many values with commas between, as one."""
        return self.array_head(count) + values + self.array_tail

    def pair(self, key: str, value: Any) -> bytes:
        """A key with its value."""
        return self.key(key) + self.encode(value)

    def key(self, key: str) -> bytes:
        """A key, before its value."""
        return self.encode(key) + self.colon

    @cached_property
    def numbers(self) -> Numbers:
        """Numbers, each encoded once."""
        return Numbers(self.encode)

    def cut(self, specimen: Any, hole: int | str, holes: int) -> list[bytes]:
        """The specimen between its last so many holes of a kind; names in it that stand before may hold anything."""
        return self.encode(specimen).rsplit(self.encode(hole), holes)


class Numbers(dict[int, bytes]):
    """What numbers are written as."""

    def __init__(self, encode: Callable[[Any], bytes]) -> None:
        self._encode = encode

    def __missing__(self, number: int) -> bytes:
        self[number] = written = self._encode(number)
        return written


def json_line() -> Notation:
    """JSON without blanks, characters as they are, keys in the order of the value."""
    encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False)
    return Notation(
        lambda value: encoder.encode(value).encode(), lambda n: b"{", lambda n: b"[", b":", b",", b"}", b"]"
    )  # fmt: skip


def msgpack() -> Notation:
    """The msgpack that spaCy writes and reads."""
    return Notation(packer(), map_head, array_head)
