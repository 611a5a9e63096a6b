"""Archives: the files of a ZIP as sources, within limits that no honest archive reaches."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import Final

from workbench.core.fault import Fault
from workbench.formats.source import Source

MAGIC: Final = b"PK\x03\x04"
FILES: Final = 20_000
"""Files of an archive at most."""
SIZE: Final = 1_000_000_000
"""Bytes of all its files at most, unpacked."""
RATIO: Final = 200
"""How many times its packed size a file may have at most, once it is larger than..."""
SMALL: Final = 1_000_000
"""…this many bytes, below which no ratio can hurt."""
OFFICE: Final = "[Content_Types].xml"
"""A member that tells an office document from an archive of files."""

_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
"""What Python's zipfile raises for damaged, encrypted or unknown kinds of archives."""


def is_archive(data: bytes) -> bool:
    """Whether bytes are an archive of files; an office document is none, though it is packed alike."""
    if not data.startswith(MAGIC):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            return OFFICE not in opened.namelist()
    except _BROKEN:
        return True


def unpacked(name: str, data: bytes) -> dict[str, Source]:
    """The files of an archive by their names, which begin with the archive's; each unpacks when it is read.

    Raises:
        Fault: where it is damaged, encrypted, larger than the limits, names a place outside itself, or holds archives.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            members = [member for member in opened.infolist() if not member.is_dir()]
    except _BROKEN:
        raise Fault(f"{name} is a damaged archive", "Pack it again") from None
    _refuse(name, members)
    found: dict[str, Source] = {}
    kept: dict[str, bytes] = {}
    for member in members:
        if not _of_the_machine(member.filename):
            full = f"{name}/{PurePosixPath(member.filename)}"
            found[full] = Source(full, _Member(full, data, member, kept), found)
    return found


def _refuse(name: str, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > FILES:
        raise Fault(f"{name} holds more than {FILES:,} files", "Unpack it, and import a part at a time")
    if sum(member.file_size for member in members) > SIZE:
        raise Fault(f"{name} holds more than {SIZE:,} bytes", "Unpack it, and import a part at a time")
    for member in members:
        path = PurePosixPath(member.filename)
        if path.is_absolute() or ".." in path.parts or "\\" in member.filename or ":" in path.parts[0]:
            raise Fault(f"{name} names a file outside itself", "Do not trust this archive")
        if member.flag_bits & 1:
            raise Fault(f"{name} is encrypted", "Unpack it first")
        if member.file_size > max(SMALL, RATIO * member.compress_size):
            raise Fault(f"{name} holds a file packed more than {RATIO} to one", "Unpack it first, if you trust it")
    if len({member.filename for member in members}) < len(members):
        raise Fault(f"{name} holds two files of one name", "Pack it again")


def _of_the_machine(name: str) -> bool:
    """Whether a file was put there by an operating system."""
    path = PurePosixPath(name)
    return path.parts[0] == "__MACOSX" or path.name in (".DS_Store", "Thumbs.db")


class _Member:
    """Reads one file of an archive; the last one read is ``kept``, because every reader sniffs it."""

    def __init__(self, name: str, data: bytes, member: zipfile.ZipInfo, kept: dict[str, bytes]) -> None:
        self._name, self._data, self._member, self._kept = name, data, member, kept

    def __call__(self) -> bytes:
        if self._name not in self._kept:
            found = self._unpacked()
            self._kept.clear()
            self._kept[self._name] = found
        return self._kept[self._name]

    def _unpacked(self) -> bytes:
        try:
            with zipfile.ZipFile(io.BytesIO(self._data)) as opened, opened.open(self._member) as file:
                data = file.read(self._member.file_size + 1)
        except _BROKEN:
            raise Fault(f"{self._name} is damaged", "Pack the archive again") from None
        if len(data) > self._member.file_size:
            raise Fault(f"{self._name} is larger than its archive says", "Do not trust this archive")
        if is_archive(data):
            raise Fault(f"{self._name} is an archive inside an archive", "Unpack it first")
        return data
