"""Sections: the text of a spaCy config from its sections, and those that every config of an export shares."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from workbench.training.configs.effort import Effort

Sections: TypeAlias = dict[str, dict[str, Any]]
"""Settings by section, whose name has dots; a value is JSON or a reference such as ``${paths.train}``."""

TOK2VEC: Final[dict[str, Any]] = {
    "@architectures": "spacy.HashEmbedCNN.v2",
    "pretrained_vectors": None,
    "width": 96,
    "depth": 4,
    "embed_size": 2000,
    "window_size": 1,
    "maxout_pieces": 3,
    "subword_features": True,
}
"""spaCy's own small tok2vec: no vectors to download, a minute of CPU for some hundred documents."""

_CORPUS: Final[dict[str, Any]] = {
    "@readers": "spacy.Corpus.v1",
    "gold_preproc": False,
    "max_length": 0,
    "limit": 0,
    "augmenter": None,
}
_NLP: Final[dict[str, Any]] = {
    "disabled": [],
    "before_creation": None,
    "after_creation": None,
    "after_pipeline_creation": None,
}
_BATCHER: Final[dict[str, Any]] = {
    "@batchers": "spacy.batch_by_words.v1",
    "discard_oversize": False,
    "tolerance": 0.2,
    "get_length": None,
}
_SIZE: Final[dict[str, Any]] = {
    "@schedules": "compounding.v1", "start": 100, "stop": 1000, "compound": 1.001, "t": 0.0,
}  # fmt: skip
_OPTIMIZER: Final[dict[str, Any]] = {
    "@optimizers": "Adam.v1",
    "beta1": 0.9,
    "beta2": 0.999,
    "L2_is_weight_decay": True,
    "L2": 0.01,
    "grad_clip": 1.0,
    "use_averages": False,
    "eps": 1e-08,
    "learn_rate": 0.001,
}
_INITIALIZE: Final[dict[str, Any]] = {
    "vectors": "${paths.vectors}",
    "init_tok2vec": "${paths.init_tok2vec}",
    "vocab_data": None,
    "lookups": None,
    "before_init": None,
    "after_init": None,
}


@dataclass(frozen=True, slots=True)
class Pipeline:
    """One component to train, and what it needs.

    Attributes:
        name: the component that learns; its labels file is called so too.
        components: the sections of all components.
        weights: the scores that choose the best model; None for one that is only printed.
        before: components that run first, without learning.
        reader: what reads the corpus, and under which name it is told the path.
        labels: whether a labels file is required; else ``initialize`` says what the component gets.
        initialize: sections below ``initialize``.
    """

    name: str
    components: Sections
    weights: Mapping[str, float | None]
    before: Sequence[str] = ()
    reader: Mapping[str, Any] = field(default_factory=lambda: _CORPUS)
    path: str = "path"
    labels: bool = True
    initialize: Sections = field(default_factory=dict)


def config(lang: str, pipeline: Pipeline, effort: Effort) -> str:
    """The whole config of one component, for ``spacy train`` in the folder of the export."""
    names = [*pipeline.before, pipeline.name]
    training = {
        "seed": "${system.seed}",
        "gpu_allocator": "${system.gpu_allocator}",
        "dropout": 0.1,
        "accumulate_gradient": 1,
        **effort.settings(),
        "frozen_components": [],
        "annotating_components": list(pipeline.before),
        "dev_corpus": "corpora.dev",
        "train_corpus": "corpora.train",
        "before_to_disk": None,
        "before_update": None,
    }
    sections: Sections = {
        "paths": {"train": "corpus/train", "dev": "corpus/dev", "vectors": None, "init_tok2vec": None},
        "system": {"seed": 0, "gpu_allocator": None},
        "nlp": {"lang": lang, "pipeline": names, "batch_size": 256, **_NLP},
        "nlp.tokenizer": {"@tokenizers": "spacy.Tokenizer.v1"},
        "nlp.vectors": {"@vectors": "spacy.Vectors.v1"},
        **pipeline.components,
        "corpora.train": {**pipeline.reader, pipeline.path: "${paths.train}"},
        "corpora.dev": {**pipeline.reader, pipeline.path: "${paths.dev}"},
        "training": training,
        "training.logger": {"@loggers": "spacy.ConsoleLogger.v1", "progress_bar": False},
        "training.batcher": _BATCHER,
        "training.batcher.size": _SIZE,
        "training.optimizer": _OPTIMIZER,
        "training.score_weights": dict(pipeline.weights),
        "initialize": _INITIALIZE,
        "initialize.tokenizer": {},
        **(_labels(pipeline.name) if pipeline.labels else {}),
        **pipeline.initialize,
        "pretraining": {},
    }
    return render(sections)


def render(sections: Mapping[str, Mapping[str, Any]]) -> str:
    """The text of a config: sections below their parents, references as they are, every other value as JSON."""
    every: Sections = {}
    for name, settings in sections.items():
        for at in (i for i, char in enumerate(name) if char == "."):
            every.setdefault(name[:at], {})
        every[name] = dict(settings)
    return "\n".join(
        f"[{name}]\n" + "".join(f"{key} = {_value(value)}\n" for key, value in settings.items())
        for name, settings in every.items()
    )


def _labels(component: str) -> Sections:
    """Labels from a file that must be there, because spaCy passes over a wrong path in silence otherwise."""
    reader = {"@readers": "spacy.read_labels.v1", "path": f"labels/{component}.json", "require": True}
    return {f"initialize.components.{component}.labels": reader}


def _value(value: Any) -> str:
    return value if isinstance(value, str) and value.startswith("${") else json.dumps(value, ensure_ascii=False)
