"""An export runs as it is: ``spacy project run``, in the folder, with nothing added."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.training import handmade
from tests.training.project import pages, stored
from workbench.cli.main import main
from workbench.ingest.tokenizer import Tokenizer
from workbench.store.annotators import join
from workbench.training.contract.annotation import Annotation
from workbench.training.contract.ledger import LedgerFile
from workbench.training.policy import Policy
from workbench.training.project import Wishes, export_project
from workbench.training.verify import verify


def exported(folder: Path, count: int, **policy: Any) -> Path:
    """The export of a generated project of so many documents."""
    with stored(str(folder / "p.db"), pages(count)) as database:
        with database.reading() as connection:
            me = join(connection, "ana").id
        wishes = Wishes("ana", Policy(**policy))
        export_project(database, me, folder / "out", wishes, lambda lang: Tokenizer(lang).fingerprint)
    return folder / "out"


def run(out: Path, workflow: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "spacy", "project", "run", workflow],
        cwd=out,
        capture_output=True,
        text=True,
        timeout=290,
    )
    assert done.returncode == 0, done.stdout[-3_000:] + done.stderr[-3_000:]
    return done.stdout


def score(out: Path, name: str, key: str) -> float:
    found: float = handmade.read(out / f"metrics/{name}.json")[key]
    return found


@pytest.mark.parametrize(
    "policy",
    [
        {},
        {"group": True, "rel": True, "spans_key": "all of it"},
        {"discontinuous": "covering", "priority": ("STATE",)},
        {"discontinuous": "drop", "ents_group": "ACTOR", "where": ()},
    ],
)
def test_what_is_written_is_read_again_and_has_the_shapes(tmp_path: Path, policy: dict[str, Any]) -> None:
    out = exported(tmp_path, 12, **policy)
    report = verify(out)
    assert report.differences == []
    assert report.documents == 12
    LedgerFile.model_validate_json((out / "ledger.json").read_bytes())
    lines = [line for path in sorted(out.glob("relations/*.jsonl")) for line in path.read_bytes().splitlines()]
    assert len([Annotation.model_validate_json(line) for line in lines]) == 12


def test_a_handful_of_documents_runs_to_its_end(tmp_path: Path) -> None:
    """No document in dev: nothing is trained, nothing fails, and the reason is said."""
    out = exported(tmp_path, 1)
    assert "dev part is empty" in run(out, "all")
    assert verify(out).ok


def test_the_samples_are_exported_verified_and_found_too_small(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    who = ["--db", "samples.db", "--as", "ana"]
    assert main(["samples", *who]) == 0
    assert main(["export", "spacy", "out", *who, "--layers", "mika,noor,sol", "--rel", "--verify", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["verified"]["differences"] == []
    assert told["verified"]["documents"] == sum(told["documents"].values()) > 0
    short = (tmp_path / "out/too-small.txt").read_text()
    assert "of the 100 documents" in short and "Labels with fewer than 50 spans" in short
    assert all(line in (tmp_path / "out/project.yml").read_text() for line in short.splitlines())


@pytest.mark.slow
def test_a_project_of_300_documents(tmp_path: Path) -> None:
    out = exported(tmp_path, 300, rel=True)
    said = run(out, "all")
    assert "✘" not in said
    assert "checks passed" in said
    assert score(out, "ner", "ents_f") > 0.5
    assert score(out, "spancat", "spans_sc_f") > 0.5
    assert score(out, "relation_extractor", "rel_micro_f") > 0.5
    assert verify(out).ok


@pytest.mark.slow
def test_relations_that_hang_on_the_verb(tmp_path: Path) -> None:
    """Who is agent and who is object follows from the verb alone; a guess that reads no verb gets .6 at best."""
    out = tmp_path / "out"
    handmade.write(out, handmade.made((240, 30, 30)))
    run(out, "relation_extractor")
    assert score(out, "relation_extractor", "rel_micro_f") > 0.8
    labels = handmade.read(out / "metrics/relation_extractor.json")["rel_per_type"]
    assert min(found["f"] for found in labels.values()) > 0.5


@pytest.mark.slow
@pytest.mark.parametrize(("name", "key"), [("textcat_multilabel", "cats_score"), ("entity_linker", "nel_micro_f")])
def test_the_other_workflows(tmp_path: Path, name: str, key: str) -> None:
    out = tmp_path / "out"
    handmade.write(out, handmade.made((60, 20, 0)))
    run(out, name)
    assert score(out, name, key) > 0.5


@pytest.mark.slow
def test_a_small_project_trains_and_says_what_is_too_small(tmp_path: Path) -> None:
    out = exported(tmp_path, 20, spans_key="all of it")
    for config in out.glob("configs/*.cfg"):
        config.write_text(config.read_text().replace("max_steps = 600", "max_steps = 100"))
    said = run(out, "all")
    assert "16 of the 100 documents" in said
    assert score(out, "ner", "ents_f") > 0
    assert score(out, "spancat", "spans_all of it_f") > 0
