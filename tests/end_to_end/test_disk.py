"""The disk is full or may not be written: the screen says so, and what it called saved stays.

That the store loses nothing then is proved under tests/store; here a person must be told, and be able to go on.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.end_to_end import hands
from tests.end_to_end.project import environment, layer, make
from tests.end_to_end.terminal import Terminal

TEXT = " ".join(f"Word{k}" for k in range(400))
LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
limit = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
from workbench.cli.main import main
sys.exit(main(sys.argv[1:]))
"""
MOUNTS = pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root may mount")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make(tmp_path / "disk.db", {"page": TEXT})


@contextmanager
def mounted(folder: Path, size: str) -> Iterator[Path]:
    """A small file system of its own; the test is skipped where none can be had."""
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True)
    if made.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def label_until_refused(terminal: Terminal, most: int) -> int:
    """Label word after word until the screen says that a step is not saved; returns how many it called saved."""
    hands.open_first(terminal, "Word0")
    for saved in range(most):
        terminal.press("1", "p")
        terminal.wait(lambda: "not saved" in hands.status(terminal) or says_saved(terminal))
        if "not saved" in hands.status(terminal):
            return saved
        terminal.press("right")
        terminal.wait(lambda: "person" not in hands.status(terminal).casefold())
    raise AssertionError("the disk never filled up")


def says_saved(terminal: Terminal) -> bool:
    line = hands.status(terminal)
    return "PERSON" in line and "saving" not in line and "saved" in line


def test_a_limit_of_file_size_is_told_and_the_steps_can_be_rescued(project: Path, crashes: Path) -> None:
    limit = project.stat().st_size + 60_000
    command = (sys.executable, "-c", LIMITED, str(limit))
    with Terminal(command=command, env=environment(project), size=(80, 24)) as terminal:
        acknowledged = label_until_refused(terminal, 300)
        assert acknowledged > 3
        terminal.wait(lambda: "try again" in hands.mode_line(terminal))
        hands.pick(terminal, "write a rescue file")
        terminal.wait("unsaved steps")
        terminal.kill()
    hands.check(project)
    assert len(layer(project, "page").spans) == acknowledged
    (rescued,) = project.parent.glob("rescue-*.jsonl")
    assert rescued.stat().st_mode & 0o077 == 0
    again = hands.workbench("db", "rescue", str(rescued), **environment(project))
    assert again.returncode == 0, again.stderr
    assert len(layer(project, "page").spans) == acknowledged + 1
    hands.check(project)
    assert not crashes.exists()


@MOUNTS
@pytest.mark.slow
def test_a_full_disk_is_told_and_room_is_enough_to_go_on(project: Path, tmp_path: Path, crashes: Path) -> None:
    with mounted(tmp_path / "small", "2m") as folder:
        path = folder / "disk.db"
        shutil.copy(project, path)
        ballast = folder / "ballast"
        ballast.write_bytes(b"x" * 800_000)
        with Terminal(env=environment(path), size=(80, 24)) as terminal:
            acknowledged = label_until_refused(terminal, 390)
            assert acknowledged > 3
            terminal.wait("disk is full")
            ballast.unlink()
            hands.pick(terminal, "try again")
            hands.saved(terminal)
            terminal.press("ctrl+q")
            assert terminal.ended() == 0
        assert len(layer(path, "page").spans) == acknowledged + 1
        hands.check(path)
    assert not crashes.exists()


def reads_only(terminal: Terminal) -> None:
    """Everything can be looked at, nothing changed, and each refusal says why."""
    hands.open_first(terminal, "Word0")
    terminal.press("1", "p")
    hands.says(terminal, "read-only")
    hands.find(terminal, "Word7")
    terminal.press("D")
    terminal.wait(lambda: "read-only" in terminal.text or "reading only" in terminal.text)
    terminal.press("ctrl+q")
    assert terminal.ended() == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_that_may_not_be_written_is_read(project: Path, crashes: Path) -> None:
    project.chmod(0o400)
    project.parent.chmod(0o500)
    try:
        with Terminal(env=environment(project)) as terminal:
            reads_only(terminal)
    finally:
        project.parent.chmod(0o700)
    assert not crashes.exists()


@MOUNTS
def test_a_read_only_file_system_is_read(project: Path, tmp_path: Path, crashes: Path) -> None:
    with mounted(tmp_path / "fixed", "4m") as folder:
        path = folder / "disk.db"
        shutil.copy(project, path)
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        with Terminal(env=environment(path)) as terminal:
            reads_only(terminal)
    assert not crashes.exists()
