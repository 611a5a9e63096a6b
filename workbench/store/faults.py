"""What the database refused, in words a person can act on: never parameters, never document text."""

from __future__ import annotations

import re
from typing import Final

from workbench.core.fault import Fault

_CAUSES: Final = (
    (
        r"disk is full",
        "The disk is full; nothing of this step was saved",
        "Free some space and save again; everything saved before is safe",
    ),
    (
        r"readonly database|read-only|query_only",
        "The database is read-only; nothing was saved",
        "Check the permissions of the file and of its folder",
    ),
    (
        r"database (table )?is locked|database schema is locked|busy",
        "Another program kept the database locked too long",
        "Try again; if it stays so, close the other program",
    ),
    (
        r"disk I/O error|file size limit",
        "The disk refused to read or write; nothing of this step was saved",
        "Check the disk and its quota, then save again",
    ),
    (
        r"malformed|not a database|corrupt",
        "The file is damaged or not a database",
        "Run `workbench db check`, and restore a backup with `workbench db restore`",
    ),
    (
        r"unable to open database",
        "The database can't be opened",
        "Check that the file and its folder can be read and written",
    ),
    (r"log is append-only", "The log is append-only: nothing in it can be changed or removed", ""),
    (r"is immutable", "A stored text or schema version can't be changed", ""),
    (r"CHECK constraint failed: ck_(span|fragment|zone)_range", "An offset lies outside the text", ""),
    (
        r"FOREIGN KEY constraint failed",
        "Something still refers to this, or this refers to something that does not exist",
        "",
    ),
    (r"UNIQUE constraint failed: operation\.undoes", "This has been taken back already", ""),
    (
        r"UNIQUE constraint failed: entity\.slug",
        "Another entry of the registry has this short name",
        "Choose another one",
    ),
)


class DatabaseFault(Fault):
    """A fault of the database; ``transient`` where trying again may help."""

    def __init__(self, message: str, cure: str = "", *, transient: bool = False) -> None:
        super().__init__(message, cure)
        self.transient = transient


def fault_of(error: Exception) -> DatabaseFault:
    """The fault that stands for a driver's exception."""
    told = str(error)
    for pattern, message, cure in _CAUSES:
        if re.search(pattern, told, re.IGNORECASE):
            return DatabaseFault(message, cure, transient="locked" in message or "disk" in message.lower())
    return DatabaseFault(f"The database refused this: {told.splitlines()[0] if told else type(error).__name__}")
