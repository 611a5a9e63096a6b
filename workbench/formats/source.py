"""The source: one file to read, with the files it stands among; from a folder or an archive alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

HEAD = 65_536
"""Bytes that a sniff may look at."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file by its name relative to what was asked for, with ``/``; ``among`` holds every file that came along."""

    name: str
    read: Callable[[], bytes]
    among: Mapping[str, Source] = field(default_factory=dict, repr=False, compare=False)

    @property
    def path(self) -> PurePosixPath:
        """The name as a path."""
        return PurePosixPath(self.name)

    def head(self) -> bytes:
        """The first bytes."""
        return self.read()[:HEAD]

    def beside(self, name: str) -> Source | None:
        """A file of this name in the same folder, or None."""
        return self.among.get(str(self.path.parent / name))

    def above(self, name: str) -> Source | None:
        """A file of this name in the same folder or the nearest one above, or None."""
        for folder in self.path.parents:
            if found := self.among.get(str(folder / name)):
                return found
        return None
