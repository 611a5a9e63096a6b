"""The shape of ``doc.user_data["ann"]``, and of a line of ``relations/*.jsonl``: everything a layer says of a document.

Offsets are code points of the document's text, half-open.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import ConfigDict, Field

from workbench.training.contract.shape import Number, Shape

SpanId: TypeAlias = Annotated[str, Field(pattern=r"^s[1-9][0-9]*$")]
Id: TypeAlias = Annotated[str, Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Range: TypeAlias = Annotated[list[Number], Field(min_length=2, max_length=2)]
Attributes: TypeAlias = dict[str, list[str]]
"""Values by attribute; one that is absent has its default."""


class SpanSaid(Shape):
    """One span."""

    label: str = Field(description="As the export calls it.")
    label_id: str | None = Field(None, description="Its stable id, where that is not the label.")
    at: list[Range] = Field(min_length=1, description="Start and end of each fragment, in order.")
    attributes: Attributes
    links: list[Id] = Field(description="Entities of the registry, in order.")
    origin: str | None = Field(None, description="Who proposed it, where that was no human.")
    score: float | None = None
    note: str | None = None


class RelationSaid(Shape):
    """One directed relation."""

    id: Annotated[str, Field(pattern=r"^r[1-9][0-9]*$")]
    label: str
    label_id: str | None = None
    head: SpanId
    child: SpanId
    attributes: Attributes
    note: str | None = None


class Elsewhere(Shape):
    """A label that does not hold here: one that was rejected, or that too few annotators gave."""

    label: str
    at: Range


class Source(Shape):
    """Where the annotation comes from."""

    model_config = ConfigDict(protected_namespaces=(), serialize_by_alias=True)

    name: str = Field(description="The document's name.")
    layer: str = Field(description="Whose work it is.")
    kind: str
    round: int
    schema_version: int | None = Field(alias="schema", description="The version it was finished under.")


class Annotation(Shape):
    """Everything that stands in one document."""

    v: Literal[1]
    doc: Id
    spans: dict[SpanId, SpanSaid]
    relations: list[RelationSaid]
    labels: list[tuple[str, str]] = Field(description="Document labels as key and value.")
    zones: list[tuple[Number, Number, str]] = Field([], description="Skip zones: start, end and kind.")
    rejected: list[Elsewhere] = Field([], description="Suggestions that an annotator rejected.")
    disputed: list[Elsewhere] = Field([], description="What some annotators marked, and too few for a majority.")
    meta: Source
