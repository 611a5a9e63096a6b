"""Label files: what ``spacy init labels`` would write, so that training never has to guess labels from a sample."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from workbench.core.json import Json
from workbench.training.view import View

_MISSING, _BEGIN, _IN, _LAST, _UNIT, _OUT = "0", "1", "2", "3", "4", "5"
"""spaCy's numbers of the moves of its entity recognizer."""


def ner_labels(views: Iterable[View]) -> dict[str, Json]:
    """Moves of the entity recognizer: for each, how many tokens a label has."""
    counts = Counter(ent.label for view in views for ent in view.ents for _ in range(ent.first, ent.last))
    tokens = {label: counts[label] for label in sorted(counts, key=lambda label: (-counts[label], label))}
    return {
        _MISSING: {},
        _BEGIN: dict(tokens),
        _IN: dict(tokens),
        _LAST: dict(tokens),
        _UNIT: {**tokens, "": 1},
        _OUT: {"": 1},
    }


def spancat_labels(views: Iterable[View]) -> list[str]:
    """Labels of the span group, sorted."""
    return sorted({marked.label for view in views for marked in view.sc})


def textcat_labels(views: Iterable[View]) -> list[str]:
    """Names of the document labels that were decided anywhere, sorted."""
    return sorted({name for view in views for name in view.cats})
