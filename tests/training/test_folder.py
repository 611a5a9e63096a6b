"""The folder: in place whole or not at all, whatever stops it, and hashed as it is written."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from workbench.core.fault import Fault
from workbench.training import folder as module
from workbench.training.folder import replacing


def contents(path: Path) -> dict[str, bytes]:
    return {p.relative_to(path).as_posix(): p.read_bytes() for p in path.rglob("*") if p.is_file()}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    out = tmp_path / "out"
    with replacing(out, force=False) as folder:
        folder.write("manifest.json", "{}")
        folder.write("corpus/train/0000.spacy", b"old")
    return out


def test_what_is_written_in_pieces_is_hashed_whole(tmp_path: Path) -> None:
    with replacing(tmp_path / "out", force=False) as folder:
        folder.write("a/b.txt", "ß")
        with folder.open("c.bin") as file:
            assert file.write(b"one") == 3
            file.write(memoryview(b"two"))
    assert contents(tmp_path / "out") == {"a/b.txt": "ß".encode(), "c.bin": b"onetwo"}
    assert folder.hashes == {
        "a/b.txt": hashlib.sha256("ß".encode()).hexdigest(),
        "c.bin": hashlib.sha256(b"onetwo").hexdigest(),
    }


@pytest.mark.parametrize("stop", [KeyboardInterrupt, ValueError, OSError])
def test_whatever_stops_the_writing_leaves_the_old_one_whole(old: Path, stop: type[BaseException]) -> None:
    before = contents(old)
    with pytest.raises((stop, Fault)), replacing(old, force=True) as folder:
        folder.write("manifest.json", "new")
        raise stop
    assert contents(old) == before
    assert [path.name for path in old.parent.iterdir()] == ["out"]


@pytest.mark.parametrize("which", [1, 2])
@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError])
def test_an_interrupt_while_it_is_put_in_place(
    old: Path, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException], which: int
) -> None:
    """Stopped at either of the two renames, one whole folder stands, and nothing lies beside it."""
    before, calls, rename = contents(old), [], os.rename

    def stopping(a: Path, b: Path) -> None:
        calls.append(a)
        if len(calls) == which:
            raise stop
        rename(a, b)

    monkeypatch.setattr(module.os, "rename", stopping)
    with pytest.raises((stop, Fault)), replacing(old, force=True) as folder:
        folder.write("manifest.json", "new")
    assert contents(old) == before
    assert [path.name for path in old.parent.iterdir()] == ["out"]
