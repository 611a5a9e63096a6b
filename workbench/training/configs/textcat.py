"""The config of the text categorizer, which reads ``doc.cats``; multilabel, because only that one knows *missing*."""

from __future__ import annotations

from typing import Final

from workbench.training.configs.effort import Effort
from workbench.training.configs.sections import Pipeline, Sections, config

NAME: Final = "textcat_multilabel"


def textcat_config(lang: str, effort: Effort) -> str:
    """The config of a linear model over the words, which is fast and hard to beat with some hundred documents."""
    components: Sections = {
        "components.textcat_multilabel": {"factory": "textcat_multilabel", "threshold": 0.5},
        "components.textcat_multilabel.scorer": {"@scorers": "spacy.textcat_multilabel_scorer.v2"},
        "components.textcat_multilabel.model": {
            "@architectures": "spacy.TextCatBOW.v3",
            "exclusive_classes": False,
            "length": 262144,
            "ngram_size": 1,
            "no_output_layer": False,
            "nO": None,
        },
    }
    weights: dict[str, float | None] = {
        "cats_score": 1.0,
        "cats_macro_f": None,
        "cats_micro_f": None,
        "cats_f_per_type": None,
    }
    return config(lang, Pipeline(NAME, components, weights), effort)
