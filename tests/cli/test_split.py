"""``workbench split`` end to end, on pages that were really ingested.

It breaks if near-duplicates part, if a second ingest moves anything, or if a command changes what it only shows.
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.training.planted import planted
from workbench.store.check import check
from workbench.store.database import Database

CORPUS = planted(100, words=60)
"""A hundred texts and seven copies, of which five were changed; the other two are no documents of their own."""
EARLY, LATE = range(60, 100), [*range(60), *range(100, 105)]


@pytest.fixture
def divided(run, project: Path, tmp_path: Path) -> Path:
    """The small project with forty texts more, divided by its lead."""
    ingest(run, tmp_path, EARLY)
    assert run("split", "make", "--as", "sol").code == 0
    return project


def ingest(run, folder: Path, numbers: Any) -> None:
    pages = folder / f"pages-{numbers[0]}"
    pages.mkdir()
    for n in numbers:
        (pages / f"t{n:03}.txt").write_text(CORPUS.texts[n], "utf-8")
    assert run("ingest", pages.name, "--whole", "--as", "sol").code == 0


def shown(run, *more: str) -> dict[str, Any]:
    done = run("split", "show", "--json", "--as", "sol", *more)
    assert done.code == 0
    found: dict[str, Any] = json.loads(done.out)
    return found


def kept(project: Path) -> dict[str, str]:
    with Database.open(str(project), readonly=True) as database, database.reading() as connection:
        rows = connection.rows("SELECT d.name, s.part FROM split s JOIN document d ON d.id = s.document_id")
    return dict(rows)


def row(found: dict[str, Any], what: str, label: str = "") -> dict[str, Any]:
    [one] = [r for r in found["rows"] if (r["what"], r["label"]) == (what, label)]
    return dict(one)


def test_a_division_is_shown_by_documents_units_and_labels(run, divided: Path) -> None:
    found = shown(run)
    assert found["terms"] == {"shares": [0.8, 0.1, 0.1], "group_by": "none", "salt": "workbench"}
    assert found["test"] == {"locked": True, "unlocked": 0, "why": None}
    documents = row(found, "documents")
    assert {part: documents[part] for part in ("all", "train", "dev", "test", "none")} == {
        "all": 42, "train": 34, "dev": 4, "test": 4, "none": 0,
    }  # fmt: skip
    assert documents["shares"]["dev"] == pytest.approx(4 / 42)
    assert row(found, "units")["all"] == 42
    assert row(found, "finished")["all"] == 1
    assert row(found, "span", "PERSON")["all"] == row(found, "relation", "AGENT")["all"] == 1
    assert found["straddling"] == []
    table = list(csv.DictReader(io.StringIO(run("split", "show", "--csv", "--as", "sol").out)))
    assert table[0] == {
        "what": "documents", "label": "", "all": "42", "train": "34", "dev": "4", "test": "4", "none": "0",
        "train %": "81.0", "dev %": "9.5", "test %": "9.5",
    }  # fmt: skip
    assert run("split", "show", "--csv", "--json", "--as", "sol").code == 1


def test_what_comes_later_moves_nothing_and_follows_its_likes(run, divided: Path, tmp_path: Path) -> None:
    before = kept(divided)
    ingest(run, tmp_path, LATE)
    assert kept(divided) == before
    assert row(shown(run), "documents")["none"] == len(LATE)
    assert run("split", "make", "--as", "sol").code == 0
    after = kept(divided)
    assert {name: after[name] for name in before} == before
    assert len(after) == 2 + len(EARLY) + len(LATE)
    copies = [(f"t{a:03}", f"t{b:03}") for a, b in CORPUS.copies if b in LATE]
    assert [after[a] for a, _ in copies] == [after[b] for _, b in copies]
    assert any(a in before for a, _ in copies)
    assert shown(run)["straddling"] == []


def test_a_dry_run_and_showing_keep_nothing(run, project: Path) -> None:
    before = project.read_bytes()
    dry = run("split", "make", "--dry-run", "--json", "--shares", "50,50,0", "--as", "sol")
    assert row(json.loads(dry.out), "documents")["dev"] == 1
    assert "2 documents would get a part" in dry.err
    shown(run)
    assert project.read_bytes() == before


def test_an_undivided_project_has_no_shares(run, project: Path) -> None:
    found = shown(run)
    assert row(found, "documents")["shares"] == {"train": None, "dev": None, "test": None}
    assert found["test"]["locked"] is False


def test_again_deals_out_train_and_dev_and_never_touches_test(run, divided: Path) -> None:
    before = kept(divided)
    again = ("split", "make", "--again", "--salt", "another", "--as", "sol")
    asked = run(*again)
    assert (asked.code, "--yes" in asked.err) == (1, True)
    assert kept(divided) == before
    assert run(*again, "--yes").code == 0
    after = kept(divided)
    assert after != before
    assert {n for n, part in after.items() if part == "test"} == {n for n, part in before.items() if part == "test"}
    assert shown(run)["terms"]["salt"] == "another"
    assert run("split", "undo", "--as", "sol").code == 0
    assert kept(divided) == before
    assert shown(run)["terms"]["salt"] == "workbench"
    assert run("split", "redo", "--as", "sol").code == 0
    assert kept(divided) == after
    with Database.open(str(divided)) as database:
        assert check(database) == []


def test_test_is_locked(run, divided: Path) -> None:
    parts = kept(divided)
    inside, outside = (next(n for n, part in parts.items() if (part == "test") is wanted) for wanted in (True, False))
    for name, part in ((inside, "dev"), (outside, "test")):
        refused = run("split", "set", name, part, "--as", "sol")
        assert (refused.code, "--unlock-test" in refused.err) == (1, True)
    assert kept(divided) == parts
    assert run("split", "set", inside, "dev", "--unlock-test", "it was leaked", "--as", "sol").code == 0
    assert kept(divided) == parts | {inside: "dev"}
    assert shown(run)["test"] == {"locked": True, "unlocked": 1, "why": "it was leaked"}
    assert "it was leaked" in run("split", "show", "--as", "sol").err
    assert run("split", "undo", "--as", "sol").code == 1


def test_near_duplicates_are_not_parted_by_hand(run, project: Path, tmp_path: Path) -> None:
    one, other = CORPUS.copies[0]
    ingest(run, tmp_path, [one, other])
    run("split", "make", "--as", "sol")
    names = [f"t{one:03}", f"t{other:03}"]
    goal = "dev" if kept(project)[names[0]] == "train" else "train"
    unlock = ("--unlock-test", "for this test", "--as", "sol")
    refused = run("split", "set", names[0], goal, *unlock)
    assert (refused.code, names[1] in refused.err, "--whole" in refused.err) == (1, True, True)
    assert run("split", "set", names[0], goal, "--whole", *unlock).code == 0
    assert {kept(project)[name] for name in names} == {goal}
    assert "no documents put" in run("split", "set", *names, goal, *unlock).err


def test_a_unit_on_two_sides_is_named_and_left(run, divided: Path) -> None:
    """A coarser grouping joins what was divided before it."""
    with Database.open(str(divided)) as database, database.writing() as connection:
        connection.run("UPDATE document SET source = 'Fjord'")
    before = kept(divided)
    done = run("split", "make", "--group-by", "source", "--as", "sol")
    assert "on several sides, and left there" in done.err
    assert kept(divided) == before
    [unit] = shown(run)["straddling"]
    assert {one["name"]: one["part"] for one in unit["documents"]} == before


@pytest.mark.parametrize("shares", ["80,20", "a,b,c", "-80,10,10", "0,50,50", "nan,1,1", "inf,1,1", ""])
def test_shares_that_mean_nothing_are_refused(run, project: Path, shares: str) -> None:
    done = run("split", "make", f"--shares={shares}", "--as", "sol")
    assert (done.code, "three numbers" in done.err, done.out) == (1, True, "")


def test_an_annotator_divides_nothing(run, project: Path) -> None:
    assert run("split", "make", "--as", "mika").code == 1
    assert run("split", "set", "treaty", "dev", "--as", "mika").code == 1
    assert kept(project) == {}
    assert run("split", "show", "--as", "mika").code == 0


def test_labels_of_hidden_work_are_not_counted(run, project: Path) -> None:
    blind = json.loads(run("split", "show", "--json", "--as", "noor").out)
    assert [r["what"] for r in blind["rows"]] == ["documents", "units", "finished"]
    assert row(blind, "finished")["all"] == 0
