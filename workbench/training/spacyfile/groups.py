"""The span groups of a DocBin: for each document, bytes that spaCy's ``SpanGroups`` reads."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.training.shard import Group, Marks, Shard, Words
from workbench.training.spacyfile.frame import Pack, array_head, bytes_head, map_head, packer
from workbench.training.spacyfile.tokens import Ids, firsts

NO_GROUPS: Final = array_head(0)
"""What spaCy writes for a document without groups: a list, although groups make a map."""

RECORD: Final = np.dtype(
    [
        ("head", "S2"),
        ("id", ">u8"),
        ("kb_id", ">u8"),
        ("label", ">u8"),
        ("first", ">i4"),
        ("last", ">i4"),
        ("start", ">i4"),
        ("end", ">i4"),
    ]
)
"""A span: ``struct`` format ``>QQQllll`` behind msgpack's head of forty bytes."""


def group_bytes(shard: Shard, strings: Ids) -> list[bytes]:
    """The groups of each document, in the shard's order; ``strings`` are the ids of ``shard.strings``."""
    places = _Places(shard.words)
    of_document: list[list[bytes]] = [[] for _ in shard.words.lengths]
    pack = packer()
    for group in shard.groups:
        _add(of_document, group, _records(group.marks, places, strings), pack)
    return [map_head(len(pairs)) + b"".join(pairs) if pairs else NO_GROUPS for pairs in of_document]


def _add(of_document: list[list[bytes]], group: Group, records: bytes, pack: Pack) -> None:
    """Give each document that has the group one more pair: the group's bytes, and the keys under which it stands."""
    key, size = pack(group.key), RECORD.itemsize
    before, after = map_head(3) + pack("name") + key + pack("attrs") + map_head(0) + pack("spans"), array_head(1) + key
    wanted = np.arange(len(of_document)) if group.everywhere else np.unique(group.marks.document)
    lows = np.searchsorted(group.marks.document, wanted, "left").tolist()
    highs = np.searchsorted(group.marks.document, wanted, "right").tolist()
    for document, low, high in zip(wanted.tolist(), lows, highs, strict=True):
        packed = before + array_head(high - low) + records[low * size : high * size]
        of_document[document].append(bytes_head(len(packed)) + packed + after)


def _records(marks: Marks, places: _Places, strings: Ids) -> bytes:
    """A record for each mark, one after the other."""
    made = np.empty(len(marks), RECORD)
    made["head"] = bytes_head(RECORD.itemsize - 2)
    made["id"], made["kb_id"], made["label"] = strings[marks.id], strings[marks.kb_id], strings[marks.label]
    made["first"], made["last"] = marks.first, marks.last
    made["start"], made["end"] = places.of(marks)
    return made.tobytes()


class _Places:
    """Where tokens stand in the texts, in code points."""

    def __init__(self, words: Words) -> None:
        lengths = np.fromiter(map(len, words.forms), np.int32, len(words.forms))
        self._lengths: NDArray[np.int32] = lengths[words.ids]
        self._begins: NDArray[np.int64] = np.cumsum(self._lengths + words.spaces, dtype=np.int64)
        self._begins -= self._lengths + words.spaces
        self._firsts = firsts(words.lengths)

    def of(self, marks: Marks) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where each mark starts and ends in its document's text."""
        zero = self._firsts[marks.document]
        first, last = zero + marks.first, zero + marks.last - 1
        start = self._begins[zero]
        return self._begins[first] - start, self._begins[last] + self._lengths[last] - start
