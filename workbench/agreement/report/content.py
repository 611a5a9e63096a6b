"""The report's content: plain values that a terminal, a page, a screen or another program shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from workbench.agreement.gold import Scores
from workbench.agreement.pairwise import Pair
from workbench.agreement.value import Value


@dataclass(frozen=True, slots=True)
class Number:
    """A number with the question that it answers; it is never shown without.

    Attributes:
        name: what `--measure` calls it.
        title: a short name for a table.
        question: what it answers, in words.
        value: the number, or why there is none; with its interval where one was asked for.
        n: how many ``of`` what it rests on.
        of: what ``n`` counts.
        beside: companions that answer nearly the same question, by title.
    """

    name: str
    title: str
    question: str
    value: Value
    n: int
    of: str
    beside: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two annotators: the documents both finished, those on which both marked nothing, and each F1 by name."""

    pair: Pair
    documents: int
    both_empty: int
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A label of spans or of relations.

    ``marked`` counts spans (relations) over all pairs, so one that stands in two pairs counts twice. ``overlap`` of a
    relation label is F1 given that both have the spans.
    """

    kind: str
    label: str
    title: str
    marked: int
    exact: Value
    overlap: Value


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document that two or more people finished: the mean F1 of its pairs, and spans marked by all."""

    id: UUID
    name: str
    annotators: tuple[str, ...]
    spans: int
    exact: Value
    overlap: Value


@dataclass(frozen=True, slots=True)
class Bias:
    """How often an annotator gives a label, and how often those they are compared with do on the same documents."""

    label: str
    title: str
    own: int
    others: int

    @property
    def ratio(self) -> float | None:
        """Own over others; None where the others never give it."""
        return self.own / self.others if self.others else None


@dataclass(frozen=True, slots=True)
class AnnotatorRow:
    """An annotator among the others, on the documents they share.

    Attributes:
        name: who.
        documents: finished by them and by somebody else.
        exact: mean exact F1 with each other annotator.
        overlap: the same for overlap.
        spans: marked there.
        ratio: own spans to the mean of those they are compared with, as a Value.
        length: mean code points of a span.
        coverage: share of the text, skip zones left out, that their spans cover.
        bias: by label, the most unlike first.
        against: scores against the reference by the name of the number.
    """

    name: str
    documents: int
    exact: Value
    overlap: Value
    spans: int
    ratio: Value
    length: Value
    coverage: Value
    bias: tuple[Bias, ...]
    against: Mapping[str, Scores]


@dataclass(frozen=True, slots=True)
class Confusion:
    """What became of spans in other answers: label by label, what was missed, and what only has other edges.

    Every pair is counted from both sides, so the cells are symmetric and a row sums to ``marked``.

    Attributes:
        labels: ids of the rows and columns.
        titles: what people see for them.
        cells: [row][column]; the diagonal holds equal spans.
        boundary: of each label, spans that the other answer has with the same label and other edges.
        missed: of each label, spans that the other answer has not.
        kinds: disagreements of each kind: missed, boundary, label, boundary+label; each counted once.
        edges: of each label, how many boundary disagreements differ at the start, the end, both or inside.
    """

    labels: tuple[str, ...]
    titles: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]
    boundary: tuple[int, ...]
    missed: tuple[int, ...]
    kinds: Mapping[str, int]
    edges: Mapping[str, Mapping[str, int]]

    @property
    def marked(self) -> tuple[int, ...]:
        """The sum of each row."""
        rows = zip(self.cells, self.boundary, self.missed, strict=True)
        return tuple(sum(cells) + boundary + missed for cells, boundary, missed in rows)

    @property
    def disagreements(self) -> int:
        """How many there are, of all kinds."""
        return sum(self.kinds.values())


@dataclass(frozen=True, slots=True)
class Advice:
    """Something to do next, and which disagreements show why (options of `workbench disagreements`)."""

    sentence: str
    look: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scope:
    """What was compared and what was left out.

    Attributes:
        annotators: the people.
        gold: the reference, where there is one.
        documents: with at least one answer.
        shared: finished by two people or more.
        alone: finished by one person only, and so in no number.
        both_empty: of the shared ones, those on which nobody marked anything: no part of F1.
        resamples: how often documents were drawn for the intervals; 0 where none were asked for.
        seed: where drawing began.
        notes: what else should be known, in sentences.
    """

    annotators: tuple[str, ...]
    gold: str | None
    documents: int
    shared: int
    alone: int
    both_empty: int
    resamples: int
    seed: int
    notes: tuple[str, ...] = ()

    @property
    def counted(self) -> int:
        """The shared documents on which somebody marked something: what intervals draw from."""
        return self.shared - self.both_empty


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that `workbench agreement` says."""

    scope: Scope
    numbers: tuple[Number, ...]
    pairs: tuple[PairRow, ...]
    labels: tuple[LabelRow, ...]
    documents: tuple[DocumentRow, ...]
    annotators: tuple[AnnotatorRow, ...]
    confusion: Confusion
    reading: tuple[str, ...]
    advice: tuple[Advice, ...]
    cautions: tuple[str, ...]

    def number(self, name: str) -> Number | None:
        """The number of this name; None where the report has none."""
        return next((number for number in self.numbers if number.name == name), None)

    def value(self, name: str) -> float | None:
        """What the number of this name is; None where it is undefined or absent."""
        found = self.number(name)
        return None if found is None else found.value.value
