"""Walking: from the paths of a command line to the text files below them, in a stable order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench.ingest.extract.kinds import ENDINGS


@dataclass(frozen=True, slots=True)
class Found:
    """A file to ingest (``skip`` is None) or one that is passed over, with the reason."""

    path: Path
    name: str
    skip: str | None = None


def walk(paths: Iterable[Path]) -> Iterator[Found]:
    """The files that the arguments name, each file once; folders recurse over ``*.txt`` and
    whatever text can be extracted from.

    Names are relative to the argument: a file's own name, or its path below the folder. Links are followed, and a
    folder that was walked already (a loop, for one) is passed over.
    """
    seen: set[tuple[int, int]] = set()
    for path in paths:
        if path.is_dir():
            yield from _folder(path, path, seen)
        elif path.exists():
            yield from _once(path, _shown(path.name), seen)
        else:
            yield Found(path, _shown(path.name), "does not exist" if not path.is_symlink() else "is a broken link")


def _folder(folder: Path, root: Path, seen: set[tuple[int, int]]) -> Iterator[Found]:
    name = _shown(folder.relative_to(root).as_posix())
    try:
        status = folder.stat()
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield Found(folder, name, f"cannot be read: {error.strerror or type(error).__name__}")
        return
    if (status.st_dev, status.st_ino) in seen:
        yield Found(folder, name, "is a folder that was read already")
        return
    seen.add((status.st_dev, status.st_ino))
    for entry in entries:
        yield from _entry(entry, root, seen)


def _entry(entry: Path, root: Path, seen: set[tuple[int, int]]) -> Iterator[Found]:
    name = _shown(entry.relative_to(root).as_posix())
    try:
        folder, file, there = entry.is_dir(), entry.is_file(), entry.exists()
    except OSError as error:
        yield Found(entry, name, f"cannot be read: {error.strerror or type(error).__name__}")
        return
    if folder:
        yield from _folder(entry, root, seen)
    elif not there:
        yield Found(entry, name, "is a broken link")
    elif not file:
        yield Found(entry, name, "is not a regular file")
    elif entry.suffix.lower() not in (".txt", *ENDINGS):
        yield Found(entry, name, "is no .txt, .html, .pdf or .docx file")
    else:
        yield from _once(entry, name, seen)


def _once(path: Path, name: str, seen: set[tuple[int, int]]) -> Iterator[Found]:
    try:
        status = path.stat()
    except OSError as error:
        yield Found(path, name, f"cannot be read: {error.strerror or type(error).__name__}")
        return
    if (status.st_dev, status.st_ino) in seen:
        yield Found(path, name, "is a file that was read already")
        return
    seen.add((status.st_dev, status.st_ino))
    yield Found(path, name) if path.is_file() else Found(path, name, "is not a regular file")


def _shown(name: str) -> str:
    """A name as text, bytes that are no UTF-8 replaced: it is stored and printed, never opened."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
