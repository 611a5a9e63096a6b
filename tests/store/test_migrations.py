"""What migrations make is what the tables declare, triggers and named checks included."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from tests.store.making import Project
from workbench.core.fault import Fault
from workbench.store import tables
from workbench.store.backup import backups, upgrade
from workbench.store.database import Database
from workbench.store.driver import connect
from workbench.store.shape import shape_of, wanted_shape
from workbench.store.tables.triggers import FIXED, statements
from workbench.store.upgrade import MIGRATIONS, to_head
from workbench.store.version import APPLICATION_ID, HEAD, REVISIONS


def test_an_upgraded_database_equals_a_fresh_one(tmp_path: Path) -> None:
    path = tmp_path / "upgraded.db"
    path.touch()
    to_head(path)
    raw = connect(path)
    found = shape_of(lambda query: raw.execute(query).fetchall())
    raw.close()
    wanted = wanted_shape()
    assert found == wanted
    assert {name for kind, name in wanted if kind == "table"} == set(tables.metadata.tables)
    assert {name for kind, name in wanted if kind == "trigger"} == {
        f"{table}_no_{event}" for table in FIXED for event in ("update", "delete")
    }


def test_every_check_and_key_is_named() -> None:
    for (kind, name), sql in wanted_shape().items():
        if kind == "table":
            unnamed = re.sub(r"CONSTRAINT \w+ (CHECK|FOREIGN KEY|UNIQUE|PRIMARY KEY)", "", sql)
            assert not re.search(r"\b(CHECK \(|FOREIGN KEY|UNIQUE \(|PRIMARY KEY)", unnamed), name


def test_nothing_cascades() -> None:
    assert not any("CASCADE" in sql or "SET NULL" in sql for sql in wanted_shape().values())


def test_the_known_revisions_are_those_in_the_folder() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    assert tuple(r.revision for r in reversed(list(script.walk_revisions()))) == REVISIONS
    assert script.get_current_head() == HEAD


def test_postgresql_could_run_every_table_and_trigger() -> None:
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.schema import CreateIndex, CreateTable

    dialect = postgresql.dialect()
    for table in tables.metadata.sorted_tables:
        assert "BLOB" not in str(CreateTable(table).compile(dialect=dialect))
        for index in table.indexes:
            str(CreateIndex(index).compile(dialect=dialect))
    assert len(statements("postgresql")) == 2 * len(FIXED)


def test_an_older_database_asks_for_the_upgrade(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.db.close()
    for module in ("database", "backup"):
        monkeypatch.setattr(f"workbench.store.{module}.REVISIONS", ("0000", *REVISIONS))
    raw = connect(project.path)
    raw.execute("UPDATE alembic_version SET version_num = '0000'")
    raw.close()
    with pytest.raises(Fault, match="workbench db upgrade"):
        Database.open(str(project.path))


def test_a_newer_database_is_refused(project: Project) -> None:
    project.db.close()
    raw = connect(project.path)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    for action in (Database.open, upgrade):
        with pytest.raises(Fault, match="newer version"):
            action(str(project.path))


def test_a_failed_upgrade_changes_nothing_and_leaves_a_backup(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.db.close()
    before = project.path.read_bytes()
    monkeypatch.setattr("workbench.store.backup.HEAD", "0002")
    monkeypatch.setattr("workbench.store.backup.to_head", lambda path: to_head(path, "no such revision"))
    with pytest.raises(Fault, match="changed nothing"):
        upgrade(str(project.path))
    assert project.path.read_bytes() == before
    assert len(backups(project.path)) == 1


def test_an_upgrade_with_nothing_to_do_makes_no_backup(project: Project) -> None:
    assert upgrade(str(project.path)) == (HEAD, HEAD, None)
    assert backups(project.path) == []


def test_only_our_files_are_opened(tmp_path: Path) -> None:
    other, words = tmp_path / "other.db", tmp_path / "words.db"
    sqlite3.connect(other).execute("CREATE TABLE t (x)")
    words.write_text("not a database " * 100)
    for path, told in (
        (other, "not a database of this program"),
        (words, "damaged"),
        (tmp_path / "no.db", "no database"),
    ):
        with pytest.raises(Fault, match=told):
            Database.open(str(path))
    with pytest.raises(Fault, match="postgresql"):
        Database.open("postgresql://host/x")


def test_our_files_say_so(project: Project) -> None:
    with project.db.reading() as connection:
        assert connection.value("PRAGMA application_id") == APPLICATION_ID
