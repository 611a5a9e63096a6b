"""Files prepared by several processes: the same as by one, in order, whatever becomes of the helpers."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from workbench.core.fault import Fault
from workbench.ingest import sharing
from workbench.ingest.preparing import Maker, Prepared, Recipe, prepare
from workbench.ingest.sharing import prepared
from workbench.ingest.walking import Found, walk

MAKER = Maker("en")


@pytest.fixture
def files(tmp_path: Path) -> list[Found]:
    for number in range(40):
        (tmp_path / f"{number:02}.txt").write_text(f"Text number {number} is here. " * 30, encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\xff")
    return list(walk([tmp_path]))


@pytest.fixture(autouse=True)
def two_helpers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "_processors", lambda: 3)


@pytest.fixture(params=[pytest.param(True, marks=pytest.mark.skipif(sys.platform != "linux", reason="no fork")), False])
def forked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Helpers started in either way."""
    monkeypatch.setattr(sharing, "_can_fork", lambda: request.param)


class Pool:
    """A pool in one process: tasks wait until somebody lets so many of them finish."""

    def __init__(self) -> None:
        self.given: list[tuple[Future[Any], Any]] = []

    def submit(self, work: Any, *arguments: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.given.append((future, arguments[0] if arguments else None))
        return future

    def finish(self) -> None:
        for future, found in self.given:
            if not future.done() and future.set_running_or_notify_cancel():
                future.set_result(None if found is None else prepare(found, Recipe(), MAKER))


def shared(pool: Any, files: list[Found]) -> Iterator[Prepared]:
    return sharing._Shared(pool, 1, Recipe(), MAKER).all(files)


def test_nobody_waits_for_helpers_that_do_not_start(files: list[Found]) -> None:
    pool = Pool()
    assert list(shared(pool, files)) == [prepare(file, Recipe(), MAKER) for file in files]
    assert len(pool.given) == 1  # the start alone: no file is given to who is not there


def test_what_nobody_began_is_taken_back(files: list[Found]) -> None:
    pool = Pool()
    run = shared(pool, files)
    pool.finish()
    assert list(run) == [prepare(file, Recipe(), MAKER) for file in files]
    given = pool.given[1:]
    assert given and all(future.cancelled() for future, _ in given)


def test_what_helpers_did_is_used(files: list[Found]) -> None:
    pool = Pool()
    run = shared(pool, files)
    first = next(run)
    pool.finish()
    second = next(run)
    pool.finish()
    assert [first, second, *run] == [prepare(file, Recipe(), MAKER) for file in files]
    assert any(not future.cancelled() for future, found in pool.given if found is not None)


def test_no_more_is_given_out_than_may_be_in_memory(files: list[Found]) -> None:
    pool = Pool()
    run = shared(pool, files)
    next(run)
    pool.finish()
    next(run)
    assert len([found for _, found in pool.given if found is not None]) == sharing.AHEAD


@pytest.mark.usefixtures("forked")
def test_several_processes_prepare_the_same_as_one(files: list[Found]) -> None:
    one = [prepare(file, Recipe(), MAKER) for file in files]
    assert list(prepared(files, Recipe(), MAKER, much=0)) == one
    known = frozenset(piece.card.id for file in one[:5] for piece in file.pieces)
    again = list(prepared(files, Recipe(known=known), MAKER, much=0))
    assert [len(file.made) for file in again] == [len(file.made) if i >= 5 else 0 for i, file in enumerate(one)]


@pytest.mark.usefixtures("forked")
def test_helpers_that_are_killed_are_done_without(files: list[Found], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "_start", _die)
    assert list(prepared(files, Recipe(), MAKER, much=0)) == [prepare(file, Recipe(), MAKER) for file in files]


@pytest.mark.usefixtures("forked")
def test_an_unknown_language_is_told_and_no_helper_stays(files: list[Found]) -> None:
    with pytest.raises(Fault, match="cannot tokenize"):
        list(prepared(files, Recipe(), Maker("xx-none"), much=0))


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
