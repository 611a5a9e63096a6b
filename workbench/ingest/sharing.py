"""Sharing: where there is much to prepare, other processes help, and this one does not wait for them.

Tokenizing takes most of an ingest's time and holds Python's lock, so only processes can share it. Where they cannot be
forked they take about a second to start: until then, and whenever the next file is not ready, this process prepares one
itself. A helper touches no database: a connection that a fork carried over is neither used nor closed in it.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Final

from workbench.ingest.preparing import Maker, Prepared, Recipe, prepare
from workbench.ingest.walking import Found

MUCH: Final = 3_000_000
"""Bytes from which other processes are worth their start."""
HELPERS: Final = 3
"""Other processes at most; what is prepared has to be stored by this one alone."""
AHEAD: Final = 16
"""Files per helper that may be prepared before they are stored: what is in memory at one time."""


def prepared(
    files: Sequence[Found], recipe: Recipe, maker: Maker | None, *, much: int = MUCH
) -> Generator[Prepared, None, None]:
    """Every file prepared, in order; without tokens where there is little to do, as few of them may be wanted.

    Close it where not all is taken, for then no helper is waited for longer than its file takes.

    Args:
        files: what to prepare.
        recipe: how.
        maker: makes the tokens; None where none are wanted.
        much: the bytes from which other processes help.
    """
    if maker is None or sum(map(_size, files)) < much:
        yield from (prepare(found, recipe) for found in files)
        return
    helpers = min(HELPERS, _processors() - 1)
    if helpers < 1:
        yield from (prepare(found, recipe, maker) for found in files)
        return
    if _can_fork():
        _ = maker.tokenizer  # Loaded once, for all.
        pool = ProcessPoolExecutor(helpers, get_context("fork"), _begin, (recipe, maker))
    else:
        pool = ProcessPoolExecutor(helpers, get_context("spawn"), _begin, (recipe, Maker(maker.lang)))
    try:
        yield from _Shared(pool, helpers, recipe, maker).all(files)
    finally:
        pool.shutdown(cancel_futures=True)


class _Shared:
    """Files given out to a pool, and taken back in order."""

    def __init__(self, pool: ProcessPoolExecutor, helpers: int, recipe: Recipe, maker: Maker) -> None:
        self._pool, self._recipe, self._maker = pool, recipe, maker
        self._ahead = helpers * AHEAD
        self._waiting: deque[_Task] = deque()
        self._started = [pool.submit(_start) for _ in range(helpers)]

    def all(self, files: Sequence[Found]) -> Iterator[Prepared]:
        """Every file prepared, in order."""
        left = iter(files)
        while True:
            if any(one.done() for one in self._started):
                self._give_out(left)
            if self._waiting:
                yield self._next()
            elif (found := next(left, None)) is not None:
                yield prepare(found, self._recipe, self._maker)
            else:
                return

    def _give_out(self, left: Iterator[Found]) -> None:
        while len(self._waiting) < self._ahead and (found := next(left, None)) is not None:
            self._waiting.append(_Task(found, self._pool))

    def _next(self) -> Prepared:
        """The next file's, waiting only where all that are given out are being prepared."""
        task = self._waiting[0]
        while not task.ready:
            other = next((one for one in self._waiting if one.taken_back()), None)
            if other is None:
                break
            other.done = prepare(other.found, self._recipe, self._maker)
        self._waiting.popleft()
        return task.result() or prepare(task.found, self._recipe, self._maker)


class _Task:
    """One file that was given out; ``done`` is what came of it where this process did it after all."""

    def __init__(self, found: Found, pool: ProcessPoolExecutor) -> None:
        self.found = found
        self.done: Prepared | None = None
        self._future: Future[Prepared] | None = None
        try:
            self._future = pool.submit(_work, found)
        except BrokenProcessPool:
            return

    @property
    def ready(self) -> bool:
        """Whether nobody has to wait for it."""
        return self.done is not None or self._future is None or self._future.done()

    def taken_back(self) -> bool:
        """Take it back where nobody has begun with it."""
        return self.done is None and self._future is not None and self._future.cancel()

    def result(self) -> Prepared | None:
        """What came of it; None where the process that had it was ended from outside."""
        if self.done is not None or self._future is None:
            return self.done
        try:
            return self._future.result()
        except BrokenProcessPool:
            return None


def _can_fork() -> bool:
    """Whether a fork carries everything over: elsewhere than on Linux, and from beside other threads, it may not."""
    return sys.platform == "linux" and threading.active_count() == 1


def _processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _size(found: Found) -> int:
    try:
        return 0 if found.skip is not None else found.path.stat().st_size
    except OSError:
        return 0


# -- in a helper -------------------------------------------------------------------

_OWN: list[tuple[Recipe, Maker]] = []
"""The recipe and maker of this process; set once, when it starts."""


def _begin(recipe: Recipe, maker: Maker) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _OWN.append((recipe, maker))


def _start() -> None:
    """Load the tokenizer where it was not carried over."""
    _ = _OWN[-1][1].tokenizer


def _work(found: Found) -> Prepared:
    recipe, maker = _OWN[-1]
    return prepare(found, recipe, maker)
