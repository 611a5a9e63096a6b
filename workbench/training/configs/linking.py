"""The config of the entity linker, which reads the ``kb_id`` of gold ``doc.ents`` and a knowledge base."""

from __future__ import annotations

from typing import Final

from workbench.training.configs.effort import Effort
from workbench.training.configs.sections import TOK2VEC, Pipeline, Sections, config

NAME: Final = "entity_linker"
WIDTH: Final = 64
"""Numbers in the vector of an entity; ``code/make_kb.py`` writes as many."""

_UNUSED: Final = {"sents_f": None, "sents_p": None, "sents_r": None}
"""Scores of the sentencizer, which would count for half where nobody says otherwise."""


def linking_config(lang: str, effort: Effort, kb: str) -> str:
    """The config for the knowledge base at ``kb``; a sentencizer goes first, because the linker reads sentences."""
    components: Sections = {
        "components.sentencizer": {"factory": "sentencizer", "overwrite": False, "punct_chars": None},
        "components.sentencizer.scorer": {"@scorers": "spacy.senter_scorer.v1"},
        "components.entity_linker": {
            "factory": NAME,
            "labels_discard": [],
            "n_sents": 0,
            "incl_prior": True,
            "incl_context": True,
            "entity_vector_length": WIDTH,
            "overwrite": True,
            "use_gold_ents": True,
            "candidates_batch_size": 1,
            "threshold": None,
        },
        "components.entity_linker.get_candidates": {"@misc": "spacy.CandidateGenerator.v1"},
        "components.entity_linker.get_candidates_batch": {"@misc": "spacy.CandidateBatchGenerator.v1"},
        "components.entity_linker.generate_empty_kb": {"@misc": "spacy.EmptyKB.v2"},
        "components.entity_linker.scorer": {"@scorers": "spacy.entity_linker_scorer.v1"},
        "components.entity_linker.model": {"@architectures": "spacy.EntityLinker.v2", "nO": None},
        "components.entity_linker.model.tok2vec": {**TOK2VEC, "depth": 2},
    }
    loader = {"@misc": "spacy.KBFromFile.v1", "kb_path": kb}
    initialize = {"initialize.components.entity_linker.kb_loader": loader}
    weights: dict[str, float | None] = {"nel_micro_f": 1.0, "nel_micro_p": None, "nel_micro_r": None, **_UNUSED}
    pipeline = Pipeline(NAME, components, weights, before=("sentencizer",), labels=False, initialize=initialize)
    return config(lang, pipeline, effort)
