"""A database that can only be read: it opens, says so, and refuses to be written, in words."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.store.making import Project, one, span
from workbench.core.fault import Fault
from workbench.store import documents, layers, places, presence
from workbench.store.check import check
from workbench.store.commit import commit
from workbench.store.database import Database

READ = """
import sys
from workbench.store.database import Database
from workbench.store import library
db = Database.open(sys.argv[1])
with db.reading() as c:
    n = c.value("SELECT count(*) FROM document")
print(db.readonly, n)
"""


def test_reading_only(project: Project) -> None:
    project.do(project.layer(), span(1, 0, 4))
    with Database.open(str(project.path), readonly=True) as db:
        assert db.readonly
        mine = layers.open_layer(db, project.documents[0], project.ann)
        assert list(mine.spans) == [1]
        unmade = layers.open_layer(db, project.documents[1], project.ann)
        assert (unmade.rev, unmade.spans) == (0, {})
        with pytest.raises(Fault, match="reading only; nothing was saved"):
            commit(db, one(mine.id, span(2, 0, 4), mine.owner), {mine.id: 1})
        documents.set_place(db, project.ann, project.documents[0], 1, 1)
        assert presence.arrive(db, project.ann, mine.id) is None
        with pytest.raises(Fault, match="read-only"), db.reading() as connection:
            connection.run("DELETE FROM place")
        assert check(db) == []
    with project.db.reading() as connection:
        assert places.last_document(connection, project.ann) is None


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() != 0 or not shutil.which("setpriv"), reason="needs root to become nobody"
)
@pytest.mark.parametrize("folder_mode", [0o755, 0o777])
def test_a_file_one_may_not_write_is_opened_for_reading(project: Project, tmp_path: Path, folder_mode: int) -> None:
    project.db.close()
    place = Path(tempfile.mkdtemp())  # not tmp_path, whose parents only their owner may enter
    try:
        shutil.copy(project.path, place / "p.db")
        (place / "p.db").chmod(0o444)
        place.chmod(folder_mode)
        command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", sys.executable, "-c", READ]
        done = subprocess.run([*command, str(place / "p.db")], capture_output=True, text=True, check=False)
        if "ModuleNotFoundError" in done.stderr or "Permission denied" in done.stderr:
            pytest.skip("the program's own folder can't be read by nobody")
        assert done.stdout.split() == ["True", "2"], done.stderr
    finally:
        shutil.rmtree(place)
