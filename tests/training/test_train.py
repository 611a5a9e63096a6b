"""Training: the written configs train as they are."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.training.project import pages, stored
from workbench.ingest.tokenizer import Tokenizer
from workbench.store.annotators import join
from workbench.training.project import Wishes, export_project

pytestmark = pytest.mark.slow


def spacy(*arguments: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "spacy", *arguments], cwd=folder, capture_output=True, text=True, timeout=280
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("train")
    with stored(str(folder / "p.db"), pages(200)) as database:
        with database.reading() as connection:
            me = join(connection, "ana").id
        wishes = Wishes(layers="ana")
        export_project(database, me, folder / "out", wishes, lambda lang: Tokenizer(lang).fingerprint)
    return folder / "out"


def test_the_data_are_sound(out: Path) -> None:
    spacy("debug", "data", "configs/ner.cfg", folder=out)
    spacy("debug", "data", "configs/spancat.cfg", folder=out)


@pytest.mark.parametrize(("name", "score"), [("ner", "ents_f"), ("spancat", "spans_sc_f")])
def test_a_model_learns(out: Path, name: str, score: str) -> None:
    spacy("train", f"configs/{name}.cfg", "--output", f"model-{name}", folder=out)
    meta = json.loads((out / f"model-{name}/model-best/meta.json").read_text())
    assert meta["performance"][score] > 0.5
