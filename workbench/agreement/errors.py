"""Errors: what a model says held against the reference, as scores by label and as disagreements with their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from workbench.agreement.disagreement.listing import disagreements
from workbench.agreement.disagreement.record import MISSED, Disagreement
from workbench.agreement.gold import Scores, against
from workbench.agreement.pairwise import Pairwise, Sheet, each_pair
from workbench.agreement.report.frame import Frame
from workbench.agreement.spans.compared import compared
from workbench.agreement.spans.marks import Marks
from workbench.agreement.spans.rule import EXACT
from workbench.agreement.study import Answer, StudiedDocument
from workbench.agreement.tally import Tally
from workbench.core.schema import Schema
from workbench.core.span import Span

GOLD: Final = "gold"
"""What the reference goes by."""
MODEL: Final = "model"
"""What the model goes by."""
SPURIOUS: Final = "spurious"
"""The kind of what is missed in the reference: the model marks what nobody else does."""


@dataclass(frozen=True, slots=True)
class Read:
    """One document as the reference and the model read it; of spans nothing but label and place is compared.

    ``layers`` are the ids of the two readings; ``n`` of a span is its number in its reading.
    """

    id: UUID
    name: str
    length: int
    layers: tuple[UUID, UUID]
    gold: Sequence[Span]
    model: Sequence[Span]


@dataclass(frozen=True, slots=True)
class Row:
    """How a model does on one label, or on all: how many are right, of how many it says and how many there are."""

    scores: Scores
    right: int
    said: int
    there: int


@dataclass(frozen=True, slots=True)
class Errors:
    """What a model gets right and wrong: spans with label and both edges right, overall and by label.

    ``misses`` has every place where the two differ, document by document in text order.
    """

    documents: int
    all: Row
    labels: Mapping[str, Row]
    misses: Sequence[Disagreement]


def errors(documents: Sequence[Read], schema: Schema) -> Errors:
    """Hold what a model says against the reference."""
    frame = Frame((MODEL,), GOLD, schema)
    sheets: dict[str, Sheet] = {}
    misses: list[Disagreement] = []
    for one in documents:
        marks = {GOLD: Marks.of(one.gold), MODEL: Marks.of(one.model)}
        sheets[str(one.id)] = each_pair(marks, lambda first, second: compared(first, second, EXACT))
        misses += disagreements(_studied(one), frame)
    measure = Pairwise.of(sheets or {"": {(GOLD, MODEL): {}}})
    return Errors(
        len(documents), _row(measure, None), {label: _row(measure, label) for label in measure.labels}, misses
    )


def kind(miss: Disagreement) -> str:
    """The kind of a miss: that of a disagreement, or *spurious* where the reference has nothing."""
    says = next((side.says for side in miss.sides if GOLD in side.annotators), ())
    return SPURIOUS if miss.kind == MISSED and not says else miss.kind


def _row(measure: Pairwise, label: str | None) -> Row:
    tally: Tally = measure.tally((GOLD, MODEL), label)
    return Row(against(measure, GOLD, label)[MODEL], int(tally.both), tally.second, tally.first)


def _studied(one: Read) -> StudiedDocument:
    """The two readings as answers, numbered as they come: fragments of one span share its number."""
    answers = {
        name: Answer(layer, 0, dict(enumerate(map(_bare, spans))), {}, {})
        for name, layer, spans in zip((GOLD, MODEL), one.layers, (one.gold, one.model), strict=True)
    }
    return StudiedDocument(one.id, one.name, one.length, (), answers)


def _bare(span: Span) -> Span:
    """A span without attributes and links, of which a model says nothing."""
    return Span(span.n, span.label, span.fragments)
