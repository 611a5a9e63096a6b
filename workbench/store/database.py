"""A project's database: opening, creating, and the two kinds of transaction."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from workbench.core.fault import Fault
from workbench.core.ids import now_ms, uuid7
from workbench.core.json import canonical
from workbench.store.connection import Connection
from workbench.store.driver import connect, driver, version, wal_safe
from workbench.store.faults import fault_of
from workbench.store.filesystem import create_file, refuse_network
from workbench.store.version import APPLICATION_ID, HEAD, REVISIONS

IDLE = 4
"""How many idle connections are kept for readers."""


class Database:
    """One project's database file; safe to use from several threads.

    ``readonly`` is true where the file was opened, or can only be opened, for reading; ``journal`` is ``wal`` or
    ``delete``; ``warnings`` says in words what a person should know about how it was opened.
    """

    def __init__(self, path: Path, *, readonly: bool) -> None:
        self.url = f"sqlite:///{path}"
        self.path: Path | None = path
        self.readonly = readonly
        self.warnings: list[str] = []
        self._file = path
        self._mode = "ro" if readonly else "rw"
        self._idle: list[Any] = []
        self._writer: Any = None
        self._lock = threading.RLock()
        self._process = os.getpid()
        self.journal = ""

    # -- opening ---------------------------------------------------------------

    @classmethod
    def create(cls, url: str, *, group: str | None = None, name: str | None = None) -> Database:
        """Create a project's database, readable by its owner alone or shared by a group.

        Raises:
            Fault: where the file exists, stands on a network file system, or can't be written.
        """
        path = path_of(url)
        refuse_network(path)
        create_file(path, group)
        try:
            _fill(path, name or path.stem)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return cls.open(str(path))

    @classmethod
    def open(cls, url: str, *, readonly: bool = False) -> Database:
        """Open a project's database; where the file can't be written, for reading only.

        Raises:
            Fault: where there is no such file, it is not ours, or its version is not this program's.
        """
        path = path_of(url)
        if not path.is_file():
            raise Fault(
                f"There is no database {path.name}", "Create one with `workbench init`, or name another with --db"
            )
        refuse_network(path)
        database = cls(path, readonly=readonly or not os.access(path, os.W_OK))
        try:
            database._recognise()
        except BaseException:
            database.close()
            raise
        return database

    def _recognise(self) -> None:
        raw = self._connect()
        try:
            if raw.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise Fault(f"{self._file.name} is not a database of this program", "Name another with --db")
            refuse_version(self._file.name, raw.execute("SELECT version_num FROM alembic_version").fetchone()[0])
            self.journal = raw.execute("PRAGMA journal_mode").fetchone()[0]
            if self.journal == "wal" and not wal_safe() and not self.readonly:
                self.journal = self._leave_wal(raw)
        except driver().Error as error:
            raise fault_of(error) from error
        finally:
            raw.close()

    def _leave_wal(self, raw: Any) -> str:
        """Convert to a rollback journal while alone, because this SQLite may corrupt a shared write-ahead log."""
        raw.execute("PRAGMA busy_timeout=0")
        try:
            raw.execute("PRAGMA journal_mode=DELETE")
        except driver().OperationalError:
            told = ".".join(map(str, version()))
            self.warnings.append(
                f"SQLite {told} lacks the fix of the WAL-reset bug and others have the database open; "
                "install pysqlite3, or close the others and open again"
            )
        return str(raw.execute("PRAGMA journal_mode").fetchone()[0])

    # -- transactions ----------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that reads one unmoving state; keep it short, for it holds the write-ahead log back.

        Raises:
            Fault: where the database refuses.
        """
        raw = self._borrow()
        try:
            raw.execute("BEGIN DEFERRED")
            yield Connection(raw)
        except driver().Error as error:
            raise fault_of(error) from error
        finally:
            self._give_back(raw)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that may change rows: it takes the write lock first, and commits unless something is raised.

        Raises:
            Fault: where the database refuses; then nothing was changed.
        """
        if self.readonly:
            raise Fault("The database is open for reading only; nothing was saved", "Check the permissions of the file")
        with self._lock:
            try:
                raw = self._writing_connection()
                raw.execute("BEGIN IMMEDIATE")
                try:
                    yield Connection(raw)
                    raw.execute("COMMIT")
                except BaseException:
                    _roll_back(raw)
                    raise
            except driver().Error as error:
                raise fault_of(error) from error

    # -- closing ---------------------------------------------------------------

    def close(self) -> None:
        """Close every connection; the last program to leave empties the write-ahead log into the file."""
        with self._lock:
            writer, self._writer = self._writer, None
            idle, self._idle = self._idle, []
            if self._process != os.getpid():
                return
            for raw in idle:
                raw.close()
            if writer is not None:
                if self.journal == "wal":
                    _empty_log(writer)
                writer.close()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- connections -----------------------------------------------------------

    def _connect(self) -> Any:
        try:
            raw = connect(self._file, self._mode)
        except driver().Error as error:
            if self._mode != "ro" or self._file.with_name(self._file.name + "-wal").exists():
                raise fault_of(error) from error
            # A write-ahead log needs a folder that can be written, even to read; without one nobody else writes either.
            self._mode = "immutable"
            raw = connect(self._file, self._mode)
        return raw

    def _borrow(self) -> Any:
        with self._lock:
            self._after_fork()
            if self._idle:
                return self._idle.pop()
        return self._connect()

    def _give_back(self, raw: Any) -> None:
        _roll_back(raw)
        with self._lock:
            if len(self._idle) < IDLE and self._process == os.getpid():
                self._idle.append(raw)
                return
        raw.close()

    def _writing_connection(self) -> Any:
        self._after_fork()
        if self._writer is None:
            self._writer = self._connect()
        return self._writer

    def _after_fork(self) -> None:
        """Forget connections that a fork carried over, because SQLite's locks do not survive it."""
        if self._process != os.getpid():
            _ORPHANS.extend([*self._idle, self._writer])
            self._idle, self._writer, self._process = [], None, os.getpid()


_ORPHANS: list[Any] = []
"""Connections of a parent process, kept from being closed in its child."""


def path_of(url: str) -> Path:
    """The file of a database address: a path, or ``sqlite:///PATH``.

    Raises:
        Fault: for an address of another kind of database.
    """
    if "://" not in url:
        return Path(url).expanduser().absolute()
    scheme, _, rest = url.partition("://")
    if scheme.partition("+")[0] != "sqlite":
        raise Fault(f"{scheme} databases can't be opened yet", "Name an SQLite file")
    path = unquote(rest.partition("?")[0].removeprefix("/"))
    if path in ("", ":memory:"):
        raise Fault("A project needs a file", "Name one, such as sqlite:///workbench.db")
    return Path(path).expanduser().absolute()


def refuse_version(name: str, found: str) -> None:
    """Refuse a database whose tables are not of this program's version.

    Raises:
        Fault: saying whether the program or the database is the older one.
    """
    if found not in REVISIONS:
        raise Fault(f"{name} was written by a newer version of this program ({found})", "Update the program")
    if found != HEAD:
        raise Fault(f"{name} is of an older version ({found}; this program has {HEAD})", "Run `workbench db upgrade`")


def _fill(path: Path, name: str) -> None:
    """Make the tables, the project's row and the reserved owner of gold layers."""
    from workbench.store.upgrade import to_head

    raw = connect(path)
    try:
        raw.execute(f"PRAGMA journal_mode={'WAL' if wal_safe() else 'DELETE'}")
        raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
    finally:
        raw.close()
    to_head(path)
    raw = connect(path)
    try:
        raw.execute(
            "INSERT INTO project (one, id, name, settings, schema_version, commit_no, created_at) "
            "VALUES (1, :id, :name, :settings, NULL, 0, :at)",
            {"id": uuid7(), "name": name, "settings": canonical({"blind": True}), "at": now_ms()},
        )
    finally:
        raw.close()


def _roll_back(raw: Any) -> None:
    if raw.in_transaction:
        try:
            raw.execute("ROLLBACK")
        except driver().Error:
            if raw.in_transaction:
                raise


def _empty_log(raw: Any) -> None:
    try:
        raw.execute("PRAGMA busy_timeout=0")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except driver().Error:
        # Another program still reads; the last one to close does it.
        return
