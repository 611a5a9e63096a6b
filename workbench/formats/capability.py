"""The capability row: what a format can carry, one word a property; the ledger of an export is computed from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Carries: TypeAlias = Literal["yes", "changed", "no"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability:
    """What a format carries as it is (yes), in another shape (changed), or not at all (no).

    Attributes:
        text: the exact text with all its white space.
        subtoken: edges inside a token.
        blanks: white space at a span's edges.
        overlap: spans that nest or cross.
        same: several labels on the same offsets.
        discontinuous: spans of several fragments.
        attributes: attributes of spans.
        links: links of spans.
        relations: binary relations between spans.
        relation_attributes: attributes of relations.
        symmetric: that a relation has no direction.
        labels: document labels.
        notes: notes on spans and relations.
        annotators: the readings of several annotators in one file.
        rejected: spans judged wrong.
        status: whether a reading is finished.
        scores: scores of a model's spans.
        empty: documents with nothing marked.
        meta: what else is known of the document.
    """

    text: Carries
    subtoken: Carries
    blanks: Carries
    overlap: Carries
    same: Carries
    discontinuous: Carries
    attributes: Carries = "no"
    links: Carries = "no"
    relations: Carries = "no"
    relation_attributes: Carries = "no"
    symmetric: Carries = "no"
    labels: Carries = "no"
    notes: Carries = "no"
    annotators: Carries = "no"
    rejected: Carries = "no"
    status: Carries = "no"
    scores: Carries = "no"
    empty: Carries = "yes"
    meta: Carries = "no"
