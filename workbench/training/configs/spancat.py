"""The config of the span categorizer, which reads a span group and lets spans overlap."""

from __future__ import annotations

from typing import Final

from workbench.training.configs.effort import Effort
from workbench.training.configs.sections import TOK2VEC, Pipeline, Sections, config
from workbench.training.configs.suggester import SpanRange

NAME: Final = "spancat"


def spancat_config(lang: str, effort: Effort, key: str, proposed: SpanRange) -> str:
    """The config for the span group ``key``; scores are named after it, or training would always show 0."""
    components: Sections = {
        "components.spancat": {"factory": "spancat", "threshold": 0.5, "spans_key": key, "max_positive": None},
        "components.spancat.scorer": {"@scorers": "spacy.spancat_scorer.v1"},
        "components.spancat.suggester": {
            "@misc": "spacy.ngram_range_suggester.v1",
            "min_size": proposed.shortest,
            "max_size": proposed.longest,
        },
        "components.spancat.model": {"@architectures": "spacy.SpanCategorizer.v1"},
        "components.spancat.model.reducer": {"@layers": "spacy.mean_max_reducer.v1", "hidden_size": 128},
        "components.spancat.model.scorer": {"@layers": "spacy.LinearLogistic.v1", "nO": None, "nI": None},
        "components.spancat.model.tok2vec": TOK2VEC,
    }
    score = f"spans_{key}"
    weights = {f"{score}_f": 1.0, f"{score}_p": 0.0, f"{score}_r": 0.0, f"{score}_per_type": None}
    return config(lang, Pipeline(NAME, components, weights), effort)
