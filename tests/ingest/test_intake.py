"""Ingest into a project: what is stored, reported and passed over."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.training.project import SCHEMA
from workbench.core.fault import Fault
from workbench.ingest import intake, sharing
from workbench.ingest.intake import Wishes, ingest
from workbench.store import documents, schemas
from workbench.store.annotators import join
from workbench.store.check import check
from workbench.store.clusters import duplicates_of, members
from workbench.store.database import Database

BODIES = (
    "Ministers of both countries met in the harbour town on Monday to talk about cable security and trade.",
    "A new law on satellite exports takes effect in June, and firms have until May to hand in their lists of parts.",
)


def page(*bodies: str) -> str:
    """A page of the tag layout."""
    lines = ["logo", "#", "", "Latest news with #Bench", ""]
    for number, body in enumerate(bodies, 1):
        title = f"Story number {number} of the day"
        lines += [title, title, "", "Harbor Times", "", "time3 days ago", "", "  • Business", "  • Harbor Times", ""]
        lines += [title, "", body, ""]
    return "\n".join(lines)


@pytest.fixture
def project(tmp_path: Path) -> Any:
    with Database.create(str(tmp_path / "p.db")) as database:
        with database.writing() as connection:
            schemas.put(connection, SCHEMA, join(connection, "ana").id)
        yield database


def run(database: Database | None, paths: list[Path], **wishes: Any) -> dict[str, Any]:
    me = None
    if database is not None:
        with database.reading() as connection:
            me = join(connection, "ana").id
    return ingest(database, me, paths, Wishes(**wishes)).to_json()


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return path


def test_articles_and_whole_files(project: Database, tmp_path: Path) -> None:
    put(tmp_path / "in", "page.txt", page(*BODIES))
    put(tmp_path / "in", "sub/notes.txt", "Just a note,\r\nof two lines.\n")
    got = run(project, [tmp_path / "in"], as_of=date(2025, 6, 4))
    assert [d["file"] for d in got["documents"]] == ["page.txt", "page.txt", "sub/notes.txt"]
    first, _, note = got["documents"]
    assert first["published"] == "2025-06-01"
    assert (first["published_as_printed"], first["category"], first["tag"]) == ("3 days ago", "Business", "Bench")
    assert note["name"] == "notes" and note["title"] is None and note["characters"] == 28
    raw = (tmp_path / "in/page.txt").read_text(encoding="utf-8")
    with project.reading() as connection:
        stored = documents.document(connection, first["name"])
        assert documents.text(connection, stored.id) == raw[first["start"] : first["end"]] == BODIES[0]
        assert stored.n_tokens == len(documents.tokens(connection, stored.id))
    assert check(project, full=True) == []


def test_what_is_there_is_passed_over_one_by_one(project: Database, tmp_path: Path) -> None:
    path = put(tmp_path, "page.txt", page(*BODIES))
    assert [d["title"][13] for d in run(project, [path], only=("2",))["documents"]] == ["2"]
    again = run(project, [path])
    assert [d["title"][13] for d in again["documents"]] == ["1"]
    assert [s["reason"] for s in again["skipped"]] == ["story-number-2-of-the-day is already there"]
    assert run(project, [path])["documents"] == []


def test_a_dry_run_says_the_same_and_stores_nothing(project: Database, tmp_path: Path) -> None:
    put(tmp_path / "in", "a.txt", page(*BODIES))
    put(tmp_path / "in", "b.txt", page(BODIES[0], BODIES[0] + " More follows later today."))
    put(tmp_path / "in", "c.md", "x")
    dry = run(project, [tmp_path / "in"], dry_run=True)
    assert run(None, [tmp_path / "in"], dry_run=True) == dry
    with project.reading() as connection:
        assert documents.count(connection, join(connection, "ana").id) == 0
    assert run(project, [tmp_path / "in"]) == dry


def test_duplicates_are_shown_both_ways_and_clustered(project: Database, tmp_path: Path) -> None:
    put(tmp_path / "in", "a.txt", BODIES[0])
    run(project, [tmp_path / "in" / "a.txt"])
    put(tmp_path / "in", "b.txt", " " + BODIES[0].upper())
    put(tmp_path / "in", "c.txt", "\ufeff" + BODIES[0])
    got = run(project, [tmp_path / "in"])
    b, c = got["documents"]
    assert b["duplicates"] == [
        {"name": "a", "kind": "near", "similarity": 1.0}, {"name": "c", "kind": "near", "similarity": 1.0},
    ]  # fmt: skip
    assert {(d["name"], d["kind"]) for d in c["duplicates"]} == {("a", "exact"), ("b", "near")}
    with project.reading() as connection:
        [cluster] = members(connection).values()
        assert len(cluster) == 3
        stored = documents.document(connection, "a")
        assert [d.name for d in duplicates_of(connection, stored.id)] == ["b", "c"]


def test_bad_files_do_not_stop_good_ones(project: Database, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    put(folder, "a.txt", "Good text.")
    (folder / "b.txt").write_bytes(b"bad \xff")
    (folder / "c.txt").write_bytes(b"")
    put(folder, "d.txt", " \n\t ")
    put(folder, "e.txt", "Also good.")
    got = run(project, [folder])
    assert [d["name"] for d in got["documents"]] == ["a", "e"]
    assert {s["file"]: s["reason"] for s in got["skipped"]} == {
        "b.txt": "is not UTF-8 at byte 4. Convert it to UTF-8 first",
        "c.txt": "is empty",
        "d.txt": "d holds nothing but white space",
    }


def test_whole_takes_a_page_as_it_is(project: Database, tmp_path: Path) -> None:
    path = put(tmp_path, "page.txt", page(*BODIES))
    [document] = run(project, [path], whole=True)["documents"]
    assert document["characters"] == len(page(*BODIES))


@pytest.mark.parametrize("only", ["9", "nobody", "1,7-8"])
def test_what_is_not_there_cannot_be_chosen(project: Database, tmp_path: Path, only: str) -> None:
    path = put(tmp_path, "page.txt", page(*BODIES))
    with pytest.raises(Fault, match="There is no document"):
        run(project, [path], only=(only,))


def test_a_second_pass_over_the_same_bytes_under_another_name(project: Database, tmp_path: Path) -> None:
    one, other = put(tmp_path, "a.txt", "The same bytes."), put(tmp_path, "b.txt", "The same bytes.")
    got = run(project, [one, other])
    assert [d["name"] for d in got["documents"]] == ["a"]
    assert got["skipped"] == [{"file": "b.txt", "reason": "a is already there"}]


def test_with_helpers_the_same_is_stored_as_without(
    project: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        put(tmp_path / "in", f"{number}.txt", page(*(f"{body} Part {number % 7}." for body in BODIES)))
    dry = run(project, [tmp_path / "in"], dry_run=True)
    monkeypatch.setattr(intake, "prepared", partial(sharing.prepared, much=0))
    assert run(project, [tmp_path / "in"]) == dry
    assert check(project, full=True) == []
