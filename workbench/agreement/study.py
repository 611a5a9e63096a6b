"""The study: who finished what, as the report and the list of disagreements read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from workbench.core.layer import Layer
from workbench.core.relation import DocumentLabel, Relation
from workbench.core.schema import Schema
from workbench.core.span import Fragment, Span


@dataclass(frozen=True, slots=True)
class Answer:
    """What an annotator who finished a document found in it: a layer at one number of edits, without its index.

    Two answers of one ``layer`` and ``rev`` are the same answer, so whatever was counted on one holds for the other.
    """

    layer: UUID
    rev: int
    spans: Mapping[int, Span]
    relations: Mapping[int, Relation]
    labels: Mapping[int, DocumentLabel]

    @classmethod
    def of(cls, layer: Layer) -> Answer:
        """The answer a layer gives now: the values are copied, so later edits of the layer do not reach it."""
        return cls(layer.id, layer.rev, dict(layer.spans), dict(layer.relations), dict(layer.labels))


@dataclass(frozen=True, slots=True)
class StudiedDocument:
    """A document without its text, and the answers of those who *finished* it, by name; an empty answer is one."""

    id: UUID
    name: str
    length: int
    zones: tuple[Fragment, ...]
    answers: Mapping[str, Answer]

    @property
    def key(self) -> str:
        """What tallies name the document by."""
        return str(self.id)


@dataclass(frozen=True, slots=True)
class Study:
    """What is compared: documents in the project's order, and everybody with an answer to one, sorted by name.

    ``gold`` is the name among ``annotators`` that is the reference, where there is one: it takes part in no number
    that says how annotators agree with each other. A second round of an annotator goes by its own name.
    """

    documents: Sequence[StudiedDocument]
    schema: Schema
    annotators: tuple[str, ...]
    gold: str | None = None

    @property
    def people(self) -> tuple[str, ...]:
        """The annotators without the reference."""
        return tuple(name for name in self.annotators if name != self.gold)
