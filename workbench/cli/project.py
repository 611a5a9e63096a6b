"""The project a command works on, and who works on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from workbench.cli import report

if TYPE_CHECKING:
    from workbench.store.annotators import Annotator
    from workbench.store.database import Database


@contextmanager
def opened(url: str, *, readonly: bool = False) -> Iterator[Database]:
    """The project's database for the length of a command; says what a person should know about it.

    Raises:
        Fault: where it can't be opened.
    """
    from workbench.store.database import Database

    with Database.open(url, readonly=readonly) as database:
        for warning in database.warnings:
            report.say(warning)
        yield database


def somebody(database: Database, handle: str) -> Annotator:
    """The annotator of this handle, who must be in the project already.

    Raises:
        Fault: where there is none, or they are no longer active.
    """
    from workbench.core.fault import Fault
    from workbench.store import annotators

    with database.reading() as connection:
        found = annotators.by_handle(connection, handle)
    if found is None:
        raise Fault(
            f"{handle} is not an annotator of this project",
            "Say who you are with --as NAME, or ask the lead to add you: `workbench annotator add`",
        )
    if not found.active:
        raise Fault(f"{handle} no longer works in this project", "Ask the lead")
    return found
