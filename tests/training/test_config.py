"""Configs: complete for the installed spaCy without anything filled in, and fitting the gold."""

from __future__ import annotations

from collections import Counter

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.util import load_config_from_str, load_model_from_config

from tests.training import handmade
from workbench.training.configs.effort import STREAMED, Effort
from workbench.training.configs.linking import linking_config
from workbench.training.configs.ner import ner_config
from workbench.training.configs.relation import FARTHEST, relation_config
from workbench.training.configs.spancat import spancat_config
from workbench.training.configs.suggester import COVERED, LONGEST, SpanRange, span_range
from workbench.training.configs.textcat import textcat_config

SMALL = Effort(240, 20_000)
RANGE = SpanRange(1, 7, 100, 0)
CONFIGS = {
    "ner": ner_config("en", SMALL, "incorrect"),
    "spancat": spancat_config("de", SMALL, "spans of ana", RANGE),
    "textcat_multilabel": textcat_config("en", SMALL),
    "relation_extractor": relation_config("en", SMALL, 12),
    "entity_linker": linking_config("en", SMALL, "kb/knowledge_base"),
}


@pytest.fixture(scope="module", autouse=True)
def relations() -> None:
    handmade.relations()


@pytest.mark.parametrize("name", CONFIGS)
def test_a_config_needs_nothing_filled_in(name: str) -> None:
    """A setting that the installed spaCy does not know, or one that it misses, fails here."""
    config = load_config_from_str(CONFIGS[name])
    nlp = load_model_from_config(config, auto_fill=False, validate=True)
    assert nlp.pipe_names[-1] == name
    from spacy.schemas import ConfigSchemaTraining
    from spacy.util import registry

    training = registry.resolve(config.interpolate()["training"], schema=ConfigSchemaTraining)
    assert training["train_corpus"] == "corpora.train"
    assert training["seed"] == 0
    assert set(config["corpora"]) == {"train", "dev"}


@pytest.mark.parametrize("name", sorted(set(CONFIGS) - {"entity_linker"}))
def test_a_labels_file_is_required(name: str) -> None:
    labels = load_config_from_str(CONFIGS[name])["initialize"]["components"][name]["labels"]
    assert labels == {"@readers": "spacy.read_labels.v1", "path": f"labels/{name}.json", "require": True}


def test_what_the_gold_says_stands_in_the_config() -> None:
    ner = load_config_from_str(CONFIGS["ner"])
    assert ner["components"]["ner"]["incorrect_spans_key"] == "incorrect"
    assert load_config_from_str(ner_config("en", SMALL, None))["components"]["ner"]["incorrect_spans_key"] is None
    spancat = load_config_from_str(CONFIGS["spancat"])
    assert spancat["components"]["spancat"]["spans_key"] == "spans of ana"
    assert spancat["training"]["score_weights"]["spans_spans of ana_f"] == 1.0
    suggester = spancat["components"]["spancat"]["suggester"]
    assert (suggester["min_size"], suggester["max_size"]) == (1, 7)
    assert spancat["nlp"]["lang"] == "de"


@pytest.mark.parametrize(("reach", "asked"), [(0, 1), (12, 12), (5_000, FARTHEST)])
def test_pairs_reach_as_far_as_the_gold_up_to_a_cap(reach: int, asked: int) -> None:
    model = load_config_from_str(relation_config("en", SMALL, reach))["components"]["relation_extractor"]["model"]
    assert model["max_length"] == asked


def test_a_big_corpus_is_streamed() -> None:
    for tokens, epochs in ((STREAMED - 1, 0), (STREAMED, -1)):
        config = load_config_from_str(ner_config("en", Effort(5_000, tokens), None))
        assert config["training"]["max_epochs"] == epochs


@pytest.mark.parametrize(
    ("sizes", "wanted"),
    [
        ({1: 5}, (1, 1, 0)),
        ({2: 50, 3: 50}, (2, 3, 0)),
        ({1: 990, 2: 9, 9: 1}, (1, 1, 10)),  # 990 of 1,000 are covered by one token
        ({1: 98, 2: 1, 9: 1}, (1, 2, 1)),  # 98 % are not enough, 99 % are
        ({1: 90, LONGEST + 5: 10}, (1, 1, 10)),  # up to the cap would propose much and find nothing more
        ({1: 90, LONGEST: 5, LONGEST + 5: 5}, (1, LONGEST, 5)),
        ({LONGEST + 5: 3}, (LONGEST, LONGEST, 3)),
    ],
)
def test_the_range_of_spancat(sizes: dict[int, int], wanted: tuple[int, int, int]) -> None:
    found = span_range(Counter(sizes))
    assert (found.shortest, found.longest, found.outside) == wanted


@given(st.dictionaries(st.integers(1, 60), st.integers(1, 500), min_size=1))
def test_the_range_covers_what_it_promises(sizes: dict[int, int]) -> None:
    found = span_range(Counter(sizes))
    total = sum(sizes.values())
    inside = sum(n for size, n in sizes.items() if found.shortest <= size <= found.longest)
    assert found.spans == total and found.outside == total - inside
    assert 1 <= found.shortest <= found.longest <= LONGEST
    possible = sum(n for size, n in sizes.items() if size <= LONGEST)
    assert inside >= COVERED * total or inside == possible
    smaller = sum(n for size, n in sizes.items() if found.shortest <= size < found.longest)
    assert smaller < COVERED * total


def test_no_spans_have_no_range() -> None:
    with pytest.raises(ValueError, match="no spans"):
        span_range(Counter())


def test_spacy_makes_the_same_training_of_it() -> None:
    """The settings that the config leaves to spaCy are none: dumping what spaCy understood gives the same sections."""
    config = load_config_from_str(CONFIGS["ner"])
    filled = spacy.blank("en").config.merge(config)
    assert set(filled["training"]) == set(config["training"])
    assert set(filled["nlp"]) == set(config["nlp"])
    assert set(filled["initialize"]) == set(config["initialize"])
