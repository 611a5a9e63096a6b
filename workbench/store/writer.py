"""The writer: one thread that saves operations in order, so that no key ever waits for the disk."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import UUID

from workbench.core.edit import Operation
from workbench.core.fault import Fault
from workbench.core.json import canonical
from workbench.store.commit import Committed, commit
from workbench.store.database import Database
from workbench.store.wire import operation_from_json, operation_to_json


class OnSaved(Protocol):
    """What is told of a saved operation, on the writer's thread."""

    def __call__(self, committed: Committed, operation: Operation, /) -> None:
        """Take it in; must not raise."""


class OnFailed(Protocol):
    """What is told of an operation that could not be saved, on the writer's thread."""

    def __call__(self, operation: Operation, fault: Fault, /) -> None:
        """Take it in; must not raise."""


@dataclass(frozen=True, slots=True)
class Pending:
    """An operation on its way to the disk, with the revs it was built on."""

    operation: Operation
    seen: Mapping[UUID, int]


class Writer(threading.Thread):
    """Saves operations one by one, in the order they were submitted.

    After a failure every stream of the failed operation is held: what touches it waits, in order, until :meth:`retry`
    or :meth:`drop`; other streams go on. Nothing is swallowed: what is not saved is in :meth:`pending`.
    """

    def __init__(self, database: Database, on_saved: OnSaved, on_failed: OnFailed) -> None:
        super().__init__(name="writer", daemon=True)
        self._database, self._on_saved, self._on_failed = database, on_saved, on_failed
        self._queue: list[Pending] = []
        self._held: list[Pending] = []
        self._busy: Pending | None = None
        self._closing = False
        self._changed = threading.Condition()

    def submit(self, operation: Operation, seen: Mapping[UUID, int]) -> None:
        """Queue an operation that was built on these revs.

        Raises:
            Fault: where the writer was closed, or has died; the caller keeps the operation.
        """
        with self._changed:
            if self._closing or (self.ident is not None and not self.is_alive()):
                raise Fault("The workbench is closing; this step was not saved")
            self._queue.append(Pending(operation, dict(seen)))
            self._changed.notify_all()

    # -- after a failure -------------------------------------------------------

    def retry(self, stream: UUID | None = None) -> None:
        """Try again what is held, of one stream or of all, before anything that was submitted later."""
        with self._changed:
            again = self._related(stream)
            self._held = [p for p in self._held if p not in again]
            self._queue[:0] = again
            self._changed.notify_all()

    def drop(self, stream: UUID | None = None) -> list[Operation]:
        """Give up what is held, of one stream or of all; returns it, oldest first."""
        with self._changed:
            given_up = self._related(stream)
            self._held = [p for p in self._held if p not in given_up]
            self._changed.notify_all()
            return [p.operation for p in given_up]

    def held(self, stream: UUID | None = None) -> bool:
        """Whether anything is held back, of one stream or at all."""
        with self._changed:
            return bool(self._related(stream))

    def pending(self) -> list[Pending]:
        """Everything not saved yet, oldest first."""
        with self._changed:
            return self._unsaved()

    def rescue(self, path: Path) -> int:
        """Write everything not saved yet to a new file that only its owner can read; returns how many operations.

        Raises:
            Fault: where the file exists or can't be written.
        """
        return write_rescue(path, self.pending())

    # -- ending ----------------------------------------------------------------

    def settle(self, timeout: float | None = None) -> bool:
        """Wait until nothing is queued; returns whether everything was saved (nothing held, nothing left)."""
        with self._changed:
            self._changed.wait_for(lambda: not self._queue and self._busy is None, timeout)
            return not self._unsaved()

    def close(self, timeout: float | None = 30.0) -> bool:
        """Save what is queued and end; returns whether everything was saved."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self.ident is not None and threading.current_thread() is not self:
            self.join(timeout)
        with self._changed:
            return not self._unsaved()

    # -- the thread ------------------------------------------------------------

    def run(self) -> None:
        """Save until closed."""
        while (pending := self._next()) is not None:
            self._save(pending)

    def _next(self) -> Pending | None:
        with self._changed:
            while True:
                while self._queue:
                    pending = self._queue.pop(0)
                    if self._held_streams().isdisjoint(pending.operation.streams):
                        self._busy = pending
                        return pending
                    self._held.append(pending)
                self._changed.notify_all()
                if self._closing:
                    return None
                self._changed.wait()

    def _save(self, pending: Pending) -> None:
        try:
            committed = commit(self._database, pending.operation, pending.seen)
        except Exception as error:  # whatever went wrong, the operation must be kept and told of
            fault = error if isinstance(error, Fault) else Fault(f"Saving failed ({type(error).__name__})")
            self._settle(pending, held=True)
            self._tell(lambda: self._on_failed(pending.operation, fault))
        else:
            self._settle(pending, held=False)
            self._tell(lambda: self._on_saved(committed, pending.operation))

    def _settle(self, pending: Pending, *, held: bool) -> None:
        with self._changed:
            self._busy = None
            if held:
                self._held.append(pending)
            self._changed.notify_all()

    def _tell(self, say: Callable[[], None]) -> None:
        try:
            say()
        except Exception:  # a screen that is gone must not stop the saving
            return

    def _held_streams(self) -> set[UUID]:
        return {stream for p in self._held for stream in p.operation.streams}

    def _related(self, stream: UUID | None) -> list[Pending]:
        """What is held of a stream, with whatever shares a stream with that; the caller holds the lock."""
        if stream is None:
            return list(self._held)
        streams = {stream}
        while True:
            found = [p for p in self._held if not streams.isdisjoint(p.operation.streams)]
            wider = streams.union(*(p.operation.streams for p in found))
            if wider == streams:
                return found
            streams = wider

    def _unsaved(self) -> list[Pending]:
        busy = [] if self._busy is None else [self._busy]
        return [*self._held, *busy, *self._queue]


def write_rescue(path: Path, pending: list[Pending]) -> int:
    """Write operations that could not be saved as JSON lines, in a new file that only its owner can read.

    Raises:
        Fault: where the file exists or can't be written.
    """
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with open(handle, "w", encoding="utf-8") as file:
            for one in pending:
                seen = {str(stream): rev for stream, rev in one.seen.items()}
                file.write(canonical({"operation": operation_to_json(one.operation), "seen": seen}) + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise Fault(f"{path.name} can't be written: {error.strerror}", "Name another place") from error
    return len(pending)


def read_rescue(path: Path) -> list[Pending]:
    """The operations of a rescue file, oldest first.

    Raises:
        Fault: naming the line that is not one.
    """
    out: list[Pending] = []
    try:
        lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise Fault(f"{path.name} can't be read") from error
    for number, line in enumerate(lines, 1):
        try:
            value = json.loads(line)
            seen = {UUID(stream): int(rev) for stream, rev in value["seen"].items()}
            out.append(Pending(operation_from_json(value["operation"]), seen))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Fault(f"{path.name}, line {number}, is not an operation") from error
    return out
