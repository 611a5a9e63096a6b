"""Rescue: what could not be saved goes into a file of its own, and the person is told which."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.core.fault import Fault

if TYPE_CHECKING:
    from workbench.store.database import Database
    from workbench.store.writer import Writer


def rescue(writer: Writer, db: Database) -> Path:
    """Write everything not saved yet beside the database, or into the home folder where that fails.

    Raises:
        Fault: where neither takes the file.
    """
    name = f"rescue-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.jsonl"
    for folder in (db.path.parent if db.path else Path.cwd(), Path.home()):
        try:
            writer.rescue(folder / name)
        except Fault:
            continue
        return folder / name
    raise Fault("What was not saved could not be written to a rescue file either", "Free some space, then try again")
