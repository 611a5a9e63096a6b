"""The config of the entity recognizer, which reads ``doc.ents``."""

from __future__ import annotations

from typing import Final

from workbench.training.configs.effort import Effort
from workbench.training.configs.sections import TOK2VEC, Pipeline, Sections, config

NAME: Final = "ner"


def ner_config(lang: str, effort: Effort, incorrect: str | None) -> str:
    """The config; ``incorrect`` is the span group of spans that are known to be wrong, where there is one."""
    components: Sections = {
        "components.ner": {
            "factory": "ner",
            "moves": None,
            "update_with_oracle_cut_size": 100,
            "incorrect_spans_key": incorrect,
        },
        "components.ner.scorer": {"@scorers": "spacy.ner_scorer.v1"},
        "components.ner.model": {
            "@architectures": "spacy.TransitionBasedParser.v2",
            "state_type": "ner",
            "extra_state_tokens": False,
            "hidden_width": 64,
            "maxout_pieces": 2,
            "use_upper": True,
            "nO": None,
        },
        "components.ner.model.tok2vec": TOK2VEC,
    }
    weights: dict[str, float | None] = {"ents_f": 1.0, "ents_p": 0.0, "ents_r": 0.0, "ents_per_type": None}
    return config(lang, Pipeline(NAME, components, weights), effort)
