"""The relation model that goes along with an export: its arithmetic, its scores, and that it learns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import load_config_from_str, load_model_from_config, minibatch
from thinc.api import Model, NumpyOps

from tests.training import handmade
from workbench.training.configs.effort import Effort
from workbench.training.configs.relation import relation_config


@pytest.fixture(scope="module")
def relations() -> Any:
    return handmade.relations()


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("relations") / "out"
    handmade.write(out, handmade.made((20, 5, 0)))
    return out


def doc_of(text: str, *ents: tuple[int, int]) -> Doc:
    doc = spacy.blank("en").make_doc(text)
    doc.set_ents([Span(doc, a, b, "X") for a, b in ents])
    return doc


def test_the_reader_gives_gold_tokens_and_entities_and_hides_relations(relations: Any, out: Path) -> None:
    examples = list(relations.gold_entities(out / "corpus/train")(spacy.blank("en")))
    assert len(examples) == 20
    for example in examples:
        assert [t.text for t in example.predicted] == [t.text for t in example.reference]
        assert [(e.start, e.end, e.label_) for e in example.predicted.ents] == [
            (e.start, e.end, e.label_) for e in example.reference.ents
        ]
        assert example.predicted._.rel == {}
        said = example.reference.user_data["ann"]["relations"]
        assert sum(map(len, example.reference._.rel.values())) == len(said)
    one_file = list(relations.gold_entities(out / "corpus/dev/0000.spacy")(spacy.blank("en")))
    assert len(one_file) == 5


def test_pairs_are_ordered_near_and_of_two(relations: Any) -> None:
    doc = doc_of("a b c d e f g h", (0, 1), (2, 4), (7, 8))
    assert [(a.start, b.start) for a, b in relations.pairs(doc, 5)] == [(0, 2), (2, 0), (2, 7), (7, 2)]
    assert relations.pairs(doc_of("a b"), 5) == []


def test_the_means_and_their_gradient(relations: Any) -> None:
    """By hand: means over head, tail and between; the gradient against central differences."""
    ops = NumpyOps()
    vectors = [np.random.default_rng(1).normal(size=(8, 3)).astype("float32"), np.zeros((2, 3), dtype="float32")]
    gradients: list[Any] = []

    def forward(model: Any, docs: Any, is_train: bool) -> Any:
        return [vector.copy() for vector in vectors], lambda d: gradients.extend(d)

    layer = relations._means(Model("fixed", forward, dims={"nO": 3}, ops=ops), 5)
    docs = [doc_of("a b c d e f g h", (0, 1), (2, 4), (7, 8)), doc_of("a b", (0, 1))]
    rows, back = layer(docs, True)
    assert rows.shape == (4, 9)
    v = vectors[0]
    wanted = np.hstack([v[2:4].mean(0), v[7:8].mean(0), v[4:7].mean(0)])
    np.testing.assert_allclose(rows[2], wanted, rtol=1e-5)
    np.testing.assert_allclose(rows[1], np.hstack([v[2:4].mean(0), v[0], v[1]]), rtol=1e-5)
    weights = np.random.default_rng(2).normal(size=rows.shape).astype("float32")
    back(weights)
    step = 1e-2
    for token in range(8):
        for column in range(3):
            up, down = v.copy(), v.copy()
            up[token, column] += step
            down[token, column] -= step
            values = []
            for changed in (up, down):
                vectors[0] = changed
                values.append(float((layer.predict(docs) * weights).sum()))
            vectors[0] = v
            slope = (values[0] - values[1]) / (2 * step)
            assert abs(slope - gradients[0][token, column]) < 1e-2, (token, column)


def test_scores_by_hand(relations: Any) -> None:
    """Found: one right, one wrong label, one too weak; gold: two, one of them where the model never looks."""
    gold, found = doc_of("a b c", (0, 1), (1, 2)), doc_of("a b c", (0, 1), (1, 2))
    gold._.rel = {(0, 1): {"AGENT": 1.0, "OBJECT": 0.0}, (90, 0): {"AGENT": 1.0}}
    found._.rel = {(0, 1): {"AGENT": 0.9, "OBJECT": 0.6}, (1, 0): {"AGENT": 0.4}}
    told = relations.score_relations([Example(found, gold)], 0.5)
    assert told["rel_micro_p"] == 0.5 and told["rel_micro_r"] == 0.5
    assert told["rel_per_type"]["AGENT"] == {"p": 1.0, "r": 0.5, "f": pytest.approx(2 / 3)}
    nothing = relations.score_relations([Example(doc_of("a"), doc_of("a"))], 0.5)
    assert nothing["rel_micro_f"] is None and nothing["rel_per_type"] is None


def trained(out: Path, epochs: int) -> Any:
    text = relation_config("en", Effort(20, 1_000), 12).replace('"labels/', f'"{out.as_posix()}/labels/')
    config = load_config_from_str(text, overrides={"paths.train": str(out / "corpus/train")})
    nlp: Any = load_model_from_config(config, auto_fill=False, validate=True)
    read = handmade.relations().gold_entities
    examples = list(read(out / "corpus/train")(nlp))
    spacy.util.fix_random_seed(0)
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(epochs):
        for batch in minibatch(examples, 4):
            nlp.update(batch, sgd=optimizer)
    return nlp


def test_a_trained_model_survives_the_disk(relations: Any, out: Path, tmp_path: Path) -> None:
    nlp = trained(out, 1)
    nlp.to_disk(tmp_path / "model")
    again = spacy.load(tmp_path / "model")
    doc = doc_of("Minister Alma today met the envoy Hugo.", (1, 2), (3, 4), (6, 7))
    pipes = [one.get_pipe("relation_extractor") for one in (nlp, again)]
    told = [pipe(doc.copy())._.rel for pipe in pipes]
    assert told[0] == told[1]
    assert set(told[0]) == {(a, b) for a in (1, 3, 6) for b in (1, 3, 6) if a != b}
    assert all(set(found) == {"AGENT", "OBJECT"} for found in told[0].values())


def test_documents_without_a_pair_are_no_trouble(relations: Any, out: Path) -> None:
    nlp = trained(out, 1)
    pipe = nlp.get_pipe("relation_extractor")
    lonely = [doc_of("Nobody came."), doc_of("Alma came.", (0, 1)), doc_of("")]
    assert [doc._.rel for doc in pipe.pipe(lonely)] == [{}, {}, {}]
    assert pipe.update([Example(doc, doc) for doc in lonely]) == {"relation_extractor": 0.0}
    full = doc_of("Alma met Hugo.", (0, 1), (2, 3))
    assert [len(doc._.rel) for doc in pipe.pipe([lonely[0], full, lonely[1]])] == [0, 2, 0]


def test_it_learns_who_does_what(relations: Any, out: Path) -> None:
    nlp = trained(out, 20)
    examples = list(relations.gold_entities(out / "corpus/dev")(nlp))
    assert nlp.evaluate(examples)["rel_micro_f"] > 0.8
