"""The annotation schema: which labels, relations, attributes and document labels a project uses.

The keys of every mapping are stable ids: they are what is stored. A ``name`` is what people see and may change freely.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal, Self, TypeAlias, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    WrapSerializer,
)

from workbench.core.json import canonical, sha256

Cardinality: TypeAlias = Literal["?", "*", "+", "1"]
Rule: TypeAlias = Literal["none", "optional", "required"]
Key: TypeAlias = Annotated[str, Field(pattern=r"^[a-z0-9]$", description="One letter or digit.")]
Id: TypeAlias = Annotated[
    str, Field(pattern=r"^[^\s\x00-\x1f\x7f-\x9f]{1,64}$", description="A stable id without blanks.")
]
Flag: TypeAlias = Annotated[bool, Field(strict=True)]
"""True or false and nothing that merely looks like it: in YAML 1.2 ``yes`` and ``on`` are words."""


def _from_pairs(value: Any) -> Any:
    """A mapping from pairs of id and part; anything else as it is, for pydantic to judge."""
    if isinstance(value, list) and all(isinstance(p, list) and len(p) == 2 and isinstance(p[0], str) for p in value):
        return dict(value)
    return value


def _to_pairs(value: Any, handler: SerializerFunctionWrapHandler, info: SerializationInfo) -> Any:
    """Pairs of id and part in JSON, because the order of parts is the schema's own and JSON objects have none."""
    written = handler(value)
    return [list(pair) for pair in written.items()] if info.mode == "json" else written


P = TypeVar("P")
Parts: TypeAlias = Annotated[dict[Id, P], BeforeValidator(_from_pairs), WrapSerializer(_to_pairs)]
"""Parts by id, in the order they are shown; read from a mapping or from pairs, written to JSON as pairs."""


class Part(BaseModel):
    """What every part of a schema has: a name people see, and a definition."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str | None = Field(None, min_length=1, max_length=64, description="What people see; the id where unset.")
    definition: str = Field("", description="One or two sentences of the guideline.")
    retired: Flag = Field(False, description="Kept for what already uses it; offered no more.")


class Group(Part):
    """A family of labels, with the rules its spans follow."""

    key: Key | None = Field(None, description="First key of a two-key label.")
    event: Flag = Field(False, description="Whether its spans are events: relations from them are roles.")
    overlap: Flag = Field(True, description="Whether its spans may cross each other.")
    nest: Literal["none", "different labels", "any"] = Field("different labels", description="What may stand inside.")
    discontinuous: Flag = Field(False, description="Whether its spans may have several fragments.")
    token_aligned: Flag = Field(True, description="Whether spans should start and end on token edges.")
    link: Rule = Field("none", description="Whether spans link to the registry.")
    several_links: Flag = Field(True, description="Whether a span may carry more than one link.")


class Label(Part):
    """A label of a span."""

    group: Id = Field(description="The group it belongs to.")
    key: Key | None = Field(None, description="The key (after the group's key where the schema has over nine labels).")
    code: str = Field("", max_length=3, description="Short code, drawn where the label's name has no room.")
    slot: int | None = Field(None, ge=1, le=8, description="Colour slot, 1 to 8.")
    abstract: Flag = Field(False, description="Stands for others and cannot be given itself.")
    parent: Id | None = Field(None, description="The abstract label it specialises.")
    examples: tuple[str, ...] = Field((), description="Positive examples; [brackets] mark the span.")
    negatives: tuple[str, ...] = Field((), description="Hard negatives, each with its reason.")
    boundary: str = Field("", description="Where the span starts and ends.")


class Value(Part):
    """A value of an attribute or document label."""


class Attribute(Part):
    """A feature of spans or relations with a closed list of values."""

    labels: tuple[Id, ...] = Field((), description="Labels or groups whose spans have it.")
    relations: tuple[Id, ...] = Field((), description="Relation labels that have it.")
    values: Parts[Value] = Field(description="Its values by id.")
    default: Id | None = Field(None, description="What an unset attribute reads as; never stored.")
    several: Flag = Field(False, description="Whether one span may carry several values.")
    ordered: Flag = Field(
        False, description="Whether its values are a scale, lowest first; agreement then counts steps."
    )
    key: Key | None = Field(None, description="The key that sets it.")


class RelationLabel(Part):
    """A label of relations, with what may stand at its ends."""

    head: tuple[Id, ...] = Field(min_length=1, description="Labels or groups the head may have.")
    tail: tuple[Id, ...] = Field(min_length=1, description="Labels or groups the tail may have.")
    key: Key | None = Field(None, description="The key that picks it among the relations allowed.")
    cardinality: Cardinality = Field("*", description="How many of it a head has: ? at most one, 1 one, + some, * any.")
    symmetric: Flag = Field(False, description="Whether head and tail may be exchanged.")
    transitive: Flag = Field(False, description="Whether a→b and b→c imply a→c.")
    acyclic: Flag = Field(False, description="Whether a chain of it may not return to its start.")
    examples: tuple[str, ...] = Field((), description="Examples; [brackets] mark the ends.")


class DocumentLabelKind(Part):
    """A choice made for a whole document."""

    values: Parts[Value] = Field(description="Its values by id.")
    several: Flag = Field(False, description="Whether a document may carry several values.")
    ordered: Flag = Field(
        False, description="Whether its values are a scale, lowest first; agreement then counts steps."
    )


class Schema(BaseModel):
    """A whole schema; :mod:`workbench.core.schema_faults` lists what pydantic alone cannot see."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, max_length=64, description="The schema's name.")
    language: str = Field("en", description="Language of the text: a spaCy code such as en or ja.")
    definition: str = Field("", description="What the schema is for.")
    groups: Parts[Group] = Field(description="Groups by id.")
    labels: Parts[Label] = Field(description="Span labels by id, in the order they are shown.")
    attributes: Parts[Attribute] = Field({}, description="Attributes by id.")
    relations: Parts[RelationLabel] = Field({}, description="Relation labels by id.")
    document_labels: Parts[DocumentLabelKind] = Field({}, description="Document labels by id.")
    rules: Parts[str] = Field({}, description="General rules of the guideline, by their short name.")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A validated copy with some fields changed, because pydantic's own would keep what was worked out before."""
        return type(self).model_validate({**self.model_dump(), **(update or {})})

    @cached_property
    def sha256(self) -> str:
        """The hash of the schema's canonical JSON."""
        return sha256(self.to_json())

    def to_json(self) -> str:
        """The schema as canonical JSON, parts that are at their default left out."""
        return canonical(self.model_dump(mode="json", exclude_defaults=True))

    @cached_property
    def by_keys(self) -> bool:
        """Whether labels need two keys (group, label) because there are more than nine."""
        return len(self.offered) > 9

    @cached_property
    def offered(self) -> tuple[str, ...]:
        """Ids of the labels an annotator can give, in order."""
        return tuple(i for i, label in self.labels.items() if not label.retired and not label.abstract)

    def label_name(self, label: str) -> str:
        """What people see for a span label; its id where the schema does not know it."""
        return shown(self.labels.get(label), label)

    def relation_name(self, label: str) -> str:
        """What people see for a relation label."""
        return shown(self.relations.get(label), label)

    def group_of(self, label: str) -> str | None:
        """The id of a label's group; None where the label is unknown."""
        found = self.labels.get(label)
        return None if found is None else found.group

    def group(self, label: str) -> Group | None:
        """The group of a label; None where the label or its group is unknown."""
        return self.groups.get(self.group_of(label) or "")

    def is_event(self, label: str) -> bool:
        """Whether spans of this label are events."""
        group = self.group(label)
        return group is not None and group.event

    def matches(self, label: str, wanted: tuple[str, ...]) -> bool:
        """Whether a label is in a list of labels, abstract labels and groups."""
        found = self.labels.get(label)
        names = {label} if found is None else {label, found.group, *self._ancestors(label)}
        return not names.isdisjoint(wanted)

    def _ancestors(self, label: str) -> Iterator[str]:
        seen = {label}
        found = self.labels.get(label)
        while found is not None and found.parent is not None and found.parent not in seen:
            seen.add(found.parent)
            yield found.parent
            found = self.labels.get(found.parent)

    def allowed(self, head: str, tail: str) -> tuple[str, ...]:
        """Relation labels that may stand between two span labels, in this direction."""
        return tuple(
            i
            for i, r in self.relations.items()
            if not r.retired
            and (
                (self.matches(head, r.head) and self.matches(tail, r.tail))
                or (r.symmetric and self.matches(tail, r.head) and self.matches(head, r.tail))
            )
        )

    def heads(self, label: str) -> bool:
        """Whether a span of this label can be the head of any relation."""
        return any(
            not r.retired and self.matches(label, r.head + (r.tail if r.symmetric else ()))
            for r in self.relations.values()
        )

    def attributes_of(self, label: str) -> dict[str, Attribute]:
        """Attributes that spans of this label have, by id."""
        return {i: a for i, a in self.attributes.items() if not a.retired and self.matches(label, a.labels)}

    def relation_attributes_of(self, label: str) -> dict[str, Attribute]:
        """Attributes that relations of this label have, by id."""
        return {i: a for i, a in self.attributes.items() if not a.retired and label in a.relations}


def shown(part: Part | None, id_: str) -> str:
    """What people see for a part: its name, or its id."""
    return id_ if part is None or part.name is None else part.name
