"""The samples: what ships is what the readings say, and it is a whole project."""

from __future__ import annotations

import runpy
from pathlib import Path

from workbench.ingest.jsonl.bringing import import_jsonl
from workbench.store import annotators
from workbench.store.check import check
from workbench.store.database import Database
from workbench.store.layers import layers_of
from workbench.store.library import library_page

SEEDS = Path(__file__).parents[2] / "seeds"


def test_what_ships_is_what_the_readings_say(tmp_path: Path) -> None:
    compiled = runpy.run_path(str(SEEDS / "compile.py"))
    compiled["main"](tmp_path / "samples.jsonl")
    assert (tmp_path / "samples.jsonl").read_bytes() == (SEEDS / "samples.jsonl").read_bytes()


def test_the_samples_are_a_sound_project_with_work_of_two_and_three(tmp_path: Path) -> None:
    with Database.create(str(tmp_path / "samples.db")) as database:
        import_jsonl(database, SEEDS / "samples.jsonl", "mika")
        assert [f for f in check(database, full=True) if f.severity == "error"] == []
        with database.reading() as connection:
            viewer = annotators.require(connection, "mika").id
            rows = library_page(connection, viewer, limit=100)
            people = [len(layers_of(connection, row.id)) for row in rows]
    assert len(rows) == 21
    assert sum(n >= 2 for n in people) >= 10
    assert sum(n >= 3 for n in people) >= 4
