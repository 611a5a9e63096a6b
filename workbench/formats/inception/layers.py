"""Layers: what an annotation of INCEpTION says; there it is a row of features, here a label with attributes."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from typing import Final, NamedTuple

from workbench.formats.exchange import Attributes, Link

SPAN: Final = "custom.Span"
RELATION: Final = "custom.Relation"
"""The layers that every new INCEpTION project has."""

LABEL: Final = "label"
IDENTIFIER: Final = "identifier"
NOTE: Final = "note"
SCORE: Final = "score"

LABELS: Final = (LABEL, "value", "DependencyType", "referenceType")
"""Features whose value is the label, the first that is there."""

NOT_SPANS: Final = frozenset(
    (
        *("Token", "Sentence", "DocumentAnnotation", "DocumentMetaData", "Lemma", "Stem", "MorphologicalFeatures"),
        *("TagDescription", "TagsetDescription", "LayerDefinition", "FeatureDefinition"),
    )
)
"""Layers that carry the text's own structure, by their short names; parts of speech and constituents come on top."""


class Named(NamedTuple):
    """An annotation's features, sorted out."""

    label: str
    attributes: Attributes
    links: tuple[Link, ...]
    note: str | None
    score: float | None


def short(layer: str) -> str:
    """A layer's name without its package."""
    return layer.rpartition(".")[2]


def structural(layer: str) -> bool:
    """Whether a layer holds the text's structure (tokens, parts of speech, constituents) rather than what it means."""
    name = short(layer)
    return name in NOT_SPANS or name == "POS" or name.startswith("POS_") or ".constituent." in layer


def named(layer: str, features: Iterable[tuple[str, str]]) -> Named:
    """Sort out features that have a value: the label, else the layer's short name; links; a note; a score; the rest."""
    given = list(features)
    keys = {key for key, _ in given}
    label_key = next((key for key in LABELS if key in keys), None)
    label, score, note = short(layer), None, None
    links: list[Link] = []
    rest: list[tuple[str, str]] = []
    for key, value in given:
        if key == label_key and value:
            label, label_key = value, None
        elif key == IDENTIFIER:
            links.append(Link(value))
        elif key == NOTE and note is None:
            note = value
        elif key == SCORE and score is None and (number := _number(value)) is not None:
            score = number
        else:
            rest.append((key, value))
    return Named(label, tuple(rest), tuple(links), note, score)


def _number(value: str) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return number if isfinite(number) else None
