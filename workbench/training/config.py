"""Configs: files with which ``spacy train`` runs on the export as it is, filled in by the installed spaCy."""

from __future__ import annotations

from typing import Any, Final

LONGEST: Final = 20
"""Tokens of the longest span that spancat is asked to propose; more would cost memory for the few."""

TRAINING: Final[dict[str, Any]] = {
    "seed": "${system.seed}",
    "dropout": 0.1,
    "patience": 0,
    "max_steps": 300,
    "eval_frequency": 50,
}
"""A minute on one CPU for some hundred documents; the README says what to raise for more."""


def ner_config(lang: str) -> str:
    """The config of an entity recognizer on ``doc.ents``."""
    return _config(lang, "ner", {}, {"ents_f": 1.0, "ents_p": 0.0, "ents_r": 0.0, "ents_per_type": None})


def spancat_config(lang: str, longest: int) -> str:
    """The config of a span categorizer on ``doc.spans["sc"]`` that proposes spans of up to ``longest`` tokens."""
    suggester = {"@misc": "spacy.ngram_range_suggester.v1", "min_size": 1, "max_size": max(1, min(longest, LONGEST))}
    weights = {"spans_sc_f": 1.0, "spans_sc_p": 0.0, "spans_sc_r": 0.0, "spans_sc_per_type": None}
    return _config(lang, "spancat", {"suggester": suggester, "spans_key": "sc"}, weights)


def _config(lang: str, pipe: str, settings: dict[str, Any], weights: dict[str, float | None]) -> str:
    import spacy

    nlp = spacy.blank(lang)
    nlp.add_pipe(pipe, config=settings)
    config = nlp.config.copy()
    config["paths"] |= {"train": "corpus/train", "dev": "corpus/dev"}
    config["system"] |= {"seed": 0, "gpu_allocator": None}
    config["training"] |= {**TRAINING, "score_weights": weights, "logger": _LOGGER}
    config["initialize"]["components"] = {
        pipe: {"labels": {"@readers": "spacy.read_labels.v1", "path": f"labels/{pipe}.json", "require": True}}
    }
    return str(config.to_str())


_LOGGER: Final = {"@loggers": "spacy.ConsoleLogger.v1", "progress_bar": False}
