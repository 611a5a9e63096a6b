"""The frame of a DocBin: msgpack written piece by piece into a zlib stream, so that no file is whole in memory.

Values that are small go through spaCy's own packer (srsly); only what must stream has its head written here.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO, Final, Protocol, TypeAlias

AT_ONCE: Final = 1 << 16
"""Bytes of small pieces that are joined before they are compressed."""

Pack: TypeAlias = Callable[[Any], bytes]


def packer() -> Pack:
    """What spaCy packs values with: ``pack(value)`` gives the same bytes as ``srsly.msgpack_dumps``, only faster."""
    from srsly.msgpack import Packer  # type: ignore[import-untyped]

    pack: Pack = Packer(use_bin_type=True).pack
    return pack


def map_head(n: int) -> bytes:
    """What stands before ``n`` pairs."""
    return _head(n, 16, 0x80, b"\xde", b"\xdf")


def array_head(n: int) -> bytes:
    """What stands before ``n`` values."""
    return _head(n, 16, 0x90, b"\xdc", b"\xdd")


def bytes_head(n: int) -> bytes:
    """What stands before ``n`` bytes (fewer than 2**32)."""
    return b"\xc4" + bytes((n,)) if n < 256 else _head(n, 0, 0, b"\xc5", b"\xc6")


def _head(n: int, small: int, base: int, medium: bytes, large: bytes) -> bytes:
    if n < small:
        return bytes((base | n,))
    return medium + n.to_bytes(2, "big") if n < 1 << 16 else large + n.to_bytes(4, "big")


class Compressor(Protocol):
    """What makes a zlib stream."""

    def compress(self, data: bytes | bytearray | memoryview, /) -> bytes:
        """Take in bytes; returns what of the stream is ready."""
        ...

    def flush(self) -> bytes:
        """The rest of the stream."""
        ...


def compressor(level: int) -> Compressor:
    """ISA-L's at level 1 where it is installed, because it takes a quarter of zlib's time for the same size; or zlib's.

    Which one it was shows in the bytes and in nothing that reads them.
    """
    if level != 1:
        return zlib.compressobj(level)
    try:
        from isal import isal_zlib
    except ImportError:
        return zlib.compressobj(level)
    made: Compressor = isal_zlib.compressobj(level)
    return made


class Stream:
    """A zlib stream onto a file; :meth:`close` ends it and leaves the file open."""

    def __init__(self, file: BinaryIO, level: int) -> None:
        self._file = file
        self._zlib = compressor(level)

    def put(self, data: bytes | bytearray | memoryview) -> None:
        """Compress and write."""
        if packed := self._zlib.compress(data):
            self._file.write(packed)

    def put_each(self, pieces: Iterable[bytes]) -> None:
        """Compress and write many small pieces."""
        waiting = bytearray()
        for piece in pieces:
            waiting += piece
            if len(waiting) >= AT_ONCE:
                self.put(waiting)
                waiting.clear()
        self.put(waiting)

    def close(self) -> None:
        """Write what is left."""
        self._file.write(self._zlib.flush())
