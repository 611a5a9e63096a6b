"""The writer thread: order, hold-back after a failure, retry, rescue; nothing is swallowed."""

from __future__ import annotations

import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.making import Project, one, span
from workbench.core.edit import Operation, on
from workbench.core.fault import Fault
from workbench.core.layer import Layer
from workbench.store import writer as module
from workbench.store.commit import Committed, Conflict, commit
from workbench.store.writer import Pending, Writer, read_rescue


class Heard:
    """What the writer told, in order."""

    def __init__(self, project: Project) -> None:
        self.saved: list[Operation] = []
        self.failed: list[tuple[Operation, Fault]] = []
        self.threads: set[str] = set()
        self.writer = Writer(project.db, self.on_saved, self.on_failed)
        self.writer.start()

    def on_saved(self, committed: Committed, operation: Operation) -> None:
        self.threads.add(threading.current_thread().name)
        self.saved.append(operation)

    def on_failed(self, operation: Operation, fault: Fault) -> None:
        self.failed.append((operation, fault))


@pytest.fixture
def heard(project: Project) -> Iterator[Heard]:
    made = Heard(project)
    yield made
    made.writer.close(10)


def step(heard: Heard, layer: Layer) -> Operation:
    """One more span, applied and submitted."""
    n = layer.next_n
    operation = one(layer.id, span(n, n, n + 3), layer.owner)
    seen = {layer.id: layer.rev}
    layer.apply([span(n, n, n + 3)])
    heard.writer.submit(operation, seen)
    return operation


def test_operations_are_saved_in_order(project: Project, heard: Heard) -> None:
    layer = project.layer()
    wanted = [step(heard, layer) for _ in range(50)]
    assert heard.writer.settle(10)
    assert heard.saved == wanted
    assert heard.threads == {"writer"}
    assert project.reload(layer).rev == 50


def test_a_failure_holds_its_stream_back_and_no_other(
    project: Project, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = project.layer(0), project.layer(1)
    broken = threading.Event()
    broken.set()

    def fragile(db: object, operation: Operation, seen: object) -> Committed:
        if broken.is_set() and first.id in operation.streams:
            raise Fault("The disk is full")
        return commit(db, operation, seen)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "commit", fragile)
    held = [step(heard, first), step(heard, first)]
    free = step(heard, second)
    assert not heard.writer.settle(10)
    assert heard.saved == [free]
    assert [(o, str(f)) for o, f in heard.failed] == [(held[0], "The disk is full")]
    assert heard.writer.held(first.id)
    assert not heard.writer.held(second.id)
    assert [p.operation for p in heard.writer.pending()] == held
    late = step(heard, first)
    broken.clear()
    heard.writer.retry(first.id)
    assert heard.writer.settle(10)
    assert heard.saved == [free, *held, late]
    assert project.reload(first).rev == 3


def test_an_operation_over_two_streams_ties_them(project: Project, heard: Heard) -> None:
    first, second = project.layer(0), project.layer(1)
    heard.writer.submit(one(first.id, span(1, 0, 4), first.owner), {first.id: 99})
    both = Operation(first.owner, "edit", (*on(first.id, [span(2, 0, 4)]), *on(second.id, [span(1, 0, 4)])))
    heard.writer.submit(both, {first.id: 1, second.id: 0})
    later = one(second.id, span(2, 0, 4), second.owner)
    heard.writer.submit(later, {second.id: 1})
    assert not heard.writer.settle(10)
    assert isinstance(heard.failed[0][1], Conflict)
    assert len(heard.writer.pending()) == 3
    assert len(heard.writer.drop(second.id)) == 3
    assert heard.writer.settle(10)
    assert heard.saved == []


def test_dropping_gives_back_what_was_not_saved(project: Project, heard: Heard) -> None:
    layer, stale = project.layer(), project.layer()
    kept = step(heard, layer)
    lost = [step(heard, stale), step(heard, stale)]
    heard.writer.settle(10)
    assert heard.writer.drop(layer.id) == lost
    assert heard.saved == [kept]
    after = project.reload(layer)
    again = step(heard, after)
    assert heard.writer.settle(10)
    assert heard.saved == [kept, again]


def test_rescue_is_private_and_can_be_saved_later(project: Project, heard: Heard, tmp_path: Path) -> None:
    layer, stale = project.layer(), project.layer()
    step(heard, layer)
    lost = step(heard, stale)
    heard.writer.settle(10)
    path = tmp_path / "rescue.jsonl"
    assert heard.writer.rescue(path) == 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_rescue(path) == [Pending(lost, {layer.id: 0})]
    with pytest.raises(Fault, match="can't be written"):
        heard.writer.rescue(path)
    path.write_text('{"operation": 1}\n')
    with pytest.raises(Fault, match="line 1"):
        read_rescue(path)


def test_closing_saves_what_is_queued_and_takes_no_more(project: Project, heard: Heard) -> None:
    layer = project.layer()
    for _ in range(20):
        step(heard, layer)
    assert heard.writer.close(10)
    assert len(heard.saved) == 20
    with pytest.raises(Fault, match="closing"):
        step(heard, layer)


def test_a_listener_that_fails_stops_nothing(project: Project) -> None:
    def gone(*_: object) -> None:
        raise RuntimeError("the screen is gone")

    writer = Writer(project.db, gone, gone)
    writer.start()
    layer = project.layer()
    for n in (1, 2):
        writer.submit(one(layer.id, span(n, 0, 4), layer.owner), {layer.id: n - 1})
    assert writer.close(10)
    assert project.reload(layer).rev == 2


def test_errors_that_are_no_faults_are_kept_too(
    project: Project, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Committed:
        raise ZeroDivisionError

    monkeypatch.setattr(module, "commit", broken)
    operation = step(heard, project.layer())
    assert not heard.writer.settle(10)
    assert [(o, str(f)) for o, f in heard.failed] == [(operation, "Saving failed (ZeroDivisionError)")]
