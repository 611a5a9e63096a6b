"""Bringing a JSONL file in: read strictly, proven whole, then stored in one transaction or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench.core.fault import Fault
from workbench.core.json import Json
from workbench.core.ledger import Ledger
from workbench.core.record import AnyRecord, DocumentRecord, LayerRecord
from workbench.formats.jsonl.proof import proven
from workbench.formats.jsonl.read import read_lines
from workbench.ingest.jsonl.merging import Merge
from workbench.store import imports
from workbench.store.connection import Connection
from workbench.store.database import Database
from workbench.store.records import is_empty, restore

FORMAT = "jsonl"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: ``restored`` (the project was empty), ``merged``, or ``known`` (the file was here before)."""

    how: str
    ledger: Ledger

    def to_json(self) -> dict[str, Json]:
        """The report of ``--json``."""
        return {"import": self.how, **self.ledger.to_json()}


class _DryRun(Exception):
    """Ends a transaction that was only tried."""


def import_jsonl(
    database: Database,
    path: Path,
    handle: str,
    *,
    dry_run: bool = False,
    advance: Callable[[int], None] = lambda n: None,
) -> Imported:
    """Import a file.

    Args:
        database: the project.
        path: the file.
        handle: who imports.
        dry_run: try everything and keep nothing.
        advance: told of every record that is done.

    Raises:
        Fault: where the file is wrong, with its line, or the annotator may not; nothing is stored then.
    """
    digest = _digest(path)
    done: Imported | None = None
    try:
        with database.writing() as connection:
            done = _import(connection, path, digest, handle, advance)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    assert done is not None, "the transaction ended without a fault"
    return done


def _import(connection: Connection, path: Path, digest: str, handle: str, advance: Callable[[int], None]) -> Imported:
    if is_empty(connection):
        ledger = Ledger()
        restore(connection, _counted(records(path), ledger, advance), handle)
        ledger.check()
        return Imported("restored", ledger)
    merge = Merge(connection, handle, digest, path.name)
    if imports.find(connection, digest, FORMAT) is not None:
        ledger = Ledger()
        ledger.leave_out("the file was imported before")
        return Imported("known", ledger)
    for record in records(path):
        merge.take(record)
        advance(1)
    return Imported("merged", merge.finish())


def records(path: Path) -> Iterator[AnyRecord]:
    """The proven records of a file.

    Raises:
        Fault: with file and line, for the first that is wrong.
    """
    try:
        with path.open("rb") as lines:
            yield from proven(read_lines(lines, path.name), path.name)
    except OSError as error:
        raise Fault(f"{path.name} cannot be read: {error.strerror}", "Check the path") from error


def _counted(found: Iterator[AnyRecord], ledger: Ledger, advance: Callable[[int], None]) -> Iterator[AnyRecord]:
    """The records, counted as they go by: in a restore all that is selected is written."""
    for record in found:
        if isinstance(record, DocumentRecord):
            _both(ledger, "documents", 1)
        elif isinstance(record, LayerRecord):
            _both(ledger, "layers", 1)
            _both(ledger, "spans", len(record.spans))
            _both(ledger, "relations", len(record.relations))
        yield record
        advance(1)


def _both(ledger: Ledger, view: str, n: int) -> None:
    ledger.select(view, n)
    ledger.write(view, n)


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise Fault(f"{path.name} cannot be read: {error.strerror}", "Check the path") from error
