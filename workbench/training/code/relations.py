"""Relations in spaCy: ``doc._.rel``, a reader of gold entities, and a small model that learns which pairs are related.

One file, because ``--code`` of spaCy's commands takes one. It needs spaCy and nothing else:

    python -m spacy train configs/relation_extractor.cfg --code code/relations.py --output training/relation_extractor

``doc._.rel`` has the form of explosion's tutorial ``rel_component``: ``{(head.start, tail.start): {label: number}}``,
keyed by the first tokens of two of ``doc.ents``; 1.0 is related, 0.0 and what is absent is not. Predictions are
probabilities. The reader has that tutorial's name and argument, so either component trains on the same corpus.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias, cast

from spacy.language import Language
from spacy.pipeline.trainable_pipe import TrainablePipe  # type: ignore[import-not-found]
from spacy.scorer import PRFScore
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.util import registry
from spacy.vocab import Vocab
from thinc.api import (
    Dropout,
    HashEmbed,
    Linear,
    Maxout,
    Model,
    Optimizer,
    chain,
    concatenate,
    set_dropout_rate,
)
from thinc.types import Floats2d, Ints2d

Pair: TypeAlias = tuple[Any, Any]
"""Two of a document's entities (spaCy's spans): the head, and the tail."""

if not Doc.has_extension("rel"):
    Doc.set_extension("rel", default={})


# -- the reader ------------------------------------------------------------------


@registry.readers("Gold_ents_Corpus.v1")  # type: ignore[untyped-decorator]
def gold_entities(file: Path) -> Callable[[Language], Iterator[Example]]:
    """A reader of a ``.spacy`` file, or of a folder of them, that gives the model the gold tokens and entities."""

    def read(nlp: Language) -> Iterator[Example]:
        for path in sorted(Path(file).rglob("*.spacy")) if Path(file).is_dir() else [Path(file)]:
            for gold in DocBin().from_disk(path).get_docs(nlp.vocab):
                yield Example(_with_entities_only(gold), gold)

    return read


def _with_entities_only(gold: Doc) -> Doc:
    doc = Doc(gold.vocab, words=[t.text for t in gold], spaces=[bool(t.whitespace_) for t in gold])
    doc.set_ents(list(gold.ents))
    return doc


# -- the model -------------------------------------------------------------------


def pairs(doc: Doc, max_length: int) -> list[Pair]:
    """Every ordered pair of different entities whose first tokens are at most ``max_length`` apart."""
    ents = list(doc.ents)
    return [(a, b) for a in ents for b in ents if a.start != b.start and abs(a.start - b.start) <= max_length]


@registry.architectures("workbench.SpanPairs.v1")  # type: ignore[untyped-decorator]
def span_pairs(
    tok2vec: Model[list[Doc], list[Floats2d]], max_length: int, hidden: int, nO: int | None = None
) -> Model[list[Doc], Floats2d]:
    """Documents to one row of logits a pair, one column a label.

    A pair is seen as the mean vectors of its head, its tail and the words between, with the labels of both and the
    distance with its direction.
    """
    width = tok2vec.get_dim("nO")
    shape: Any = chain(
        _shapes(max_length),
        concatenate(*[cast(Any, HashEmbed(16, 500, column=column)) for column in range(3)]),
    )
    model: Model[list[Doc], Floats2d] = chain(
        concatenate(cast(Any, _means(tok2vec, max_length)), shape),
        Maxout(nO=hidden, nI=3 * width + 3 * 16, nP=3, normalize=True),
        Dropout(0.0),
        Linear(nO=nO, nI=hidden, init_W=lambda ops, shape: ops.alloc(shape)),
    )
    model.set_ref("output", model.layers[-1])
    model.attrs["max_length"] = max_length
    return model


def _means(tok2vec: Model[list[Doc], list[Floats2d]], max_length: int) -> Model[list[Doc], Floats2d]:
    """Documents to the mean vectors of head, tail and what stands between, side by side; [pairs, 3 × width]."""
    return Model("pair_means", _forward_means, layers=[tok2vec], attrs={"max_length": max_length}, init=_init_means)


def _init_means(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    model.layers[0].initialize(X=X)


def _forward_means(model: Model[Any, Any], docs: list[Doc], is_train: bool) -> tuple[Floats2d, Callable[[Any], Any]]:
    """Means by prefix sums: one subtraction a range, however long it is."""
    ops = model.ops
    vectors, back = model.layers[0](docs, is_train)
    ranges = [_ranges(ops, doc, model.attrs["max_length"]) for doc in docs]
    width = vectors[0].shape[1] if vectors else 0
    rows = [_means_of(ops, v, a, b).reshape((-1, 3 * width)) for v, (a, b) in zip(vectors, ranges, strict=True)]

    def backprop(gradient: Floats2d) -> Any:
        at, out = 0, []
        for v, (first, last) in zip(vectors, ranges, strict=True):
            n = len(first) // 3
            part = gradient[at : at + n].reshape((-1, width)) / _lengths(ops, first, last)
            edges = ops.alloc2f(len(v) + 1, width)
            ops.scatter_add(edges, first, part)
            ops.scatter_add(edges, last, -part)
            out.append(ops.xp.cumsum(edges, axis=0)[:-1])
            at += n
        return back(out)

    return ops.xp.vstack(rows) if rows else ops.alloc2f(0, 3 * width), backprop


def _means_of(ops: Any, vectors: Any, first: Any, last: Any) -> Any:
    sums = ops.alloc2f(len(vectors) + 1, vectors.shape[1])
    sums[1:] = ops.xp.cumsum(vectors, axis=0)
    return (sums[last] - sums[first]) / _lengths(ops, first, last)


def _ranges(ops: Any, doc: Doc, max_length: int) -> tuple[Any, Any]:
    """First and one past last tokens of head, tail and between (empty where they touch), for each pair in turn."""
    found = []
    for head, tail in pairs(doc, max_length):
        left, right = min(head.end, tail.end), max(head.start, tail.start)
        found += [(head.start, head.end), (tail.start, tail.end), (left, max(left, right))]
    array = ops.xp.asarray(found, dtype="int64").reshape((-1, 2))
    return array[:, 0], array[:, 1]


def _lengths(ops: Any, first: Any, last: Any) -> Any:
    return ops.xp.maximum(last - first, 1).astype("float32").reshape((-1, 1))


def _shapes(max_length: int) -> Model[list[Doc], Ints2d]:
    """Documents to three numbers a pair: the label of the head, that of the tail, and a signed class of distance."""
    return Model("pair_shapes", _forward_shapes, attrs={"max_length": max_length})


def _forward_shapes(model: Model[Any, Any], docs: list[Doc], is_train: bool) -> tuple[Ints2d, Callable[[Any], Any]]:
    rows = [
        (head.label, tail.label, 2 * _distance(abs(tail.start - head.start)) + (tail.start > head.start))
        for doc in docs
        for head, tail in pairs(doc, model.attrs["max_length"])
    ]
    keys = model.ops.xp.asarray(rows, dtype="uint64").reshape((-1, 3))
    return keys, lambda gradient: []


def _distance(tokens: int) -> int:
    """Each short distance is a class of its own; longer ones share a class with those up to twice as long."""
    return tokens if tokens < 8 else 4 + tokens.bit_length()


# -- the component ---------------------------------------------------------------


@Language.factory(
    "relation_extractor",
    requires=["doc.ents", "token.ent_iob", "token.ent_type"],
    assigns=["doc._.rel"],
    default_score_weights={"rel_micro_f": 1.0, "rel_micro_p": 0.0, "rel_micro_r": 0.0},
)
def make_relation_extractor(
    nlp: Language, name: str, model: Model[list[Doc], Floats2d], threshold: float
) -> RelationExtractor:
    """The component; ``threshold`` is the probability from which a label counts in scores."""
    return RelationExtractor(nlp.vocab, model, name, threshold=threshold)


class RelationExtractor(TrainablePipe):  # type: ignore[misc]
    """Writes the probability of every relation label, for every pair of near entities, into ``doc._.rel``."""

    def __init__(self, vocab: Vocab, model: Model[list[Doc], Floats2d], name: str, *, threshold: float) -> None:
        self.vocab = vocab
        self.model = model
        self.name = name
        self.cfg: dict[str, Any] = {"labels": [], "threshold": threshold}
        self.scorer = None

    @property
    def labels(self) -> tuple[str, ...]:
        """The relation labels, in the order of the model's columns."""
        return tuple(self.cfg["labels"])

    @property
    def label_data(self) -> list[str]:
        """The labels as ``spacy init labels`` writes them."""
        return list(self.labels)

    def add_label(self, label: str) -> int:
        """Add a label before training; returns how many are new."""
        new = label not in self.labels
        self.cfg["labels"] += [label] * new
        return int(new)

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,
        labels: list[str] | None = None,
    ) -> None:
        """Learn the labels (all that the examples name, where none are given) and the shape of the model."""
        for label in sorted(_named(get_examples())) if labels is None else labels:
            self.add_label(label)
        self._require_labels()
        self.model.get_ref("output").set_dim("nO", len(self.labels))
        sample = [example.reference for example in islice(get_examples(), 10)]
        self.model.initialize(X=sample)

    def pairs(self, doc: Doc) -> list[Pair]:
        """The pairs of a document that the model looks at."""
        return pairs(doc, self.model.attrs["max_length"])

    def predict(self, docs: Iterable[Doc]) -> Floats2d:
        """The probabilities of the labels, [pairs of all documents, labels]."""
        logits = self.model.predict(list(docs))
        return self.model.ops.sigmoid(logits)

    def set_annotations(self, docs: Iterable[Doc], scores: Floats2d) -> None:
        """Write probabilities into the documents."""
        rows = iter(scores.tolist())
        for doc in docs:
            doc._.rel = {
                (a.start, b.start): dict(zip(self.labels, next(rows), strict=True)) for a, b in self.pairs(doc)
            }

    def update(
        self,
        examples: Iterable[Example],
        *,
        drop: float = 0.0,
        sgd: Optimizer | None = None,
        losses: dict[str, float] | None = None,
    ) -> dict[str, float]:
        """Learn from a batch; the loss is the cross entropy of each pair and label, its gradient that of the logits."""
        losses = {} if losses is None else losses
        losses.setdefault(self.name, 0.0)
        examples = [example for example in examples if self.pairs(example.predicted)]
        if not examples:
            return losses
        set_dropout_rate(self.model, drop)
        logits, backprop = self.model.begin_update([example.predicted for example in examples])
        loss, gradient = self.get_loss(examples, logits)
        backprop(gradient)
        if sgd is not None:
            self.finish_update(sgd)
        losses[self.name] += loss
        return losses

    def get_loss(self, examples: Iterable[Example], scores: Any) -> tuple[float, Any]:
        """The loss of logits, and its gradient."""
        ops = self.model.ops
        truth = ops.asarray2f(
            [
                [example.reference._.rel.get((a.start, b.start), {}).get(label, 0.0) for label in self.labels]
                for example in examples
                for a, b in self.pairs(example.predicted)
            ]
        )
        loss = ops.xp.logaddexp(0, scores) - truth * scores
        return float(loss.sum()), ops.sigmoid(scores) - truth

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, Any]:
        """Precision, recall and F over all relations; a gold relation between distant entities counts as missed."""
        return score_relations(examples, self.cfg["threshold"])


def _named(examples: Iterable[Example]) -> set[str]:
    return {label for example in examples for found in example.reference._.rel.values() for label in found}


def score_relations(examples: Iterable[Example], threshold: float) -> dict[str, Any]:
    """``rel_micro_p``, ``rel_micro_r``, ``rel_micro_f`` over all labels, and by label; None where undefined."""
    by_label: dict[str, PRFScore] = {}
    total = PRFScore()
    for example in examples:
        gold, found = (_related(doc, threshold) for doc in (example.reference, example.predicted))
        for label in {label for *_, label in gold | found}:
            of_label = [{one for one in related if one[2] == label} for related in (found, gold)]
            by_label.setdefault(label, PRFScore()).score_set(*of_label)
        total.score_set(found, gold)
    known = len(total) > 0
    return {
        "rel_micro_p": total.precision if known else None,
        "rel_micro_r": total.recall if known else None,
        "rel_micro_f": total.fscore if known else None,
        "rel_per_type": {label: by_label[label].to_dict() for label in sorted(by_label)} or None,
    }


def _related(doc: Doc, threshold: float) -> set[tuple[int, int, str]]:
    return {(*pair, label) for pair, found in doc._.rel.items() for label, p in found.items() if p >= threshold}
