"""Fixtures of the store's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.making import Project, make


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh project's file, made once because migrations take a moment; tests copy it while nobody has it open."""
    path = tmp_path_factory.mktemp("blank") / "blank.db"
    make(path).db.close()
    return path


@pytest.fixture
def project(blank: Path, tmp_path: Path) -> Iterator[Project]:
    """A project of one's own."""
    made = copied(blank, tmp_path / "project.db")
    yield made
    made.db.close()


def copied(blank: Path, path: Path) -> Project:
    """A copy of the blank project, opened."""
    from workbench.core.ids import annotator_id
    from workbench.store.connection import as_uuid
    from workbench.store.database import Database

    path.write_bytes(blank.read_bytes())
    path.chmod(0o600)
    db = Database.open(str(path))
    with db.reading() as connection:
        documents = [as_uuid(row[0]) for row in connection.rows("SELECT id FROM document ORDER BY ordinal")]
    return Project(db, path, annotator_id("lena"), annotator_id("ann"), documents)
