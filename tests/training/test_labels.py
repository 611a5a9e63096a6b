"""Label files: what ``spacy init labels`` of the installed spaCy writes for the same corpus and configs."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import srsly
from spacy.training.initialize import init_nlp
from spacy.util import load_config_from_str

from tests.training import handmade
from workbench.training.ready.components import moves


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("labels") / "out"
    handmade.write(out, handmade.made((8, 2, 0)))
    handmade.relations()
    return out


@pytest.mark.parametrize("name", ["ner", "spancat", "textcat_multilabel", "relation_extractor"])
def test_labels_are_what_spacy_would_write(out: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """``init labels`` initializes the pipeline without our file and writes the component's label data."""
    monkeypatch.chdir(out)
    config = load_config_from_str((out / f"configs/{name}.cfg").read_text())
    config["initialize"]["components"] = {}
    theirs = init_nlp(config).get_pipe(name).label_data
    ours = handmade.read(out / f"labels/{name}.json")
    if name == "ner":
        assert srsly.json_dumps(ours) == srsly.json_dumps(theirs)
    else:
        assert sorted(ours) == sorted(theirs)


def test_moves_count_tokens_and_not_spans() -> None:
    told = moves(Counter({("LAW", 1): 2, ("LAW", 4): 1, ("ORG", 3): 2}))
    assert told["1"] == {"LAW": 6, "ORG": 6}
    assert told["4"] == {"LAW": 6, "ORG": 6, "": 1}
    assert told["0"] == {} and told["5"] == {"": 1}
