"""The config of the relation extractor, which reads ``doc._.rel`` between gold ``doc.ents``."""

from __future__ import annotations

from typing import Final

from workbench.training.configs.effort import Effort
from workbench.training.configs.sections import TOK2VEC, Pipeline, Sections, config

NAME: Final = "relation_extractor"
CODE: Final = "code/relations.py"
FARTHEST: Final = 100
"""Tokens between the starts of two ents that are still a pair, whatever the gold holds."""


def relation_config(lang: str, effort: Effort, reach: int) -> str:
    """The config; pairs of ents whose starts are up to ``reach`` tokens apart (at most FARTHEST) are looked at."""
    model = f"components.{NAME}.model"
    components: Sections = {
        f"components.{NAME}": {"factory": NAME, "threshold": 0.5},
        model: {
            "@architectures": "workbench.SpanPairs.v1",
            "max_length": min(max(reach, 1), FARTHEST),
            "hidden": 64,
            "nO": None,
        },
        f"{model}.tok2vec": {**TOK2VEC, "depth": 2},
    }
    weights: dict[str, float | None] = {"rel_micro_f": 1.0, "rel_micro_p": 0.0, "rel_micro_r": 0.0}
    reader = {"@readers": "Gold_ents_Corpus.v1"}
    return config(lang, Pipeline(NAME, components, weights, reader=reader, path="file"), effort)
