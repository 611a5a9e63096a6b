"""``workbench agreement``: every form of it, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, annotate
from workbench.store.database import Database


@pytest.fixture
def shared(project: Path) -> Path:
    """The project with a second answer to ``treaty``, the same as the first."""
    with Database.open(str(project)) as database:
        annotate(database, "noor", "done")
    return project


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_the_report_says_what_is_shared_and_each_number_with_its_question(run: Run, shared: Path) -> None:
    ran = run("agreement", "--as", "sol")
    assert ran.code == 0
    assert "2 annotators · 1 of 1 finished document shared by at least two" in ran.out
    assert "exact F1" in ran.out
    assert "Do they mark the same spans with the same labels?" in ran.out
    assert "too few documents for an interval" not in ran.out
    assert "only 1 shared document:" in ran.out
    assert "they agree on every span" in ran.out


def test_an_answer_alone_is_undefined_with_its_reason(run: Run, project: Path) -> None:
    ran = run("agreement", "--as", "sol")
    assert ran.code == 0
    assert "undefined: no two annotators finished a document in common" in ran.out


def test_json_is_the_whole_report_and_alone_on_stdout(run: Run, shared: Path) -> None:
    ran = run("agreement", "--as", "sol", "--json")
    found = json.loads(ran.out)
    assert found["scope"]["annotators"] == ["mika", "noor"]
    assert {number["name"]: number["value"] for number in found["numbers"]}["span-exact"] == 1
    assert "Koskinen" not in ran.out


def test_csv_has_one_number_a_row(run: Run, shared: Path) -> None:
    found = rows(run("agreement", "--as", "sol", "--csv").out)
    assert found[0] == ["table", "of", "and", "measure", "value", "low", "high", "n", "why"]
    assert found[1][:8] == ["numbers", "", "", "span-exact", "1.0", "", "", "4"]


def test_the_page_is_written_whole_and_not_over_another(run: Run, shared: Path, tmp_path: Path) -> None:
    assert run("agreement", "--as", "sol", "--html", "page.html").code == 0
    assert (tmp_path / "page.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    again = run("agreement", "--as", "sol", "--html", "page.html")
    assert again.code == 1
    assert "--force" in again.err
    assert run("agreement", "--as", "sol", "--html", "page.html", "--force").code == 0


def test_one_measure_by_pair_and_label(run: Run, shared: Path) -> None:
    found = json.loads(run("agreement", "--as", "sol", "--measure", "span-iou", "--json").out)
    assert found["overall"]["value"] == 1
    assert found["pairs"][0]["pair"] == ["mika", "noor"]
    assert set(found["labels"]) == {"PER", "SIGN"}
    words = run("agreement", "--as", "sol", "--measure", "token-alpha")
    assert words.code == 0
    assert "token agreement counts unmarked text" in words.err


def test_the_measures_are_listed(run: Run, shared: Path) -> None:
    names = {row["name"] for row in json.loads(run("agreement", "--as", "sol", "--measure", "list", "--json").out)}
    assert names >= {"span-exact", "gamma", "alpha-1995", "token-kappa", "label-fleiss", "relation-kappa"}


def test_a_plan_says_why_there_is_none(run: Run, shared: Path) -> None:
    ran = run("agreement", "--as", "sol", "--plan", "0.1")
    assert ran.code == 0
    assert "too few documents for an interval" in ran.out
    assert "square root" in ran.err


def test_two_moments_are_compared(run: Run, shared: Path) -> None:
    ran = run("agreement", "--as", "sol", "--compare", "2020-01-01")
    assert "no shared documents then, 1 now" in ran.err
    found = json.loads(run("agreement", "--as", "sol", "--compare", "2020-01-01", "--json").out)
    assert found["documents"] == {"before": 0, "now": 1}
    assert found["changes"][0]["before"]["value"] is None


def test_rounds_and_gamma_and_labels(run: Run, shared: Path) -> None:
    assert "nobody finished two" in run("agreement", "--as", "sol", "--round", "1,2").err
    assert "γcat" in run("agreement", "--as", "sol", "--gamma").out
    label = json.loads(run("agreement", "--as", "sol", "--label", "PERSON", "--json").out)
    assert [row["label"] for row in label["labels"] if row["kind"] == "span"] == ["PER"]


def test_an_annotator_sees_only_what_blindness_leaves(run: Run, project: Path) -> None:
    found = json.loads(run("agreement", "--as", "noor", "--json").out)
    assert found["scope"]["documents"] == 0
    assert any("may not see" in sentence for sentence in found["cautions"])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--json", "--csv"), "exclude each other"),
        (("--plan", "0.1", "--compare", "2020-01-01"), "exclude each other"),
        (("--plan", "7"), "between 0 and 1"),
        (("--compare", "soon"), "no date"),
        (("--measure", "span-exat"), "did you mean span-exact"),
        (("--annotators", "zoe"), "There is no annotator zoe"),
        (("--label", "NOPE"), "no label NOPE"),
        (("--layers", "majority:2"), "nobody's own work"),
        (("--round", "x"), "no round"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    run: Run, shared: Path, arguments: tuple[str, ...], words: str
) -> None:
    ran = run("agreement", "--as", "sol", *arguments)
    assert ran.code == 1
    assert ran.out == ""
    assert words in ran.err
    assert ran.err.count("\n") == 1


def test_nothing_is_drawn_in_colour_where_nobody_sees_it(run: Run, shared: Path) -> None:
    ran = run("agreement", "--as", "sol")
    assert "\x1b" not in ran.out
    assert "1.0█" in ran.out
