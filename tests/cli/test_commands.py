"""The commands on a small project: what they print, what they change, what they refuse."""

from __future__ import annotations

import csv
import io
import json
import stat
from pathlib import Path

import pytest

from workbench.core.edit import SPAN, Edit, Operation, on
from workbench.core.json import sha256
from workbench.core.span import Span
from workbench.store import annotators, documents
from workbench.store.database import Database
from workbench.store.layers import open_layer
from workbench.store.writer import Pending, write_rescue


def test_init_makes_a_private_project_with_a_lead(run, tmp_path: Path) -> None:
    done = run("init", "--annotator", "mika", "--language", "ja")
    assert (done.code, done.out) == (0, "")
    assert stat.S_IMODE((tmp_path / "workbench.db").stat().st_mode) == 0o600
    people = json.loads(run("annotator", "list", "--json").out)
    assert [(one["name"], one["role"]) for one in people if one["kind"] == "human"] == [("mika", "lead")]
    assert json.loads(run("schema", "show", "--json").out)["language"] == "ja"


def test_init_takes_no_name_twice(run, project: Path) -> None:
    before = project.read_bytes()
    done = run("init")
    assert done.code == 1
    assert "exists already" in done.err
    assert project.read_bytes() == before


@pytest.mark.parametrize(
    "arguments", [("--annotator", "two words"), ("--schema", "bad.yaml"), ("--shared", "no-such-group")]
)
def test_init_that_fails_leaves_nothing(run, tmp_path: Path, arguments: tuple[str, str]) -> None:
    (tmp_path / "bad.yaml").write_text("labels: 3\n")
    assert run("init", *arguments).code == 1
    assert not list(tmp_path.glob("workbench.db*"))


@pytest.mark.parametrize("name", ["sol", "somebody"])
def test_whoever_takes_the_samples_leads_them(run, name: str) -> None:
    assert run("samples", "--as", name).code == 0
    people = json.loads(run("annotator", "list", "--json").out)
    assert [one["name"] for one in people if one["role"] == "lead"] == [name]


def test_without_a_project_there_is_a_cure(run) -> None:
    done = run("documents")
    assert done.code == 1
    assert "workbench init" in done.err


def test_documents_as_json_says_where_each_came_from(run, project: Path) -> None:
    done = run("documents", "--json")
    found = json.loads(done.out)
    assert found["skipped"] == []
    one = found["documents"][0]
    assert list(one) == [
        "name", "title", "source", "published", "published_as_printed", "category", "tag", "file", "start", "end",
        "characters", "file_sha256", "sha256", "skip_zones", "duplicates",
    ]  # fmt: skip
    assert one["name"] == "treaty"
    assert one["source"] is None
    assert one["characters"] == 27
    assert one["sha256"] == sha256("Koskinen signed the treaty.")
    assert one["skip_zones"] == [{"kind": "byline", "start": 0, "end": 1}]


def test_documents_of_ones_own_status(run, project: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("documents", "--csv", "--as", "mika", "--sort", "name").out)))
    assert [(row["name"], row["status"], row["spans"]) for row in rows] == [
        ("cable", "todo", "0"),
        ("treaty", "done", "2"),
    ]
    assert "cable" not in run("documents", "--as", "mika", "--status", "done").out
    assert run("documents", "--filter", "zeppelin", "--csv").out.splitlines()[1:] == []


def test_archived_documents_leave_the_list_and_come_back(run, project: Path) -> None:
    assert "1 document archived" in run("archive", "cable", "--as", "sol").err
    assert "cable" not in run("documents").out
    assert "cable" in run("documents", "--archived").out
    assert "had been archived before" in run("archive", "cable", "--as", "sol").err
    assert run("archive", "cable", "--back", "--as", "sol").code == 0
    assert "cable" in run("documents").out
    refused = run("archive", "cable", "--as", "mika")
    assert (refused.code, "only a curator or lead" in refused.err) == (1, True)


def test_show_prints_marks_and_lists(run, project: Path) -> None:
    done = run("show", "treaty", "--as", "mika", "--plain")
    assert done.code == 0
    assert "[PERSON:1 Koskinen] [SIGN:2 signed] the treaty." in done.out
    assert "  3  AGENT  SIGN:2 “signed” → PERSON:1 “Koskinen”" in done.out


def test_show_lets_nothing_through_to_the_terminal(run, project: Path) -> None:
    assert "A cable␛[2J was laid." in run("show", "cable", "--as", "mika").out
    assert "\x1b" not in run("show", "cable", "--as", "mika", "--json").out


@pytest.mark.parametrize(("viewer", "code"), [("noor", 1), ("sol", 0), ("mika", 0), ("stranger", 1)])
def test_show_is_blind(run, project: Path, viewer: str, code: int) -> None:
    done = run("show", "treaty", "--layers", "mika", "--as", viewer)
    assert done.code == code
    assert ("PERSON:1" in done.out) is (code == 0)
    assert code == 0 or done.out == ""


def test_history_is_blind_too(run, project: Path) -> None:
    seen = list(csv.DictReader(io.StringIO(run("history", "treaty", "--as", "mika", "--csv").out)))
    assert ("mika", "annotate", "mika") in [(row["who"], row["did"], row["layer"]) for row in seen]
    blind = run("history", "treaty", "--as", "noor")
    assert "annotate" not in blind.out
    assert "1 layer" in blind.err


def test_roles_are_the_leads_to_give(run, project: Path) -> None:
    assert run("annotator", "role", "mika", "lead", "--as", "mika").code == 1
    assert run("annotator", "role", "mika", "curator", "--as", "sol").code == 0
    assert run("annotator", "add", "aki", "--as", "sol").code == 0
    assert "already" in run("annotator", "add", "aki", "--as", "sol").err
    assert run("annotator", "role", "mika", "emperor", "--as", "sol").code == 2
    roles = {one["name"]: one["role"] for one in json.loads(run("annotator", "list", "--json").out)}
    assert (roles["mika"], roles["aki"]) == ("curator", "annotator")


SCHEMA = """\
name: small
groups: {actor: {}, event: {event: true}}
labels:
  PER: {group: actor, name: HUMAN}
  ORG: {group: actor}
  MEET: {group: event}
"""


def test_a_schema_is_shown_applied_undone_and_redone(run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "new.yaml").write_text(SCHEMA)
    asked = run("schema", "apply", "new.yaml", "--as", "sol")
    assert asked.code == 1
    assert "--yes" in asked.err
    assert "renamed label PER (PERSON → HUMAN) · 1 span" in asked.out
    assert "retired label SIGN · 1 span" in asked.out
    assert "added label ORG" in asked.out
    assert run("schema", "apply", "new.yaml", "--as", "mika", "--yes").code == 1
    assert run("schema", "apply", "new.yaml", "--as", "sol", "--yes").code == 0
    after = json.loads(run("schema", "show", "--json").out)
    assert after["labels"]["SIGN"]["retired"] is True
    assert "HUMAN:1" in run("show", "treaty", "--as", "mika").out
    assert run("schema", "undo", "--as", "sol").code == 0
    assert "PERSON:1" in run("show", "treaty", "--as", "mika").out
    assert run("schema", "redo", "--as", "sol").code == 0
    assert json.loads(run("schema", "show", "--json").out) == after
    assert "PERSON" in run("schema", "show", "--version", "1").out


def test_the_first_schema_stays(run, project: Path) -> None:
    assert run("schema", "undo", "--as", "sol").code == 1


def test_schema_check_says_line_and_column(run, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(SCHEMA.replace("group: actor}", "group: actors}", 1))
    done = run("schema", "check", "bad.yaml")
    assert done.code == 1
    assert done.out.startswith("bad.yaml:5:16:")
    assert run("schema", "check", "bad.yaml", "--json").out.startswith("[")
    (tmp_path / "good.yaml").write_text(SCHEMA)
    assert run("schema", "check", "good.yaml").code == 0


def test_db_check_is_clean_and_finds_what_is_not(run, project: Path) -> None:
    assert json.loads(run("db", "check", "--full", "--json").out) == []
    from workbench.store.driver import connect

    raw = connect(project)
    raw.execute("UPDATE span SET label = 'SIGN' WHERE n = 1")
    raw.close()
    done = run("db", "check")
    assert done.code == 1
    assert "error: rows" in done.out


def test_db_backup_and_restore_bring_work_back(run, project: Path) -> None:
    made = run("db", "backup", "--reason", "Before Lunch").out.strip()
    assert made.startswith("backups/workbench-")
    assert made.endswith("-before-lunch.db")
    assert [one["path"] for one in json.loads(run("db", "backups", "--json").out)] == [made]
    assert run("archive", "cable", "--as", "sol").code == 0
    asked = run("db", "restore", made)
    assert (asked.code, "--yes" in asked.err) == (1, True)
    assert run("db", "restore", made, "--yes").code == 0
    assert "cable" in run("documents").out
    assert len(json.loads(run("db", "backups", "--json").out)) == 2


def test_db_upgrade_says_when_there_is_nothing_to_do(run, project: Path) -> None:
    done = run("db", "upgrade")
    assert (done.code, "already" in done.err) == (0, True)


def test_db_restore_refuses_what_is_no_backup(run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "no.db").write_bytes(b"nothing")
    before = run("documents", "--json").out
    assert run("db", "restore", "no.db", "--yes").code == 1
    assert run("documents", "--json").out == before


def test_a_rescue_file_is_saved_once_and_stops_where_it_no_longer_applies(run, project: Path, tmp_path: Path) -> None:
    with Database.open(str(project)) as database:
        sol = annotators.ensure(database, "sol")
        with database.reading() as connection:
            document = documents.document(connection, "cable").id
        layer = open_layer(database, document, sol.id)
        edits = [Edit(SPAN, n, None, Span(n, "PER", ((n, n + 1),), note="a\u2028b").to_json()) for n in (1, 2)]
        steps = [Operation(sol.id, "label", on(layer.id, [edit])) for edit in edits]
        waiting = [Pending(step, {layer.id: i}) for i, step in enumerate(steps)]
    write_rescue(tmp_path / "rescue.jsonl", waiting)
    for _ in range(2):
        done = run("db", "rescue", "rescue.jsonl")
        assert (done.code, "2 steps saved" in done.err) == (0, True)
    assert run("db", "check").code == 0
    other = Operation(sol.id, "label", on(layer.id, [Edit(SPAN, 1, None, Span(1, "PER", ((5, 6),)).to_json())]))
    write_rescue(tmp_path / "late.jsonl", [Pending(other, {layer.id: 0})])
    late = run("db", "rescue", "late.jsonl")
    assert (late.code, "0 of 1 steps are saved" in late.err) == (1, True)
