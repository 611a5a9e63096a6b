"""Gathering: from the paths of a command line to the files below them, those inside archives too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from workbench.core.fault import Fault
from workbench.formats.archive import MAGIC, is_archive, unpacked
from workbench.formats.source import Source


def gathered(path: Path) -> list[Source]:
    """The files that one path of the command line means, by name; an archive's files stand in its place.

    A file's ``among`` holds every file of its folder (or of the folder that was named, at any depth; or of its
    archive), because many formats are read from several files.

    Raises:
        Fault: where there is no such file or folder, it cannot be read, or an archive is not sound.
    """
    if path.is_dir():
        return _opened(_below(path))
    if not path.is_file():
        raise Fault(f"There is no file {path.name}", "Check the path")
    folder = {entry.name: entry for entry in _entries(path.parent) if entry.is_file()}
    return [one for one in _opened(_sources(folder), only=path.name) if one.name.partition("/")[0] == path.name]


def _below(folder: Path) -> dict[str, Source]:
    return _sources({file.relative_to(folder).as_posix(): file for file in _files(folder, set())})


def _files(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path]:
    """Every file below a folder, in a stable order; hidden ones and folders that loop are passed over."""
    status = folder.stat()
    if (status.st_dev, status.st_ino) in seen:
        return
    seen.add((status.st_dev, status.st_ino))
    for entry in _entries(folder):
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _files(entry, seen)
        elif entry.is_file():
            yield entry


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        raise Fault(f"{folder.name} cannot be read: {error.strerror}", "Check the permissions") from error


def _sources(files: dict[str, Path]) -> dict[str, Source]:
    kept = _Kept()
    found: dict[str, Source] = {}
    for name, path in files.items():
        shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        found[shown] = Source(shown, _File(shown, path, kept), found)
    return found


def _opened(sources: dict[str, Source], only: str = "") -> list[Source]:
    """The sources with those that are archives unpacked; others than ``only`` are not looked into where it is given."""
    out: list[Source] = []
    for source in sources.values():
        looked_into = not only or source.name == only
        if looked_into and _begins_as_archive(source) and is_archive(data := source.read()):
            out += unpacked(source.name, data).values()
        else:
            out.append(source)
    return out


def _begins_as_archive(source: Source) -> bool:
    opened = source.read
    return isinstance(opened, _File) and opened.begins(MAGIC)


class _Kept:
    """The bytes of the file that was read last: every reader sniffs a file before one of them reads it."""

    def __init__(self) -> None:
        self.path: Path | None = None
        self.data = b""


class _File:
    """Reads one file."""

    def __init__(self, name: str, path: Path, kept: _Kept) -> None:
        self._name, self._path, self._kept = name, path, kept

    def __call__(self) -> bytes:
        if self._kept.path != self._path:
            self._kept.data = self._read(-1)
            self._kept.path = self._path
        return self._kept.data

    def begins(self, sign: bytes) -> bool:
        """Whether the file begins with a sign; nothing more of it is read."""
        return self._read(len(sign)) == sign

    def _read(self, most: int) -> bytes:
        try:
            with self._path.open("rb") as file:
                return file.read(most)
        except OSError as error:
            raise Fault(f"{self._name} cannot be read: {error.strerror}", "Check the permissions") from error
