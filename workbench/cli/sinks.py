"""Sinks: where an export in another tool's format goes; its files take their places together, once all are whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from workbench.core.fault import Fault


@dataclass(slots=True)
class Beside:
    """Files that are written in a folder of their own, ``work``; ``one`` is the name of the only file there may be."""

    work: Path
    one: str = ""
    names: list[str] = field(default_factory=list)

    @contextmanager
    def file(self, name: str) -> Iterator[BinaryIO]:
        """A file to write, by its name relative to the place asked for; a format of one file names it as it likes."""
        named = self.one or name
        place = (self.work / named).resolve()
        if named in self.names or not place.is_relative_to(self.work.resolve()):
            raise Fault(f"The export would write {named!a} twice, or outside its folder", "Report this as a bug")
        self.names.append(named)
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("wb") as file:
            yield file


@contextmanager
def sink(out: Path, *, folder: bool, force: bool) -> Iterator[Beside]:
    """A sink for a file or folder; nothing is put in place where something is raised.

    With ``force`` files of the same names are replaced; other files of a folder stay.

    Raises:
        Fault: where the place is taken or cannot be written.
    """
    _refuse_taken(out, folder, force)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
        try:
            made = Beside(work, "" if folder else out.name)
            yield made
            for name in made.names:
                place = out / name if folder else out
                place.parent.mkdir(parents=True, exist_ok=True)
                (work / name).chmod(0o666 & ~_umask())
                os.replace(work / name, place)
            if folder:
                out.mkdir(exist_ok=True)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    except OSError as error:
        raise Fault(f"{out.name} cannot be written: {error.strerror}", "Name another place") from error


def _refuse_taken(out: Path, folder: bool, force: bool) -> None:
    if folder and out.is_file():
        raise Fault(f"{out.name} is a file", "Name a folder")
    if not folder and out.is_dir():
        raise Fault(f"{out.name} is a folder", "Name a file")
    taken = any(out.iterdir()) if folder and out.is_dir() else out.exists()
    if taken and not force:
        raise Fault(f"{out.name} is there already", "Add --force to replace it, or name another place")


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
