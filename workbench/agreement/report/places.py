"""Coefficients of what is said of places and of documents: α, with its companions beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from workbench.agreement.attributes import Level, chosen, level_of, metric_of
from workbench.agreement.coding.alpha import krippendorff_alpha
from workbench.agreement.coding.bootstrap import alpha_interval
from workbench.agreement.coding.gwet import gwet_ac
from workbench.agreement.coding.label import Label
from workbench.agreement.coding.percent import percent_agreement
from workbench.agreement.coding.ratings import Ratings, Row
from workbench.agreement.report.frame import ATTRIBUTE, DOCUMENT, LABEL, LINK, Frame
from workbench.agreement.report.summed import Summed
from workbench.agreement.value import Value


class Said(NamedTuple):
    """How far annotators say the same: α by the level of the schema, and companions by title."""

    alpha: Value
    beside: Mapping[str, Value]


def said_value(summed: Summed, question: str, *, sure: bool) -> Said:
    """The coefficients of one question, where ``sure`` with intervals, which draw documents.

    AC1 stands only beside α of documents, because its error takes items to be independent; it comes with intervals.
    """
    ratings, metric = ratings_of(summed, question), metric_of(level(summed.frame, question))
    counts = ratings.counts
    beside = {"percent": percent_agreement(counts)}
    if not sure:
        return Said(krippendorff_alpha(counts, metric), beside)
    if question.startswith(DOCUMENT) and level(summed.frame, question) == "nominal":
        beside["AC1"] = gwet_ac(counts)
    rows = (one.said.get(question, {}) for one in summed.documents.values())
    parts = [Ratings.counted(row, ratings.labels).counts for row in rows if row]
    return Said(alpha_interval(parts, metric), beside)


def ratings_of(summed: Summed, question: str) -> Ratings:
    """What annotators said, in the scheme's labels (sets: those that were given)."""
    rows: Counter[Row] = Counter(summed.said.get(question, {}))
    return Ratings.counted(rows, _scheme(summed.frame, question, rows))


def level(frame: Frame, question: str) -> Level:
    """How what is said compares."""
    if question == LINK:
        return "set"
    if question.startswith(ATTRIBUTE):
        return level_of(frame.attributes[question.removeprefix(ATTRIBUTE)])
    if question.startswith(DOCUMENT):
        return level_of(frame.schema.document_labels[question.removeprefix(DOCUMENT)])
    return "nominal"


def _scheme(frame: Frame, question: str, rows: Counter[Row]) -> tuple[Label, ...]:
    if question == LINK:
        return Ratings.counted(rows).labels
    if question == LABEL:
        return chosen(list(rows), frame.schema.offered, several=False).labels
    key = question.removeprefix(ATTRIBUTE).removeprefix(DOCUMENT)
    kind = frame.attributes[key] if question.startswith(ATTRIBUTE) else frame.schema.document_labels[key]
    return chosen(list(rows), kind.values, kind.several).labels
