"""Backups hold what was saved, restoring brings it back, and damage is found."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.store.making import Project, span
from workbench.core.fault import Fault
from workbench.store.backup import STAMP, backup, restore, surplus
from workbench.store.check import check
from workbench.store.database import Database


def test_what_a_backup_holds_comes_back(project: Project) -> None:
    layer = project.layer()
    project.do(layer, span(1, 0, 4))
    made = backup(project.db, "before the storm")
    assert made is not None
    assert made.parent.name == "backups"
    assert made.name.endswith("-before-the-storm.db")
    project.do(layer, span(2, 5, 9))
    present = restore(made, str(project.path))
    assert list(project.reload(layer).spans) == [1]
    assert present is not None
    restore(present, str(project.path))
    assert list(project.reload(layer).spans) == [1, 2]
    assert check(project.db, full=True) == []
    with Database.open(str(project.path)) as again:
        assert again.journal == project.db.journal


def test_a_backup_is_one_private_file(project: Project) -> None:
    made = backup(project.db)
    assert made is not None
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert [p.name for p in made.parent.iterdir()] == [made.name]


def test_nothing_new_needs_no_new_backup(project: Project) -> None:
    assert backup(project.db, only_if_changed=True) is not None
    assert backup(project.db, only_if_changed=True) is None
    project.do(project.layer(), span(1, 0, 4))
    assert backup(project.db, only_if_changed=True) is not None


def test_old_backups_thin_out(tmp_path: Path) -> None:
    now = datetime(2026, 3, 31, 12, tzinfo=UTC)
    made = [tmp_path / f"p-{(now - timedelta(hours=6 * k)).strftime(STAMP)}.db" for k in range(4 * 60)]
    kept = [path for path in made if path not in surplus(made)]
    days = {path.name[2:10] for path in kept}
    assert kept[:5] == made[:5]
    assert {f"202603{day}" for day in range(25, 32)} <= days
    assert len(kept) <= 5 + 7 + 4
    # Of the four weeks (31 March 2026 is a Tuesday) the newest backups are of that day and of three Sundays.
    assert {"20260331", "20260329", "20260322", "20260315"} <= days
    assert min(days) == "20260315"


def test_a_damaged_database_is_set_aside_and_replaced(project: Project) -> None:
    project.do(project.layer(), span(1, 0, 4))
    made = backup(project.db)
    assert made is not None
    project.db.close()
    project.path.write_bytes(b"rubbish" * 1000)
    aside = restore(made, str(project.path))
    assert aside is not None
    assert aside.read_bytes().startswith(b"rubbish")
    with Database.open(str(project.path)) as db:
        assert check(db) == []


def test_what_is_no_backup_is_not_restored(project: Project, tmp_path: Path) -> None:
    rubbish = tmp_path / "rubbish.db"
    rubbish.write_bytes(b"rubbish" * 1000)
    for path in (rubbish, tmp_path / "none.db"):
        with pytest.raises(Fault):
            restore(path, str(project.path))
    assert check(project.db) == []


def test_a_backup_can_be_restored_where_nothing_was(project: Project, tmp_path: Path) -> None:
    made = backup(project.db)
    assert made is not None
    assert restore(made, str(tmp_path / "new.db")) is None
    with Database.open(str(tmp_path / "new.db")) as db:
        assert check(db) == []
        assert stat.S_IMODE(os.stat(tmp_path / "new.db").st_mode) == 0o600
