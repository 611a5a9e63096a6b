"""What the database refuses is told in words, with a cure, and without what was being written."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.store.making import Project, new_document, one, span
from workbench.core.fault import Fault
from workbench.store import documents, imports, presence
from workbench.store.check import check
from workbench.store.commit import commit
from workbench.store.driver import connect, driver
from workbench.store.faults import fault_of


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("database or disk is full", "disk is full"),
        ("attempt to write a readonly database", "read-only"),
        ("database is locked", "kept the database locked"),
        ("disk I/O error", "refused to read or write"),
        ("database disk image is malformed", "damaged"),
        ("file is not a database", "damaged"),
        ("unable to open database file", "can't be opened"),
        ("the log is append-only", "append-only"),
        ("CHECK constraint failed: ck_span_range", "outside the text"),
        ("FOREIGN KEY constraint failed", "refers to"),
        ("something new", "refused this: something new"),
    ],
)
def test_every_cause_has_its_words(told: str, said: str) -> None:
    assert said in str(fault_of(driver().OperationalError(told)))


def test_a_locked_database_is_told(project: Project) -> None:
    layer = project.layer()
    with project.db.writing() as connection:
        connection.run("PRAGMA busy_timeout=50")
    other = connect(project.path)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(Fault, match="locked too long"):
            commit(project.db, one(layer.id, span(1, 0, 4), layer.owner), {layer.id: 0})
    finally:
        other.close()
    commit(project.db, one(layer.id, span(1, 0, 4), layer.owner), {layer.id: 0})


def test_faults_hold_no_text(project: Project) -> None:
    layer = project.layer()
    for edit in (span(1, 0, 10**6, note="a secret"), span(1, 0, 4, note="a secret", links=[str(layer.id)])):
        with pytest.raises(Fault) as caught:
            commit(project.db, one(layer.id, edit, layer.owner), {layer.id: 0})
        assert "secret" not in str(caught.value)
    with pytest.raises(Fault) as caught, project.db.writing() as connection:
        documents.add_documents(connection, [new_document("x", "a secret\0")], project.lead)
    assert "secret" not in str(caught.value)


def test_an_error_of_ones_own_rolls_back(project: Project) -> None:
    with pytest.raises(ZeroDivisionError), project.db.writing() as connection:
        documents.archive(connection, project.documents[0], project.lead)
        raise ZeroDivisionError
    with project.db.reading() as connection:
        assert not documents.document(connection, project.documents[0]).archived
    assert check(project.db) == []


def test_several_threads_share_a_database(project: Project) -> None:
    layers = [project.layer(0), project.layer(1)]
    faults: list[Exception] = []

    def work(layer: object) -> None:
        try:
            for n in range(1, 41):
                project.do(layer, span(n, n, n + 3))  # type: ignore[arg-type]
                project.reload(layer)  # type: ignore[arg-type]
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=work, args=(layer,)) for layer in layers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert [project.reload(layer).rev for layer in layers] == [40, 40]
    assert check(project.db) == []


def test_a_child_process_opens_connections_of_its_own(project: Project) -> None:
    layer = project.layer()
    child = os.fork()
    if child == 0:
        try:
            project.do(layer, span(1, 0, 4))
            os._exit(0)
        except BaseException:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert list(project.reload(layer).spans) == [1]


FULL = """
import resource, signal, sys
from uuid import UUID
from workbench.core.edit import Edit, Operation, on
from workbench.core.fault import Fault
from workbench.store import layers
from workbench.store.commit import commit
from workbench.store.database import Database
path, document, owner, limit = sys.argv[1], UUID(sys.argv[2]), UUID(sys.argv[3]), int(sys.argv[4])
if limit:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
db = Database.open(path)
layer = layers.open_layer(db, document, owner)
for n in range(1, 100_000):
    edit = Edit("span", n, None, {"label": "body", "at": [[0, 4]], "note": "x" * 2000})
    try:
        commit(db, Operation(owner, "edit", on(layer.id, [edit])), {layer.id: n - 1})
    except Fault as fault:
        print(n - 1, type(fault).__name__, fault.transient, fault)
        break
"""


def fill(project: Project, path: Path, limit: int) -> tuple[int, str]:
    """Save until the disk refuses; returns how many operations were acknowledged, and the words."""
    arguments = [str(path), str(project.documents[0]), str(project.ann), str(limit)]
    done = subprocess.run([sys.executable, "-c", FULL, *arguments], capture_output=True, text=True, check=True)
    count, kind, transient, words = done.stdout.split(" ", 3)
    assert (kind, transient) == ("DatabaseFault", "True"), done.stdout
    return int(count), words


def test_a_file_size_limit_loses_nothing_acknowledged(project: Project) -> None:
    project.db.close()
    acknowledged, words = fill(project, project.path, 1_000_000)
    assert "refused" in words or "full" in words
    again = type(project.db).open(str(project.path))
    project.db = again
    assert acknowledged > 10
    assert project.reload(project.layer()).rev == acknowledged
    assert check(again, full=True) == []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root may mount")
def test_a_full_disk_loses_nothing_acknowledged(project: Project, tmp_path: Path) -> None:
    project.db.close()
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(small)], capture_output=True)
    if mounted.returncode:
        pytest.skip("no tmpfs can be mounted here")
    try:
        path = small / "p.db"
        path.write_bytes(project.path.read_bytes())
        path.chmod(0o600)
        acknowledged, words = fill(project, path, 0)
        assert "disk is full" in words
        with type(project.db).open(str(path)) as db:
            project.db = db
            assert acknowledged > 10
            assert project.reload(project.layer()).rev == acknowledged
            assert check(db, full=True) == []
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_the_limit_of_this_process_is_untouched() -> None:
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


def test_presence_is_a_hint(project: Project) -> None:
    layer = project.layer()
    here = presence.arrive(project.db, project.ann, layer.id)
    assert here is not None
    with project.db.reading() as connection:
        (found,) = presence.others(connection, layer.id)
        assert (found.handle, found.pid) == ("ann", os.getpid())
        assert presence.others(connection, layer.id, here) == []
    there = presence.arrive(project.db, project.ann, layer.id)
    assert there is not None
    presence.take_over(project.db, layer.id, there)
    assert not presence.beat(project.db, here)
    assert presence.beat(project.db, there)
    presence.leave(project.db, there)
    with project.db.reading() as connection:
        assert presence.others(connection, layer.id) == []


def test_a_session_whose_process_is_gone_is_not_present(project: Project) -> None:
    layer = project.layer()
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    session = presence.arrive(project.db, project.ann, layer.id)
    with project.db.writing() as connection:
        connection.run("UPDATE session SET pid = :pid", {"pid": child.pid})
    with project.db.reading() as connection:
        assert presence.others(connection, layer.id) == []
    presence.leave(project.db, session)


def test_a_file_is_imported_once(project: Project) -> None:
    with project.db.writing() as connection:
        assert imports.find(connection, "0" * 64, "jsonl") is None
        batch = imports.begin(connection, "0" * 64, "jsonl", "a.jsonl", project.lead)
    with project.db.reading() as connection:
        assert imports.find(connection, "0" * 64, "jsonl") == batch
        assert imports.find(connection, "0" * 64, "jsonl", "utf-16") is None
        assert imports.batches(connection) == [batch]
    with pytest.raises(Fault), project.db.writing() as connection:
        imports.begin(connection, "0" * 64, "jsonl", "b.jsonl", project.lead)
