"""Who can read a database file, and on which file systems one may stand."""

from __future__ import annotations

import grp
import os
import stat
from pathlib import Path

import pytest

from tests.store.making import Project, span
from workbench.core.fault import Fault
from workbench.store.database import Database, path_of
from workbench.store.driver import wal_safe
from workbench.store.filesystem import NETWORK, file_system, mode_faults, network_file_system

MOUNTS = [
    "22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw",
    "30 22 0:40 / /mnt/lab rw - nfs4 host:/lab rw",
    r"31 22 0:41 / /mnt/my\040share rw - cifs //host/share rw",
    "32 30 0:42 / /mnt/lab/local rw - xfs /dev/vdb rw",
    "33 22 0:43 / /mnt/c rw - 9p drvfs rw,aname=drvfs;path=C:",
    "34 22 0:44 / /mnt/sandbox rw - 9p none rw,trans=fd",
    "35 22 0:45 / /home/a/remote rw - fuse.sshfs a@host: rw",
    "36 22 0:46 / /mnt/over rw - ext4 /dev/vdc rw",
    "37 36 0:47 / /mnt/over rw - nfs host:/x rw",
    "broken line",
]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/a/p.db", "ext4"),
        ("/mnt/lab/p.db", "nfs4"),
        ("/mnt/laboratory/p.db", "ext4"),
        ("/mnt/lab/local/p.db", "xfs"),
        ("/mnt/my share/p.db", "cifs"),
        ("/mnt/c/p.db", "9p.drvfs"),
        ("/mnt/sandbox/p.db", "9p"),
        ("/home/a/remote/x/p.db", "fuse.sshfs"),
        ("/mnt/over/p.db", "nfs"),
    ],
)
def test_the_deepest_latest_mount_says_the_file_system(path: str, kind: str) -> None:
    assert file_system(Path(path), MOUNTS) == kind


def test_network_file_systems_are_refused_and_nothing_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"1 0 0:1 / {tmp_path} rw - nfs host:/x rw\n")
    assert network_file_system(tmp_path / "p.db", mounts) == "nfs"
    assert network_file_system(tmp_path / "p.db", tmp_path / "missing") is None
    monkeypatch.setattr("workbench.store.filesystem.network_file_system", lambda path: "nfs")
    with pytest.raises(Fault, match=r"network file system \(nfs\)"):
        Database.create(str(tmp_path / "p.db"))
    assert not (tmp_path / "p.db").exists()
    assert {"nfs", "nfs4", "cifs", "fuse.sshfs"} <= NETWORK


def test_the_file_and_its_journals_are_the_owners_alone(project: Project) -> None:
    old = os.umask(0)
    try:
        project.do(project.layer(), span(1, 0, 4))
        modes = {stat.S_IMODE(p.stat().st_mode) for p in project.path.parent.glob("project.db*")}
    finally:
        os.umask(old)
    assert modes == {0o600}
    assert mode_faults(project.path) == []


def test_a_new_file_is_private_whatever_the_umask(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        with Database.create(str(tmp_path / "p.db")):
            assert {stat.S_IMODE(p.stat().st_mode) for p in tmp_path.glob("p.db*")} == {0o600}
    finally:
        os.umask(old)


def test_a_group_shares_a_file_in_a_folder_of_its_own(tmp_path: Path) -> None:
    group = grp.getgrgid(os.getgid()).gr_name
    folder = tmp_path / "lab"
    with Database.create(str(folder / "p.db"), group=group) as db:
        assert stat.S_IMODE(folder.stat().st_mode) == 0o2770
        assert stat.S_IMODE((folder / "p.db").stat().st_mode) == 0o660
        assert mode_faults(folder / "p.db") == []
        assert db.journal in ("wal", "delete")


def test_a_folder_that_is_not_the_groups_is_refused(tmp_path: Path) -> None:
    group = grp.getgrgid(os.getgid()).gr_name
    (tmp_path / "mine").mkdir(mode=0o700)
    with pytest.raises(Fault, match="shares"):
        Database.create(str(tmp_path / "mine" / "p.db"), group=group)
    with pytest.raises(Fault, match="no group"):
        Database.create(str(tmp_path / "other" / "p.db"), group="no-such-group-here")
    assert not (tmp_path / "mine" / "p.db").exists()


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    path.write_text("mine")
    with pytest.raises(Fault, match="exists already"):
        Database.create(str(path))
    assert path.read_text() == "mine"
    with pytest.raises(Fault, match="can't be created"):
        Database.create(str(tmp_path / "no" / "folder.db"))


def test_addresses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    here = Path.cwd()
    assert path_of("p.db") == here / "p.db"
    assert path_of("sqlite:///p.db") == here / "p.db"
    assert path_of("sqlite:////srv/a%20b.db") == Path("/srv/a b.db")
    for wrong in ("sqlite://", "sqlite:///:memory:", "mysql://h/x"):
        with pytest.raises(Fault):
            path_of(wrong)


def test_names_of_files_may_be_odd(tmp_path: Path) -> None:
    path = tmp_path / "a b?c#d%e.db"
    with Database.create(str(path)), Database.open(str(path)):
        assert path.is_file()


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 45, 0), False), ((3, 50, 6), False),
        ((3, 50, 7), True), ((3, 51, 0), False), ((3, 51, 2), False), ((3, 51, 3), True), ((3, 53, 0), True),
        ((4, 0, 0), True),
    ],
)  # fmt: skip
def test_which_sqlite_has_the_fix(version: tuple[int, int, int], safe: bool) -> None:
    assert wal_safe(version) is safe


def test_without_the_fix_the_journal_is_rolled_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("database", "check"):
        monkeypatch.setattr(f"workbench.store.{module}.wal_safe", lambda: False)
    with Database.create(str(tmp_path / "p.db")) as db:
        assert db.journal == "delete"
        with db.reading() as connection:
            assert connection.value("PRAGMA synchronous") == 3


@pytest.mark.skipif(not wal_safe(), reason="needs a file in WAL")
def test_a_file_in_wal_is_converted_only_while_alone(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.store.database.wal_safe", lambda: False)
    with project.db.reading() as connection:
        connection.value("SELECT count(*) FROM span")
        with Database.open(str(project.path)) as second:
            assert second.journal == "wal"
            assert "WAL-reset" in second.warnings[0]
    project.db.close()
    with Database.open(str(project.path)) as alone:
        assert (alone.journal, alone.warnings) == ("delete", [])


def test_closing_empties_the_write_ahead_log(project: Project) -> None:
    project.do(project.layer(), span(1, 0, 4))
    project.db.close()
    assert [p.name for p in project.path.parent.glob("project.db*")] == ["project.db"]
