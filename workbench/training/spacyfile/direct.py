"""The direct writer: a shard as a ``.spacy`` file, without a ``Doc`` and without spaCy.

The file is zlib over one msgpack map (spaCy's ``DocBin``, version 0.1, as the source of its ``to_bytes`` has it; the
page on DocBin names fewer keys).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from workbench.training.shard import Packed, Shard
from workbench.training.spacyfile.frame import Pack, Stream, array_head, bytes_head, map_head, packer
from workbench.training.spacyfile.groups import group_bytes
from workbench.training.spacyfile.sound import check
from workbench.training.spacyfile.strings import string_ids
from workbench.training.spacyfile.symbols import table
from workbench.training.spacyfile.tokens import columns_of, rows

LEVEL: Final = 1
"""zlib's: level 6 saves a twelfth of the file and doubles the time of the writing (measured)."""


def write(file: BinaryIO, shard: Shard, *, level: int = LEVEL) -> None:
    """Write the file; it is made and compressed piece by piece, and its bytes follow from the shard alone.

    Raises:
        ValueError: where the shard's arrays do not fit each other.
    """
    check(shard)
    stream, pack, documents = Stream(file, level), packer(), len(shard.words.lengths)
    strings = string_ids(shard.strings)

    def each(key: str, packed: Iterable[bytes]) -> None:
        stream.put(pack(key) + array_head(documents))
        stream.put_each(packed)

    stream.put(map_head(10) + pack("version") + pack(table().docbin))
    stream.put(pack("attrs") + pack([table().symbols[name] for name in columns_of(shard)]))
    _put_words(stream, shard, string_ids(shard.words.forms), strings, pack)
    stream.put(pack("strings") + pack(list(dict.fromkeys((*shard.strings, *shard.words.forms)))))
    each("cats", (pack(dict(cats)) for cats in shard.cats))
    each("flags", [pack({"has_unknown_spaces": False})] * documents)
    each("span_groups", (bytes_head(len(groups)) + groups for groups in group_bytes(shard, strings)))
    user_data = (_user_data(data, pack) for data in shard.user_data or [{}] * documents)
    each("user_data", (bytes_head(len(data)) + data for data in user_data))
    stream.close()


def _user_data(data: Mapping[Any, Any], pack: Pack) -> bytes:
    """User data as msgpack; what is packed already goes in as it is."""
    pairs = (pack(key) + (value if isinstance(value, Packed) else pack(value)) for key, value in data.items())
    return map_head(len(data)) + b"".join(pairs)


def _put_words(
    stream: Stream, shard: Shard, forms: NDArray[np.uint64], strings: NDArray[np.uint64], pack: Pack
) -> None:
    """Put the three arrays that spaCy reads as one run of bytes each: uint64 rows, bool spaces, int32 lengths."""
    words = shard.words
    stream.put(pack("tokens") + bytes_head(len(words.ids) * len(columns_of(shard)) * 8))
    for table_of_rows in rows(shard, forms, strings):
        stream.put(table_of_rows.data)
    stream.put(pack("spaces") + bytes_head(len(words.spaces)))
    stream.put(words.spaces.astype(np.bool_).tobytes())
    stream.put(pack("lengths") + bytes_head(len(words.lengths) * 4) + words.lengths.astype("<i4").tobytes())
