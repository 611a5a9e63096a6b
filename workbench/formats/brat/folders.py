"""Folders of brat files: which files make up a document, and whose work it is.

Brat has no annotators; people keep one folder for each, with the same texts in all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final

from workbench.formats.source import Source

WHOLE: Final = ".ann"
PARTS: Final = (".a1", ".a2", ".co", ".rel")
"""What shared tasks split an ``.ann`` into: given spans, events, coreference, relations."""
BESIDE: Final = ("annotation.conf", "visual.conf", "tools.conf", "kb_shortcuts.conf")
"""Brat's own files for a project."""


def parts(source: Source) -> list[Source]:
    """The annotation files of the document that a file belongs to, in the order they are read."""
    if source.path.suffix not in PARTS:
        return [source]
    found = [source.beside(source.path.with_suffix(suffix).name) for suffix in PARTS]
    return [one for one in found if one is not None] or [source]


def text_beside(source: Source) -> Source | None:
    """The text of a document: beside its annotations, or under its name in a folder above them."""
    name = source.path.with_suffix(".txt").name
    return source.beside(name) or source.above(name)


def along(source: Source) -> Iterator[str]:
    """The names of the files that are read along with one; of a document in parts, along with the first."""
    files = parts(source)
    others = files[1:] if files[0].name == source.name else []
    found = [text_beside(source), *others, *(source.above(name) for name in BESIDE)]
    return (one.name for one in found if one is not None and one.name != source.name)


class Annotators:
    """Tells whose folder a file lies in; what was found for the last collection of files is kept."""

    def __init__(self) -> None:
        self._among: Mapping[str, Source] = {}
        self._names: dict[PurePosixPath, str] = {}

    def of(self, source: Source) -> str:
        """The name of the folder that tells this file from others of the same texts; empty where there are none."""
        if self._among is not source.among:
            self._among, self._names = source.among, _names(source.among)
        return next((self._names[folder] for folder in source.path.parents if folder in self._names), "")


def _names(among: Mapping[str, Source]) -> dict[PurePosixPath, str]:
    """The people's folders, and their names."""
    stems: dict[str, list[Source]] = {}
    for source in among.values():
        if source.path.suffix == WHOLE:
            stems.setdefault(source.path.stem, []).append(source)
    found: dict[PurePosixPath, str] = {}
    for same in stems.values():
        if len(same) > 1 and any(found.keys().isdisjoint(one.path.parents) for one in same):
            found |= _told_apart(same)
    return found


def _told_apart(same: list[Source]) -> dict[PurePosixPath, str]:
    """The folders of files of one stem, as far as they lie beside (or below) the same text."""
    by_text: dict[bytes, list[PurePosixPath]] = {}
    for one in same:
        if text := text_beside(one):
            by_text.setdefault(text.read(), []).append(one.path.parent)
    return {folder: folder.name for folders in by_text.values() if len(folders) > 1 for folder in _differing(folders)}


def _differing(folders: list[PurePosixPath]) -> Iterator[PurePosixPath]:
    """Each path down to the first part that is not the same in all."""
    depth = max(len(folder.parts) for folder in folders)
    level = next((k for k in range(depth) if len({folder.parts[k : k + 1] for folder in folders}) > 1), depth)
    return (PurePosixPath(*folder.parts[: level + 1]) for folder in folders if len(folder.parts) > level)
