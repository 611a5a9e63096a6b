"""Bringing other tools' files in: sniffed, read, mended, mapped, and stored in one transaction a file."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from workbench.core.fault import Fault
from workbench.core.json import sha256
from workbench.core.ledger import Ledger
from workbench.core.schema import Schema
from workbench.formats import registry
from workbench.formats.format import Reader, ReadOptions, Refusal, Tally
from workbench.formats.sniffing import Sniffed, sort
from workbench.formats.source import Source
from workbench.ingest.foreign.books import add, refuse
from workbench.ingest.foreign.counts import Stored
from workbench.ingest.foreign.drafting import Draft
from workbench.ingest.foreign.gathering import gathered
from workbench.ingest.foreign.naming import Names
from workbench.ingest.foreign.outcome import Outcome
from workbench.ingest.foreign.planning import Plan, Planner
from workbench.ingest.foreign.reading import FileRead, read_file
from workbench.ingest.foreign.standing import Standing
from workbench.ingest.foreign.storing import Storing
from workbench.ingest.foreign.wishes import Wishes
from workbench.ingest.preparing import Maker
from workbench.store import annotators, documents, imports, schemas

if TYPE_CHECKING:
    from workbench.store.database import Database

OWN = "workbench"
"""The name of the project's own format, which :mod:`workbench.ingest.jsonl` brings in."""
BEFORE = "the file was imported before; --again brings it in anew"


def bring(
    database: Database | None,
    handle: str,
    paths: Sequence[Path],
    wishes: Wishes,
    advance: Callable[[int], None] = lambda n: None,
) -> Outcome:
    """Import files, folders and archives.

    A file that cannot be stored is told in the outcome, and the others are stored; files done stay stored.

    Args:
        database: the project; None only in a dry run.
        handle: who imports.
        paths: what to import.
        wishes: how.
        advance: told of every document that is done.

    Raises:
        Fault: where a path is wrong, nobody of this handle works here, or ``strict`` forbids what would be lost.
    """
    if wishes.strict and not wishes.dry_run:
        tried = bring(database, handle, paths, replace(wishes, dry_run=True))
        if tried.ledger.dropped() or tried.faults:
            tried.faults.append(Fault(f"{tried.ledger.dropped():,} things would be lost", "Leave out --strict"))
            tried.keep(None)
            return tried
    bringing = _Bringing(database, handle, wishes, advance)
    with _no_collector():
        for path in paths:
            bringing.path(path)
    bringing.outcome.ledger.check()
    return bringing.outcome


def drafted(
    paths: Sequence[Path], format: str, name: str, advance: Callable[[int], None] = lambda n: None
) -> tuple[Schema, list[Refusal]]:
    """A schema with a place for everything that files hold, and the lines that could not be read.

    Raises:
        Fault: where a path is wrong, a file's format is not known, or the files hold no labels.
    """
    draft, tally = Draft(), Tally()
    for path in paths:
        found = sort(gathered(path), _readers(format), asked=bool(format))
        if found.unknown and not path.is_dir():
            raise Fault(found.unknown[0][1])
        for file in found.known:
            try:
                for document in file.reader.read(file.source, tally, ReadOptions()):
                    draft.see(document)
                    advance(1)
            except Fault as fault:
                tally.refused.append(Refusal(file.source.name, 0, str(fault)))
    return draft.schema(name), tally.refused


@dataclass(slots=True)
class _Bringing:
    """An import under way; the project is looked at when the first file needs it."""

    database: Database | None
    handle: str
    wishes: Wishes
    advance: Callable[[int], None]
    outcome: Outcome = field(default_factory=Outcome)
    _me: annotators.Annotator | None = None
    _planner: Planner | None = None
    _maker: Maker | None = None

    def path(self, path: Path) -> None:
        """Import what one path means; a file in no known format is told, and in a folder only counted."""
        found = sort(gathered(path), _readers(self.wishes.format), asked=bool(self.wishes.format))
        for source, why in found.unknown:
            if path.is_dir():
                self.outcome.ledger.leave_out("of no format that is known")
            else:
                self.outcome.faults.append(Fault(why))
                self.outcome.refused.append(Refusal(source.name, 0, why))
        for one in found.known:
            if one.reader.name == OWN and not self.wishes.dry_run:
                self._own(one, path)
            else:
                self._file(one)

    def _file(self, file: Sniffed) -> None:
        books, wishes = Ledger(), self.wishes
        read = read_file(file, wishes.options, books, offsets=wishes.offsets, memory=wishes.memory, tick=self.advance)
        self.outcome.read(read)
        if read.fault is not None:
            refuse(self.outcome.ledger, read.name, read.tally)
            return
        digest = _digest(file)
        batch = _batch(digest, read, wishes.annotator)
        if self._known(batch, read):
            self.outcome.known.append(read.name)
            self.outcome.ledger.leave_out(BEFORE)
            return
        add(self.outcome.ledger, books)
        plans = self._plans(digest, read)
        if self.wishes.dry_run:
            self.outcome.keep(_planned(plans))
            self.advance(len(plans))
        else:
            self._store(read, digest, batch, plans)

    def _plans(self, digest: str, read: FileRead) -> list[Plan]:
        if self._planner is None:
            standing = self._standing()
            names = Names(standing.schema, self.wishes.names)
            self._planner = Planner(standing, names, self.wishes, self.handle, self.outcome.ledger)
        return self._planner.plans(digest, read.documents)

    def _standing(self) -> Standing:
        if self.database is None:
            return Standing()
        database = self.database

        def stored(id: UUID) -> str:
            with database.reading() as connection:
                return documents.text(connection, id)

        with database.reading() as connection:
            if self.wishes.dry_run and not schemas.has_schema(connection):
                return Standing()
            return Standing.read(connection, stored)

    def _known(self, batch: str, read: FileRead) -> bool:
        if self.database is None or self.wishes.again:
            return False
        with self.database.reading() as connection:
            return imports.find(connection, batch, read.format, read.unit) is not None

    def _store(self, read: FileRead, digest: str, batch: str, plans: list[Plan]) -> None:
        assert self.database is not None and self._planner is not None, "only a dry run has no project"
        standing = self._planner.standing
        assert standing.schema is not None and standing.version is not None, "a project that is read has a schema"
        me = self._somebody(self.database)
        self._maker = self._maker or Maker(standing.schema.language)
        with self.database.writing() as connection:
            storing = Storing(connection, me, self._maker, standing.version, self.outcome.ledger, self.advance)
            stored = storing.file(read, digest, batch, plans)
        self.outcome.keep(stored)

    def _own(self, file: Sniffed, path: Path) -> None:
        """Bring in a file of the project's own format by the way it has; inside an archive there is none."""
        from workbench.ingest.jsonl.bringing import import_jsonl

        place = path / file.source.name if path.is_dir() else path
        assert self.database is not None, "only a dry run has no project"
        if not place.is_file() or (place == path and file.source.name != path.name):
            fault = Fault(f"{file.source.name} lies in an archive", "Unpack it first")
            self.outcome.faults.append(fault)
            self.outcome.refused.append(Refusal(file.source.name, 0, str(fault)))
            return
        tally = Tally()
        for _ in file.reader.read(file.source, tally, self.wishes.options):
            pass
        done = import_jsonl(self.database, place, self.handle, advance=self.advance)
        self.outcome.own(tally, done.ledger)
        self._planner = self._me = None  # The project may be another one now.

    def _somebody(self, database: Database) -> annotators.Annotator:
        if self._me is None:
            with database.reading() as connection:
                self._me = annotators.by_handle(connection, self.handle)
            if self._me is None or not self._me.active:
                cure = "Say who you are with --as NAME"
                raise Fault(f"{self.handle} is not an annotator of this project", cure)
        return self._me


@contextmanager
def _no_collector() -> Iterator[None]:
    """Python's cycle collector rests: nothing here makes cycles, and looking for them took a tenth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _readers(format: str) -> list[Reader]:
    return [registry.reader(format)] if format else list(registry.readers())


def _digest(file: Sniffed) -> str:
    """The hash of a file, or of it and all files that are read along with it."""
    if not file.companions:
        return hashlib.sha256(file.source.read()).hexdigest()
    each = (hashlib.sha256(source.read()).digest() for source in _in_order(file))
    return hashlib.sha256(b"".join(each)).hexdigest()


def _batch(digest: str, read: FileRead, annotator: str | None) -> str:
    """The hash that tells one import from another: of the files and of whose they are, as two may write the same."""
    owners = {annotator or reading.annotator for document in read.documents for reading in document.readings}
    return sha256("\0".join([digest, *sorted(owners)])) if any(owners) else digest


def _in_order(file: Sniffed) -> Iterator[Source]:
    yield file.source
    yield from sorted(file.companions, key=lambda source: source.name)


def _planned(plans: Sequence[Plan]) -> Stored:
    """What would be stored."""
    layers = [layer for plan in plans for layer in plan.layers]
    spans = sum(len(layer.items.spans) for layer in layers)
    return Stored({plan.id for plan in plans}, spans, sum(len(layer.items.relations) for layer in layers))
