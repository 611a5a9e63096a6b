"""``workbench import``, ``export FORMAT``, ``formats`` and ``schema from``, with a format for tests."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ran, Run
from workbench.core.schema import Schema
from workbench.formats import registry
from workbench.formats.registry import Entry
from workbench.formats.schema_yaml import read

EXPORT = "workbench.cli.export"
PROBE = Entry("probe", "a format for tests", "tests.formats.probe")
LINE = {
    "name": "Letter", "text": "Mira signed it.",
    "readings": [{"annotator": "ana",
                  "spans": [["1", "PERSON", [[0, 4]]], ["2", "SIGN", [[5, 11]]], ["3", "X", [[0, 1]]]],
                  "relations": [["r", "AGENT", "2", "1"]]}],
}  # fmt: skip


@pytest.fixture(autouse=True)
def _probe(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The only format there is; the commands of `export` are made from the table when their module is imported."""
    monkeypatch.setattr(registry, "TABLE", (*registry.TABLE[:1], PROBE))
    usual = sys.modules.pop(EXPORT, None)
    yield
    sys.modules.pop(EXPORT, None)
    if usual is not None:
        sys.modules[EXPORT] = usual


@pytest.fixture
def file(tmp_path: Path) -> str:
    (tmp_path / "a.probe").write_text(json.dumps(LINE) + "\nno json\n")
    return "a.probe"


def told(ran: Ran) -> Any:
    return json.loads(ran.out)


# -- import --------------------------------------------------------------------------


def test_the_report_has_the_shape_that_programs_rely_on(run: Run, project: Path, file: str) -> None:
    ran = run("import", file, "--as", "sol", "--json")
    assert ran.code == 0
    found = told(ran)
    assert list(found) == ["format", "offset_unit", "source", "stored", "ledger", "refused_lines"]
    assert found["format"] == "probe"
    assert found["offset_unit"] == "codepoint"
    assert found["source"] == {"documents": 1, "spans": 3, "relations": 1}
    assert found["stored"] == {"documents": 1, "spans": 2, "relations": 1}
    assert found["refused_lines"] == [{"file": "a.probe", "line": 2, "why": "is not JSON"}]
    assert [(row["what"], row["label"], row["n"]) for row in found["ledger"]["dropped"]] == [("span", "X", 1)]
    for view in found["ledger"]["views"]:
        lost = sum(row["n"] for row in found["ledger"]["dropped"] if row["view"] == view["view"])
        assert view["written"] + lost == view["selected"]


def test_a_dry_run_needs_no_project(run: Run, file: str, tmp_path: Path) -> None:
    ran = run("import", "--dry-run", "--json", file)
    assert ran.code == 0
    assert told(ran)["stored"] == {"documents": 1, "spans": 3, "relations": 1}
    assert not (tmp_path / "workbench.db").exists()


def test_it_is_said_in_words_too_and_without_document_text(run: Run, project: Path, file: str) -> None:
    ran = run("import", file, "--as", "sol")
    assert ran.out == ""
    assert "probe, in the files: 1 document, 3 spans, 1 relation\nstored: 1 document, 2 spans, 1 relation\n" in ran.err
    assert "a.probe line 2: is not JSON" in ran.err
    assert "dropped 1 span X in spans: the schema has no such label" in ran.err
    assert "Mira" not in ran.err
    again = run("import", file, "--as", "sol")
    assert "a.probe was imported before" in again.err


def test_what_cannot_be_stored_is_counted_and_exits_1(run: Run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "b.probe").write_text(json.dumps({**LINE, "text": None}) + "\n")
    ran = run("import", "b.probe", "--as", "sol", "--json")
    assert ran.code == 1
    assert told(ran)["source"] == {"documents": 1, "spans": 3, "relations": 1}
    assert told(ran)["stored"] == {"documents": 0, "spans": 0, "relations": 0}
    assert "holds annotations and no text" in ran.err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nothing.txt"], "There is no file nothing.txt. Check the path"),
        (["strange.bin"], "strange.bin is of no format that is known. Say which with --format"),
        (["a.probe", "--format", "prob"], "There is no format prob that can be read. Did you mean probe?"),
        (["a.probe", "--map", "m.yaml"], "The map names 'nobody', which the schema does not have"),
        (["a.probe", "--strict"], "things would be lost"),
        (["a.probe", "--as", "stranger"], "stranger is not an annotator of this project"),
    ],
)
def test_what_is_wrong_is_one_sentence(
    run: Run, project: Path, file: str, tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    (tmp_path / "strange.bin").write_bytes(b"\x00\xff")
    (tmp_path / "m.yaml").write_text("X: nobody\n")
    ran = run("import", *arguments, *([] if "--as" in arguments else ["--as", "sol"]))
    assert ran.code == 1
    assert sentence in ran.err
    assert "Traceback" not in ran.err


def test_own_files_come_in_by_either_spelling(run: Run, project: Path, tmp_path: Path) -> None:
    run("export", "jsonl", "all.jsonl", "--as", "sol")
    for number, words in enumerate((["jsonl", "all.jsonl"], ["all.jsonl"], ["."])):
        run("--db", f"{number}.db", "init", "--annotator", "sol")
        assert run("--db", f"{number}.db", "import", *words, "--as", "sol").code == 0
        assert "treaty" in run("--db", f"{number}.db", "documents").out
    tried = told(run("import", "all.jsonl", "--dry-run", "--json", "--as", "sol"))
    assert (tried["format"], tried["source"]) == ("workbench", {"documents": 2, "spans": 2, "relations": 1})


# -- export ----------------------------------------------------------------------------


def test_what_comes_in_goes_out_again(run: Run, project: Path, file: str, tmp_path: Path) -> None:
    run("import", file, "--as", "sol")
    ran = run("export", "probe", "out.probe", "--layers", "ana", "--as", "sol", "--json")
    assert ran.code == 0
    assert told(ran)["dropped"] == []
    line = json.loads((tmp_path / "out.probe").read_text())
    assert (line["name"], line["text"]) == ("letter", LINE["text"])
    [reading] = line["readings"]
    assert [(label, at) for _, label, at, _ in reading["spans"]] == [("PERSON", [[0, 4]]), ("SIGN", [[5, 11]])]
    assert [(label, head, tail) for _, label, head, tail, _ in reading["relations"]] == [("AGENT", "s2", "s1")]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_whose_work_goes_out_follows_the_word_of_layers(run: Run, project: Path, file: str, tmp_path: Path) -> None:
    run("import", file, "--as", "sol")
    assert run("export", "probe", "all", "--as", "sol").code == 0
    readings = [json.loads(line)["readings"] for line in (tmp_path / "all").read_text().split("\n") if line]
    assert sorted(reading["annotator"] for found in readings for reading in found) == ["ana", "mika"]
    assert "nobody has no layer" in run("export", "probe", "x", "--layers", "nobody", "--as", "sol").err
    hidden = run("export", "probe", "y", "--layers", "mika", "--as", "noor", "--json")
    left_out = {row["why"]: row["n"] for row in told(hidden)["not_selected"]}
    assert left_out == {"hidden until you have finished your own": 1, "nobody chosen has begun it": 2}


def test_a_place_that_is_taken_needs_force_and_a_strict_refusal_leaves_nothing(
    run: Run, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from tests.formats.probe import Probe

    assert run("export", "probe", "out", "--as", "sol").code == 0
    assert "Add --force to replace it" in run("export", "probe", "out", "--as", "sol").err
    monkeypatch.setattr(Probe, "capability", replace(Probe.capability, relations="no"))
    before = (tmp_path / "out").read_bytes()
    ran = run("export", "probe", "out", "--as", "sol", "--force", "--strict")
    assert ran.code == 1
    assert "1 things would be lost" in ran.err
    assert (tmp_path / "out").read_bytes() == before
    assert run("export", "probe", "out", "--as", "sol", "--force").code == 0
    assert (tmp_path / "out").read_bytes() != before


# -- formats and schema from -------------------------------------------------------------


def test_formats_says_what_each_can_carry(run: Run) -> None:
    rows = told(run("formats", "--json"))
    [own, probe] = rows
    assert (own["format"], own["in"], own["out"]) == ("workbench", True, False)
    assert (probe["format"], probe["discontinuous"], probe["rejected"]) == ("probe", "yes", "no")
    assert "discontinuous" in run("formats").out


def test_a_drafted_schema_has_a_place_for_everything(run: Run, project: Path, file: str) -> None:
    drafted = run("schema", "from", file)
    schema: Schema = read(drafted.out)
    assert list(schema.labels) == ["PERSON", "SIGN", "X"]
    assert schema.relations["AGENT"].head == ("SIGN",)
    assert schema.relations["AGENT"].tail == ("PERSON",)
    Path("drafted.yaml").write_text(drafted.out)
    run("--db", "new.db", "init", "--schema", "drafted.yaml", "--annotator", "sol")
    assert told(run("--db", "new.db", "import", file, "--as", "sol", "--strict", "--json"))["stored"]["spans"] == 3
