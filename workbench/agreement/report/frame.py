"""The frame: what is asked of every document of a study, worked out once from its schema and its people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from workbench.agreement.relations.rule import STRICT, ArcRule, undirected
from workbench.agreement.spans.rule import BOUNDARIES, EXACT, OVERLAP, OVERLAP_ANY, Rule
from workbench.agreement.study import Study
from workbench.core.schema import Attribute, Schema

SPANS: Final[Mapping[str, Rule]] = {
    "span-exact": EXACT,
    "span-overlap": OVERLAP,
    "span-boundaries": BOUNDARIES,
    "span-overlap-any": OVERLAP_ANY,
}
"""F1 of spans by the name of the number."""

SHARED: Final = "relation-given-spans"
"""F1 of relations between spans that both have."""

AGAINST: Final = ("span-exact", "span-overlap", "relation-strict")
"""What is counted against the reference, where the schema has it."""

LABEL: Final = "label"
LINK: Final = "link"
ATTRIBUTE: Final = "attribute:"
DOCUMENT: Final = "document:"
"""What is said of places, and of documents: the names of questions, the last two before a key of the schema."""


@dataclass(frozen=True)
class Frame:
    """The people compared, the reference if there is one, and the schema that says what could be said."""

    people: tuple[str, ...]
    gold: str | None
    schema: Schema

    @classmethod
    def of(cls, study: Study) -> Frame:
        """The frame of a study."""
        return cls(study.people, study.gold, study.schema)

    @cached_property
    def arcs(self) -> Mapping[str, ArcRule]:
        """F1 of relations by the name of the number; none where the schema has no relations."""
        if not self.schema.relations:
            return {}
        rules = {"relation-strict": STRICT}
        symmetric = [label for label, found in self.schema.relations.items() if found.symmetric]
        return {**rules, "relation-undirected": undirected(symmetric)} if symmetric else rules

    @cached_property
    def relations(self) -> tuple[str, ...]:
        """The names of all F1 of relations."""
        return (*self.arcs, SHARED) if self.arcs else ()

    @property
    def f1s(self) -> tuple[str, ...]:
        """The names of every F1 among people."""
        return (*SPANS, *self.relations)

    @property
    def against(self) -> tuple[str, ...]:
        """The names of every F1 with the reference; none where there is no reference."""
        return tuple(name for name in AGAINST if name in self.f1s) if self.gold else ()

    @cached_property
    def linked(self) -> frozenset[str]:
        """The labels whose spans may link to the registry."""
        groups = ((label, self.schema.group(label)) for label in self.schema.labels)
        return frozenset(label for label, group in groups if group is not None and group.link != "none")

    @cached_property
    def attributes(self) -> Mapping[str, Attribute]:
        """The attributes that spans can have."""
        return {key: found for key, found in self.schema.attributes.items() if found.labels}

    @cached_property
    def described(self) -> Mapping[str, frozenset[str]]:
        """The keys of the attributes that spans of a label can have, where there are any, retired ones too."""
        every = {
            label: frozenset(key for key, found in self.attributes.items() if self.schema.matches(label, found.labels))
            for label in self.schema.labels
        }
        return {label: keys for label, keys in every.items() if keys}
