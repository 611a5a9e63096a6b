"""The heads written by hand are those of spaCy's packer, and the stream joins what it was given."""

from __future__ import annotations

import zlib
from io import BytesIO

import pytest
import srsly

from workbench.training.spacyfile.frame import AT_ONCE, Stream, array_head, bytes_head, map_head, packer

EDGES = (0, 1, 15, 16, 31, 32, 255, 256, 65_535, 65_536)


@pytest.mark.parametrize("n", EDGES)
def test_heads(n: int) -> None:
    assert array_head(n) + b"\x01" * n == srsly.msgpack_dumps([1] * n)
    assert bytes_head(n) + b"x" * n == srsly.msgpack_dumps(b"x" * n)
    pairs = dict.fromkeys(range(n))
    pack = packer()
    assert srsly.msgpack_dumps(pairs).startswith(map_head(n))
    assert srsly.msgpack_loads(map_head(n) + b"".join(pack(i) + b"\xc0" for i in range(n))) == pairs


def test_a_length_that_msgpack_cannot_say() -> None:
    with pytest.raises(OverflowError):
        bytes_head(2**32)


def test_the_packer_packs_as_spacy_does_time_after_time() -> None:
    pack = packer()
    for value in ({"a": [1, 2.5, None, True]}, {("._.", "rel", None, None): {(1, 2): {"x": 1.0}}}, "é" * 300, {}):
        assert pack(value) == srsly.msgpack_dumps(value)


@pytest.mark.parametrize("level", [0, 1, 6, 9])
def test_a_stream_is_one_zlib_stream_of_all_pieces(level: int) -> None:
    file = BytesIO()
    stream = Stream(file, level)
    stream.put(b"begin")
    stream.put_each(bytes([i % 256]) * 7 for i in range(AT_ONCE // 3))
    stream.put_each([])
    stream.close()
    meant = b"begin" + b"".join(bytes([i % 256]) * 7 for i in range(AT_ONCE // 3))
    assert zlib.decompress(file.getvalue()) == meant


def test_a_file_is_written_piece_by_piece() -> None:
    """Were it gathered first, memory would grow with the shard."""
    noted: list[int] = []

    class Noting(BytesIO):
        def write(self, data: object) -> int:
            noted.append(1)
            return super().write(data)  # type: ignore[arg-type]

    stream = Stream(Noting(), 0)
    for _ in range(10):
        stream.put(bytes(AT_ONCE))
    assert len(noted) >= 10
