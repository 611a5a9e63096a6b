"""``workbench disagreements`` on a project in which two finished one document."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, annotate
from workbench.store import annotators
from workbench.store.database import Database

WORDS = ("Koskinen", "signed")


@pytest.fixture
def differing(project: Path) -> Path:
    """Mika has two spans and a relation; noor, who finished too, has nothing."""
    with Database.open(str(project)) as database:
        annotate(database, "noor", "done", marked=False)
    return project


def test_the_table_shows_what_settling_changes(run: Run, differing: Path) -> None:
    ran = run("disagreements", "--as", "sol")
    assert ran.code == 0, ran.err
    assert "3 disagreements" in ran.out
    assert "exact F1 from 0.000" in ran.out
    assert "mika: PERSON 0–8 | noor: –" in ran.out
    assert "«Koskinen»" in ran.out


@pytest.mark.parametrize("form", ["--json", "--csv", "--jsonl"])
def test_no_form_for_programs_has_text_of_a_document(run: Run, differing: Path, form: str) -> None:
    ran = run("disagreements", "--as", "sol", form)
    assert ran.code == 0
    assert not [word for word in WORDS if word in ran.out]


def test_the_forms_say_the_same(run: Run, differing: Path) -> None:
    whole = json.loads(run("disagreements", "--as", "sol", "--json").out)
    lines = [json.loads(line) for line in run("disagreements", "--as", "sol", "--jsonl").out.splitlines()]
    rows = list(csv.DictReader(io.StringIO(run("disagreements", "--as", "sol", "--csv").out)))
    assert whole["records"] == lines
    assert [row["id"] for row in rows] == [line["id"] for line in lines]
    assert whole["disagreements"] == len(lines) == 3
    assert {line["kind"] for line in lines} == {"missed", "cascaded"}
    assert whole["settling"][0]["before"]["value"] == 0


def test_narrowing_and_sorting(run: Run, differing: Path) -> None:
    def ids(*options: str) -> list[str]:
        return [
            json.loads(line)["kind"]
            for line in run("disagreements", "--as", "sol", "--jsonl", *options).out.splitlines()
        ]

    assert ids("--kind", "missed") == ["missed", "missed"]
    assert ids("--label", "PERSON") == ["missed"]
    assert ids("--label", "AGENT") == ["cascaded"]
    assert ids("--pair", "noor,mika", "--sort", "kind") == ["missed", "missed", "cascaded"]
    assert ids("--annotators", "noor") == ids("--document", "treaty") == ids("--annotators", "mika,noor")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--kind", "odd"), "no kind odd"),
        (("--label", "odd"), "no label odd"),
        (("--pair", "mika"), "is no pair"),
        (("--pair", "mika,sol"), "sol has finished nothing"),
        (("--document", "odd"), "Nobody has finished a document odd"),
        (("--sort", "odd"), "no order odd"),
        (("--json", "--csv"), "exclude each other"),
        (("--annotators", "mika,nobody"), "no annotator nobody"),
    ],
)
def test_what_means_nothing_is_refused_in_a_sentence(
    run: Run, differing: Path, options: tuple[str, ...], said: str
) -> None:
    ran = run("disagreements", "--as", "sol", *options)
    assert ran.code == 1
    assert said in ran.err
    assert ran.out == ""


def test_nobody_in_common(run: Run, project: Path) -> None:
    ran = run("disagreements", "--as", "sol")
    assert ran.code == 1
    assert "No two annotators have finished a document in common" in ran.err


def test_an_annotator_sees_only_what_blindness_leaves(run: Run, differing: Path) -> None:
    """Noor finished it, so noor may see mika's; a fourth annotator, who finished nothing, may see nobody's."""
    with Database.open(str(differing)) as database:
        annotators.ensure(database, "eve")
    assert run("disagreements", "--as", "noor").code == 0
    assert run("disagreements", "--as", "eve").code == 1
    assert "that you may see" in run("disagreements", "--as", "eve").err
