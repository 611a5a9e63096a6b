"""The folder of an export: written beside its place, and put there whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from io import RawIOBase
from pathlib import Path
from typing import Any, BinaryIO, cast

from workbench.core.fault import Fault

MANIFEST = "manifest.json"
"""The file that tells an export from any other folder."""


class Hashed(RawIOBase):
    """An open file that can only be written, and whose SHA-256 so far is in ``digest``."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.digest = sha256()

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, data: Any) -> int:
        """Write and hash bytes, all of them."""
        self.digest.update(data)
        return self._file.write(data)


@dataclass(slots=True)
class Folder:
    """A folder that is being written; ``hashes`` has the SHA-256 of every file so far, by path with ``/``."""

    path: Path
    hashes: dict[str, str] = field(default_factory=dict)

    def write(self, name: str, content: str | bytes) -> None:
        """Write one file (text as UTF-8)."""
        with self.open(name) as file:
            file.write(content.encode() if isinstance(content, str) else content)

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """A file to write bytes to, piece by piece; hashed on the way, because reading it again would cost a third."""
        target = self.path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            hashed = Hashed(file)
            yield cast(BinaryIO, hashed)
        self.hashes[name] = hashed.digest.hexdigest()


def refuse_existing(out: Path, force: bool) -> None:
    """Refuse a place that is taken.

    Raises:
        Fault: where something other than an export is there, or an export and no ``--force``.
    """
    if not out.exists() and not out.is_symlink():
        return
    if not out.is_dir():
        raise Fault(f"{out.name} is a file", "Name a folder")
    if not any(out.iterdir()):
        return
    if not (out / MANIFEST).is_file():
        raise Fault(f"{out.name} is a folder with something else in it", "Name a new folder")
    if not force:
        raise Fault(f"{out.name} already holds an export", "Add --force to replace it, or name another folder")


@contextmanager
def replacing(out: Path, *, force: bool) -> Iterator[Folder]:
    """A folder to write; it takes its place only if nothing was raised, and until then the old one stands.

    Raises:
        Fault: where the place is taken or cannot be written.
    """
    refuse_existing(out, force)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise Fault(f"{out.name} cannot be written: {error.strerror}", "Name a folder that can be written") from error
    try:
        work.chmod(0o777 & ~_umask())
        yield Folder(work)
        refuse_existing(out, force)
        _swap(work, out)
    except OSError as error:
        raise Fault(f"the export was not written: {error.strerror}", "Make room, or name another folder") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _swap(work: Path, out: Path) -> None:
    """Put the new folder in place; the old one is moved aside first and removed last."""
    if not out.exists():
        os.rename(work, out)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{out.name}-old-", dir=out.parent))
    aside = old / out.name
    try:
        os.rename(out, aside)
        os.rename(work, out)
    finally:
        if aside.exists() and not out.exists():
            os.rename(aside, out)
        shutil.rmtree(old, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
