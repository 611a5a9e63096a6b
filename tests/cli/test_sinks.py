"""Sinks: everything takes its place at once or not at all, and nobody's other files are touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.cli.sinks import sink
from workbench.core.fault import Fault


def put(out: Path, names: list[str], *, folder: bool, force: bool = False) -> None:
    with sink(out, folder=folder, force=force) as place:
        for name in names:
            with place.file(name) as file:
                file.write(name.encode())


def contents(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_one_file_stands_where_it_was_asked_for_whatever_the_format_calls_it(tmp_path: Path) -> None:
    put(tmp_path / "new" / "my.jsonl", ["all.jsonl"], folder=False)
    assert contents(tmp_path) == {"new/my.jsonl": "all.jsonl"}


def test_a_folder_may_hold_folders_and_may_be_empty(tmp_path: Path) -> None:
    put(tmp_path / "out", ["a.ann", "ana/a.ann"], folder=True)
    put(tmp_path / "none", [], folder=True)
    assert contents(tmp_path) == {"out/a.ann": "a.ann", "out/ana/a.ann": "ana/a.ann"}
    assert (tmp_path / "none").is_dir()


def test_what_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), sink(tmp_path / "out", folder=True, force=False) as place:
        with place.file("a") as file:
            file.write(b"half")
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_is_taken_needs_force_which_replaces_only_what_is_written(tmp_path: Path) -> None:
    out = tmp_path / "out"
    put(out, ["a", "b"], folder=True)
    (out / "mine").write_text("mine")
    (out / "a").write_text("old")
    with pytest.raises(Fault, match="out is there already"):
        put(out, ["a"], folder=True)
    put(out, ["a"], folder=True, force=True)
    assert contents(out) == {"a": "a", "b": "b", "mine": "mine"}
    for folder, cure in ((False, "out is a folder. Name a file"), (True, "mine is a file. Name a folder")):
        with pytest.raises(Fault, match=cure):
            put(out / "mine" if folder else out, ["x"], folder=folder, force=True)


@pytest.mark.parametrize("names", [["../x"], ["a", "a"], ["/tmp/x"]])
def test_a_format_cannot_write_outside_or_twice(tmp_path: Path, names: list[str]) -> None:
    with pytest.raises(Fault, match="twice, or outside its folder"):
        put(tmp_path / "out", names, folder=True)
    assert list(tmp_path.iterdir()) == []
