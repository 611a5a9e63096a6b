"""The SQLite driver: the one with the WAL-reset fix where it is installed, else Python's own."""

from __future__ import annotations

import importlib
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote
from uuid import UUID

BUSY_MS = 30_000
"""How long a statement waits for another process's lock, in milliseconds."""
CACHE_KIB = 32 * 1024
"""How much of the file a connection keeps in memory: random identities need more than SQLite's two megabytes."""
WAL_LIMIT = 64 * 1024 * 1024
"""Bytes that the write-ahead log keeps after a checkpoint."""


@cache
def driver() -> ModuleType:
    """The DB-API module in use, taught to store identities as their 16 bytes."""
    try:
        module = importlib.import_module("pysqlite3")
    except ImportError:
        module = importlib.import_module("sqlite3")
    module.register_adapter(UUID, _bytes)
    return module


def _bytes(value: UUID) -> bytes:
    return value.bytes


def version() -> tuple[int, int, int]:
    """The version of the SQLite library itself."""
    major, minor, patch = driver().sqlite_version_info[:3]
    return major, minor, patch


def wal_safe(of: tuple[int, int, int] | None = None) -> bool:
    """Whether a SQLite has the fix of the WAL-reset bug, without which concurrent writers may corrupt a file."""
    v = version() if of is None else of
    return v >= (3, 51, 3) or (v[:2] == (3, 50) and v >= (3, 50, 7)) or (v[:2] == (3, 44) and v >= (3, 44, 6))


def connect(path: Path, mode: str = "rw", *, busy_ms: int = BUSY_MS) -> Any:
    """A driver connection in autocommit, with the pragmas every connection needs.

    Args:
        path: the database file, which must exist.
        mode: ``rw``, ``ro``, or ``immutable`` (read-only, on a medium where no lock can be taken).
        busy_ms: how long to wait for a lock.
    """
    query = "mode=ro&immutable=1" if mode == "immutable" else f"mode={mode}"
    raw = driver().connect(
        f"file:{quote(str(path))}?{query}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )
    try:
        raw.execute(f"PRAGMA busy_timeout={busy_ms}")
        journal = raw.execute("PRAGMA journal_mode").fetchone()[0]
        raw.execute(f"PRAGMA synchronous={'FULL' if journal == 'wal' else 'EXTRA'}")
        pragmas = ("foreign_keys=ON", "trusted_schema=OFF", "fullfsync=ON")
        for pragma in (*pragmas, f"journal_size_limit={WAL_LIMIT}", f"cache_size=-{CACHE_KIB}"):
            raw.execute(f"PRAGMA {pragma}")
        if mode != "rw":
            raw.execute("PRAGMA query_only=ON")
    except BaseException:
        raw.close()
        raise
    return raw
