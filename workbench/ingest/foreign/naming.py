"""Names: what another tool calls a label, an attribute or a value, as the project's schema calls it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from workbench.core.fault import Fault
from workbench.core.schema import Attribute, DocumentLabelKind, Label, Part, RelationLabel, Schema

LEFT_OUT: Final = "left out by --map"
UNKNOWN: Final = "the schema has no such {}; name one with --map, or draft a schema with `workbench schema from`"
NOTHING: Final = "-"
"""What a map says instead of a name to leave something out."""


class Ours(NamedTuple):
    """The project's id for something, or why there is none."""

    id: str
    why: str = ""


class Names:
    """Looks names up in the map that was given, then in the schema: by id, by name, and by either in any case."""

    def __init__(self, schema: Schema | None, given: Mapping[str, str]) -> None:
        """Make ready.

        Args:
            schema: the project's; without one every name stands for itself.
            given: theirs to ours, ``-`` to leave out; a value of an attribute is ``key=value``.

        Raises:
            Fault: where the map names what the schema does not have.
        """
        self._schema, self._given = schema, given
        self._seen: dict[tuple[str, ...], Ours] = {}
        labels = {} if schema is None else schema.labels
        self._labels: Mapping[str, Label] = {id: one for id, one in labels.items() if not one.abstract}
        self._relations: Mapping[str, RelationLabel] = {} if schema is None else schema.relations
        self._attributes: Mapping[str, Attribute] = {} if schema is None else schema.attributes
        self._kinds: Mapping[str, DocumentLabelKind] = {} if schema is None else schema.document_labels
        if schema is not None:
            _refuse_unknown(schema, given.values())

    def label(self, theirs: str) -> Ours:
        """A span label; one that is abstract cannot be given."""
        return self._of("label", self._labels, theirs)

    def relation(self, theirs: str) -> Ours:
        """A relation label."""
        return self._of("relation", self._relations, theirs)

    def attribute(self, key: str, value: str) -> tuple[Ours, Ours]:
        """An attribute and its value."""
        key, value = self._pair(key, value)
        ours = self._of("attribute", self._attributes, key)
        found = self._attributes.get(ours.id)
        return ours, self._value(ours, {} if found is None else found.values, value)

    def document_label(self, key: str, value: str) -> tuple[Ours, Ours]:
        """A label of the whole document and its value."""
        key, value = self._pair(key, value)
        ours = self._of("document label", self._kinds, key)
        found = self._kinds.get(ours.id)
        return ours, self._value(ours, {} if found is None else found.values, value)

    def default(self, attribute: str) -> str | None:
        """The value that an unset attribute reads as."""
        found = self._attributes.get(attribute)
        return None if found is None else found.default

    def several(self, key: str) -> bool:
        """Whether an attribute or document label takes several values; unknown ones do."""
        found = self._attributes.get(key) or self._kinds.get(key)
        return found is None or found.several

    def _pair(self, key: str, value: str) -> tuple[str, str]:
        """Key and value as the map has them, where it has both at once."""
        ours = self._given.get(f"{key}={value}", "")
        if ours == NOTHING:
            return NOTHING, value
        first, equals, second = ours.partition("=")
        return (first, second) if equals else (key, value)

    def _value(self, owner: Ours, values: Mapping[str, Part], theirs: str) -> Ours:
        if owner.why or self._schema is None:
            return Ours(theirs, owner.why)
        return self._of("value", values, theirs, owner.id)

    def _of(self, part: str, parts: Mapping[str, Part], theirs: str, owner: str = "") -> Ours:
        at = part, owner, theirs
        if at not in self._seen:
            self._seen[at] = self._find(part, parts, theirs)
        return self._seen[at]

    def _find(self, part: str, parts: Mapping[str, Part], theirs: str) -> Ours:
        wanted = theirs if part == "value" else self._given.get(theirs, theirs)
        if wanted == NOTHING:
            return Ours("", LEFT_OUT)
        if self._schema is None:
            return Ours(wanted)
        found = lookup(parts, wanted)
        return Ours("", UNKNOWN.format(part)) if found is None else Ours(found)


def lookup(parts: Mapping[str, Part], wanted: str) -> str | None:
    """The id of the part that a word means: its id, its name, either in any case and writing, or its key or code."""
    offered = sorted(parts.items(), key=lambda item: item[1].retired)
    plain = _plain(wanted)
    for means in (
        lambda id, one: id == wanted,
        lambda id, one: one.name == wanted,
        lambda id, one: plain in (_plain(id), _plain(one.name or "")) and bool(plain),
        lambda id, one: wanted in (getattr(one, "key", None), getattr(one, "code", None)) and bool(wanted),
    ):
        for id, one in offered:
            if means(id, one):
                return id
    return None


def _plain(name: str) -> str:
    """A name without what tools write differently: case, blanks, dashes and underscores."""
    return name.casefold().translate({ord(c): None for c in " _-"})


def _refuse_unknown(schema: Schema, wanted: Iterable[str]) -> None:
    kinds: tuple[Mapping[str, Part], ...] = (schema.labels, schema.relations, schema.attributes, schema.document_labels)
    for name in wanted:
        key = name.partition("=")[0] if "=" in name else name
        if name != NOTHING and all(lookup(parts, one) is None for parts in kinds for one in (name, key)):
            raise Fault(f"The map names {name!a}, which the schema does not have", "`workbench schema show` lists it")
