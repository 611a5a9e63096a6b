"""Gathering: files, folders and archives alike, each file once and with what stands beside it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from workbench.core.fault import Fault
from workbench.ingest.foreign.gathering import gathered


def test_a_folder_gives_every_file_below_it_in_a_stable_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/2.ann", "b/2.txt", "1.json", ".hidden"):
        (tmp_path / name).write_text(name)
    (tmp_path / "loop").symlink_to(tmp_path)
    found = gathered(tmp_path)
    assert [source.name for source in found] == ["1.json", "b/2.ann", "b/2.txt"]
    beside = found[1].beside("2.txt")
    assert beside is not None and beside.read() == b"b/2.txt"
    above = found[1].above("1.json")
    assert above is not None and above.name == "1.json"


def test_a_file_alone_still_knows_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "2.ann").write_text("a")
    (tmp_path / "2.txt").write_text("t")
    with zipfile.ZipFile(tmp_path / "broken.zip", "w") as made:
        made.writestr("../x", "")
    [source] = gathered(tmp_path / "2.ann")
    assert source.name == "2.ann"
    beside = source.beside("2.txt")
    assert beside is not None and beside.read() == b"t"


def test_an_archive_stands_for_its_files(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as made:
        made.writestr("x/1.ann", "a")
        made.writestr("x/1.txt", "t")
    for path in (tmp_path, tmp_path / "all.zip"):
        assert [source.name for source in gathered(path)] == ["all.zip/x/1.ann", "all.zip/x/1.txt"]


def test_what_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="There is no file nowhere"):
        gathered(tmp_path / "nowhere")
