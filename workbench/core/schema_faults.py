"""Flaws of a schema: what is wrong with it although every field on its own is well formed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from workbench.core import schema_keys, schema_ranges
from workbench.core.display import safe_line
from workbench.core.schema import Attribute, DocumentLabelKind, Label, Part, Schema, Value, shown
from workbench.core.schema_words import Found, found, named, unknown

Path: TypeAlias = tuple[str | int, ...]
"""Where in a schema: names of fields and ids of parts from the outside in, and places in a list, from 0."""

LANGUAGE: Final = re.compile(r"[a-z]{2,3}")
"""The codes spaCy takes: two or three small letters."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong: where, and one sentence that ends in what to do about it."""

    path: Path
    message: str


def flaws(schema: Schema) -> list[Flaw]:
    """Every flaw of a schema, in no particular order; none where the schema can be used."""
    checks = (_whole, _names, _groups, _labels, _attributes, _document_labels, _codes)
    all_found = [flaw for check in (*checks, *schema_ranges.CHECKS, *schema_keys.CHECKS) for flaw in check(schema)]
    return [Flaw(path, message) for path, message in dict.fromkeys(all_found)]


def _whole(schema: Schema) -> Iterator[Found]:
    if not LANGUAGE.fullmatch(schema.language):
        yield found(
            ("language",),
            f"{named(schema.language)} is not a language code of spaCy; write two or three small letters (en, ja)",
        )
    if not schema.offered:
        yield ("labels",), "the schema has no label that can be given; add one that is neither abstract nor retired"


def _names(schema: Schema) -> Iterator[Found]:
    """Names that people could not tell apart, or that a terminal could not show."""
    for path, parts in _mappings(schema):
        seen: dict[str, str] = {}
        for id_, part in parts.items():
            at = (*path, id_) if part.name is None else (*path, id_, "name")
            name = shown(part, id_)
            if safe_line(name) != name or safe_line(id_) != id_:
                yield at, f"{named(name)} has a character that a terminal cannot show; write it without"
            if not part.retired and seen.setdefault(name, id_) != id_:
                yield at, f"{named(name)} is what people see for {named(seen[name])} too; give one another name"


def _mappings(schema: Schema) -> Iterator[tuple[Path, dict[str, Part]]]:
    """Every mapping of parts, with its path."""
    yield ("groups",), dict(schema.groups)
    yield ("labels",), dict(schema.labels)
    yield ("attributes",), dict(schema.attributes)
    yield ("relations",), dict(schema.relations)
    yield ("document_labels",), dict(schema.document_labels)
    for id_, attribute in schema.attributes.items():
        yield ("attributes", id_, "values"), dict(attribute.values)
    for id_, kind in schema.document_labels.items():
        yield ("document_labels", id_, "values"), dict(kind.values)


def _groups(schema: Schema) -> Iterator[Found]:
    for id_, group in schema.groups.items():
        members = [i for i, label in schema.labels.items() if label.group == id_]
        if id_ in schema.labels and not schema.labels[id_].retired:
            yield ("groups", id_), f"{named(id_)} is a label too, so lists cannot tell which is meant; rename one"
        if not members and not group.retired:
            yield ("groups", id_), f"no label belongs to the group {named(id_)}; give it one, or take it out"
        if group.retired and not {*members}.isdisjoint(schema.offered):
            yield ("groups", id_, "retired"), f"{named(id_)} is retired but its labels are not; retire them as well"
        if group.link == "none" and not group.several_links:
            yield found(
                ("groups", id_, "several_links"),
                f"spans of {named(id_)} carry no links; take `several_links` out, or write `link: optional`",
            )


def _labels(schema: Schema) -> Iterator[Found]:
    parents = {label.parent for label in schema.labels.values() if not label.retired}
    for id_, label in schema.labels.items():
        if label.group not in schema.groups:
            yield ("labels", id_, "group"), unknown("group", label.group, schema.groups)
        if label.parent is not None and not label.retired:
            yield from _parent(schema, id_, label, label.parent)
        if label.abstract and not label.retired and id_ not in parents:
            yield found(
                ("labels", id_, "abstract"),
                f"no label has the abstract label {named(id_)} as its parent; give it one, or take `abstract` out",
            )
        if safe_line(label.code) != label.code:
            yield ("labels", id_, "code"), f"the code {named(label.code)} cannot be shown; write letters or digits"


def _parent(schema: Schema, id_: str, label: Label, parent: str) -> Iterator[Found]:
    at: Path = ("labels", id_, "parent")
    above = schema.labels.get(parent)
    if above is None:
        yield at, unknown("label", parent, schema.labels)
    elif _returns(schema, id_):
        yield at, f"following the parents of {named(id_)} leads back to it; take one parent of the ring out"
    elif not above.abstract:
        yield at, f"the parent {named(parent)} is not abstract; write `abstract: true` there, or choose another parent"
    elif above.group != label.group:
        yield at, f"the parent {named(parent)} is in another group; put both into one, or choose another parent"


def _returns(schema: Schema, id_: str) -> bool:
    """Whether following parents from a label comes back to it."""
    seen: set[str] = set()
    at = schema.labels[id_].parent
    while at is not None and at in schema.labels and at not in seen:
        if at == id_:
            return True
        seen.add(at)
        at = schema.labels[at].parent
    return False


def _attributes(schema: Schema) -> Iterator[Found]:
    for id_, attribute in schema.attributes.items():
        at: Path = ("attributes", id_)
        yield from _values(at, attribute)
        if attribute.default is None:
            continue
        value = attribute.values.get(attribute.default)
        if value is None:
            yield (*at, "default"), unknown("value", attribute.default, attribute.values)
        elif value.retired:
            yield (*at, "default"), f"the default {named(attribute.default)} is retired; choose a value that is not"


def _document_labels(schema: Schema) -> Iterator[Found]:
    for id_, kind in schema.document_labels.items():
        yield from _values(("document_labels", id_), kind)


def _values(at: Path, part: Attribute | DocumentLabelKind) -> Iterator[Found]:
    values: dict[str, Value] = part.values
    if not part.retired and all(value.retired for value in values.values()):
        yield (*at, "values"), f"{named(str(at[-1]))} has no value to choose; add one, or take it out"


def _codes(schema: Schema) -> Iterator[Found]:
    owners: dict[str, str] = {}
    for id_ in schema.offered:
        code = schema.labels[id_].code
        if code and owners.setdefault(code.casefold(), id_) != id_:
            yield found(
                ("labels", id_, "code"),
                f"the code {named(code)} is that of {named(owners[code.casefold()])} too; give one another code",
            )
