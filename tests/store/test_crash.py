"""Killed, and crowded: nothing acknowledged is lost, and the log equals the rows."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from tests.store.making import Project
from workbench.store import annotators
from workbench.store.check import check
from workbench.store.database import Database
from workbench.store.driver import connect

WORK = """
import sys
from uuid import UUID
from workbench.core.edit import Edit, Operation, on
from workbench.store import layers
from workbench.store.commit import commit
from workbench.store.database import Database
path, document, owner, many = sys.argv[1], UUID(sys.argv[2]), UUID(sys.argv[3]), int(sys.argv[4])
db = Database.open(path)
layer = layers.open_layer(db, document, owner)
print("ready", flush=True)
for _ in range(many):
    n, seen = layer.next_n, {layer.id: layer.rev}
    edits = [Edit("span", n, None, {"label": "body", "at": [[n % 50, n % 50 + 4]], "attributes": [["mood", "real"]]})]
    if n > 3:
        edits.append(Edit("relation", n + 1, None, {"label": "agent", "head": n, "tail": 1}))
    layer.apply(edits)
    done = commit(db, Operation(owner, "edit", on(layer.id, edits)), seen)
    print(done.revs[layer.id], flush=True)
db.close()
"""


def start(project: Project, owner: object, many: int) -> subprocess.Popen[str]:
    arguments = [str(project.path), str(project.documents[0]), str(owner), str(many)]
    return subprocess.Popen([sys.executable, "-c", WORK, *arguments], stdout=subprocess.PIPE, text=True)


def owners(project: Project, n: int) -> list[object]:
    return [annotators.ensure(project.db, f"worker-{k}").id for k in range(n)]


def kill_rounds(project: Project, rounds: int) -> None:
    """Kill two writers in the middle of their work, again and again."""
    people = owners(project, 2)
    project.db.close()
    for number in range(rounds):
        workers = [start(project, owner, 100_000) for owner in people]
        for worker in workers:
            assert worker.stdout is not None
            assert worker.stdout.readline() == "ready\n"
        time.sleep(random.Random(number).uniform(0.05, 0.4))
        for worker in workers:
            os.kill(worker.pid, signal.SIGKILL)
        told = [worker.communicate()[0].split("\n") for worker in workers]
        with Database.open(str(project.path)) as db:
            project.db = db
            for owner, lines in zip(people, told, strict=True):
                # A line cut short by the kill was never read by anybody; whole ones were acknowledged.
                acknowledged = int(lines[-2]) if len(lines) > 1 else 0
                assert project.reload(project.layer(owner=owner)).rev >= acknowledged  # type: ignore[arg-type]
            assert [found for found in check(db) if found.kind != "journal"] == []


def crowd(project: Project, processes: int, many: int) -> None:
    """Several processes write as fast as they can; nobody is locked out and nothing is lost."""
    people = owners(project, processes)
    with project.db.reading() as connection:
        before = connection.value("SELECT commit_no FROM project")
    workers = [start(project, owner, many) for owner in people]
    for worker in workers:
        worker.communicate()
        assert worker.returncode == 0
    with project.db.reading() as connection:
        assert connection.value("SELECT commit_no FROM project") == before + processes * many
        numbers = [row[0] for row in connection.rows("SELECT commit_no FROM operation ORDER BY commit_no")]
    assert numbers == list(range(1, before + processes * many + 1))
    assert check(project.db) == []


def test_a_kill_loses_nothing_acknowledged(project: Project) -> None:
    kill_rounds(project, 2)


def test_processes_take_turns(project: Project) -> None:
    crowd(project, 3, 60)


@pytest.mark.slow
def test_twenty_kills_lose_nothing_acknowledged(project: Project) -> None:
    kill_rounds(project, 20)


@pytest.mark.slow
def test_four_processes_of_two_thousand_operations(project: Project) -> None:
    crowd(project, 4, 2000)


@pytest.mark.slow
def test_twenty_kills_with_a_rollback_journal(project: Project) -> None:
    project.db.close()
    raw = connect(project.path)
    assert raw.execute("PRAGMA journal_mode=DELETE").fetchone() == ("delete",)
    raw.close()
    project.db = Database.open(str(project.path))
    kill_rounds(project, 20)
