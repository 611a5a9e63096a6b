"""Backups: copies made by SQLite's own backup, never of a file that may be in use."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from workbench.core.fault import Fault
from workbench.store.database import Database, path_of, refuse_version
from workbench.store.driver import connect, driver, wal_safe
from workbench.store.faults import fault_of
from workbench.store.filesystem import create_file, refuse_network
from workbench.store.upgrade import to_head
from workbench.store.version import APPLICATION_ID, HEAD, REVISIONS

FOLDER: Final = "backups"
STAMP: Final = "%Y%m%dT%H%M%S%fZ"
NEWEST, DAYS, WEEKS = 5, 7, 4
"""What is kept: the newest few, the newest of each of so many days, and of each of so many weeks."""


def backup(database: Database, reason: str = "", *, only_if_changed: bool = False) -> Path | None:
    """Copy the database into ``backups/NAME-<utc>[-reason].db`` beside it, check the copy, and tidy up old ones.

    Returns:
        The copy; None where ``only_if_changed`` and nothing was saved since the last one.

    Raises:
        Fault: where the copy can't be made or is not whole.
    """
    path = _file(database)
    if only_if_changed and _last_number(path) == _number(path):
        return None
    made = _copy(path, reason)
    for old in surplus(backups(path)):
        old.unlink(missing_ok=True)
    return made


def backups(path: Path) -> list[Path]:
    """The backups of a database, newest first."""
    pattern = re.compile(re.escape(path.stem) + r"-\d{8}T\d{12}Z(-[a-z0-9-]+)?\.db")
    folder = path.parent / FOLDER
    found = [p for p in folder.glob("*.db") if pattern.fullmatch(p.name)] if folder.is_dir() else []
    return sorted(found, key=_moment, reverse=True)


def surplus(newest_first: Sequence[Path]) -> list[Path]:
    """The backups that need not be kept."""
    keep = set(newest_first[:NEWEST])
    for limit, bucket in ((DAYS, "%Y-%j"), (WEEKS, "%G-%V")):
        seen: dict[str, Path] = {}
        for path in newest_first:
            seen.setdefault(_moment(path).strftime(bucket), path)
        keep.update(list(seen.values())[:limit])
    return [path for path in newest_first if path not in keep]


def restore(source: Path, url: str) -> Path | None:
    """Put a backup in the place of a project's database, which is backed up first.

    Programs that have the database open see the restored state at their next transaction.

    Returns:
        The backup of what was there; None where there was nothing.

    Raises:
        Fault: where the backup is not a whole database of ours, or the place can't be written.
    """
    path = path_of(url)
    refuse_network(path)
    _prove(source)
    if not path.exists():
        create_file(path)
        _fill(source, path)
        return None
    try:
        present = _copy(path, "before-restore")
    except Fault:
        present = _set_aside(path)
        create_file(path)
    _fill(source, path)
    return present


def upgrade(url: str) -> tuple[str, str, Path | None]:
    """Bring a database to this program's version, with a backup first.

    Returns:
        The version it was, the version it is, and the backup (None where there was nothing to do).

    Raises:
        Fault: where it is not ours, is newer than this program, or the migration fails; then nothing is changed.
    """
    path = path_of(url)
    if not path.is_file():
        raise Fault(f"There is no database {path.name}", "Create one with `workbench init`")
    found = _version(path)
    if found == HEAD:
        return found, HEAD, None
    if found not in REVISIONS:
        refuse_version(path.name, found)
    made = _copy(path, "before-upgrade")
    try:
        to_head(path)
    except Exception as error:
        raise Fault(
            f"The upgrade failed and changed nothing ({type(error).__name__})", f"A backup is {made.name}"
        ) from error
    return found, HEAD, made


# -- how -----------------------------------------------------------------------


def _file(database: Database) -> Path:
    if database.path is None:
        raise Fault("Only a database file can be backed up here")
    return database.path


def _copy(path: Path, reason: str) -> Path:
    """A checked copy among the backups, under its name only when it is whole and on the disk."""
    folder = path.parent / FOLDER
    word = re.sub(r"[^a-z0-9]+", "-", reason.lower()).strip("-")
    name = f"{path.stem}-{datetime.now(UTC).strftime(STAMP)}{'-' + word if word else ''}.db"
    status = path.stat()
    try:
        if not folder.exists():
            folder.mkdir(mode=0o2770 if status.st_mode & stat.S_IWGRP else 0o700)
        draft = folder / f".{name}.draft"
        create_file(draft)
        os.chmod(draft, status.st_mode & 0o660)
    except OSError as error:
        raise Fault(f"No backup can be made: {error.strerror}", "Check the folder and its permissions") from error
    try:
        _backup_api(path, draft)
        _prove(draft)
        _to_disk(draft)
        final = draft.rename(folder / name)
        _to_disk(folder)
        return final
    except driver().Error as error:
        raise fault_of(error) from error
    finally:
        draft.unlink(missing_ok=True)


def _backup_api(source: Path, target: Path) -> None:
    """Copy every page in one go, as of one moment, and leave the copy a file of its own without a write-ahead log."""
    with closing(connect(source, "ro")) as origin, closing(connect(target)) as copy:
        origin.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def _fill(source: Path, path: Path) -> None:
    """Write a backup's pages into a database file in one transaction."""
    try:
        with closing(connect(source, "ro")) as origin, closing(connect(path)) as target:
            origin.backup(target)
            target.execute(f"PRAGMA journal_mode={'WAL' if wal_safe() else 'DELETE'}")
    except driver().Error as error:
        raise fault_of(error) from error


def _set_aside(path: Path) -> Path:
    """Keep what is no database any more, with its journals, under another name."""
    folder = path.parent / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    name = f"{path.stem}-{datetime.now(UTC).strftime(STAMP)}.damaged"
    for suffix in ("", "-wal", "-shm", "-journal"):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.rename(folder / (name + suffix))
    return folder / name


def _prove(path: Path) -> None:
    """See that a file is a whole database of ours.

    Raises:
        Fault: where it is not.
    """
    if not path.is_file():
        raise Fault(f"There is no backup {path.name}")
    try:
        with closing(connect(path, "ro")) as raw:
            if raw.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise Fault(f"{path.name} is not a database of this program")
            told = raw.execute("PRAGMA quick_check").fetchone()[0]
    except driver().Error as error:
        raise fault_of(error) from error
    if told != "ok":
        raise Fault(f"{path.name} is damaged", "Choose an older backup")


def _version(path: Path) -> str:
    try:
        with closing(connect(path, "ro")) as raw:
            if raw.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise Fault(f"{path.name} is not a database of this program", "Name another with --db")
            return str(raw.execute("SELECT version_num FROM alembic_version").fetchone()[0])
    except driver().Error as error:
        raise fault_of(error) from error


def _number(path: Path) -> Any:
    with closing(connect(path, "ro")) as raw:
        return raw.execute("SELECT commit_no FROM project").fetchone()[0]


def _last_number(path: Path) -> Any:
    """The last commit that the newest readable backup holds; None where there is no backup."""
    for old in backups(path)[:1]:
        try:
            return _number(old)
        except driver().Error:
            return None
    return None


def _moment(path: Path) -> datetime:
    found = re.search(r"-(\d{8}T\d{12}Z)(?:-[a-z0-9-]+)?\.db$", path.name)
    assert found is not None, "only names that were matched before come here"
    return datetime.strptime(found[1], STAMP).replace(tzinfo=UTC)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
