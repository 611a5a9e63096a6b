"""What differs between two schemas, part by part; parts are matched by id, so a rename is never guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from workbench.core.json import Json
from workbench.core.schema import Attribute, DocumentLabelKind, Part, Schema, shown

KINDS: Final[Mapping[str, str]] = {
    "definition": "redefined", "examples": "redefined", "negatives": "redefined", "boundary": "redefined",
    "key": "rekeyed", "code": "restyled", "slot": "restyled", "group": "moved",
}  # fmt: skip
"""The kind of change by the field that changed; other fields are rules, and *changed*."""

_NESTING: Final = ("none", "different labels", "any")

TIGHTER: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "cardinality": lambda before, after: after != "*" and before != "1",
    "nest": lambda before, after: _NESTING.index(after) < _NESTING.index(before),
    "link": lambda before, after: after == "required" or (after == "none" and before != "none"),
    "overlap": lambda before, after: not after,
    "discontinuous": lambda before, after: not after,
    "several_links": lambda before, after: not after,
    "several": lambda before, after: not after,
    "ordered": lambda before, after: False,
    "token_aligned": lambda before, after: bool(after),
    "acyclic": lambda before, after: bool(after),
    "symmetric": lambda before, after: True,
    "transitive": lambda before, after: True,
    "event": lambda before, after: True,
    "abstract": lambda before, after: bool(after),
    "parent": lambda before, after: False,
    "default": lambda before, after: True,
    "group": lambda before, after: True,
}
"""Whether a change of a field can put finished work at fault, or change what it means."""

_RANGES = ("head", "tail", "labels", "relations")


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """One difference: its kind, the part it is about, what was and what is.

    ``kind``: added, removed, renamed, retired, revived, redefined, widened, narrowed, reworded (what it says stays the
    same), rekeyed, restyled, moved (to another group), changed (another rule) or reordered.
    ``part``: schema, rule, group, label, attribute, value, relation, document label or document value.
    ``breaking``: whether work done before can be at fault now, or mean something else.
    ``owner``: of a value, what it is a value of. ``field``: which field changed, where it was one.
    ``labels``: of a range, the labels (or relations) it gained or lost.
    """

    kind: str
    part: str
    id: str
    before: Json
    after: Json
    breaking: bool = False
    owner: str = ""
    field: str = ""
    labels: tuple[str, ...] = ()


def changes(old: Schema, new: Schema) -> list[SchemaChange]:
    """Every difference between two schemas, in the order of the schema's sections; none only where they are equal."""
    return [*_whole(old, new), *_sections(old, new), *_rules(old, new)]


def _whole(old: Schema, new: Schema) -> Iterator[SchemaChange]:
    for name, kind in (("name", "renamed"), ("language", "changed"), ("definition", "redefined")):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield SchemaChange(kind, "schema", new.name, before, after, name == "language", field=name)


def _rules(old: Schema, new: Schema) -> Iterator[SchemaChange]:
    for id_ in [*new.rules, *(i for i in old.rules if i not in new.rules)]:
        before, after = old.rules.get(id_), new.rules.get(id_)
        if before != after:
            kind = "added" if before is None else "removed" if after is None else "redefined"
            yield SchemaChange(kind, "rule", id_, before, after)
    yield from _order("rule", [*old.rules], [*new.rules], "")


def _sections(old: Schema, new: Schema) -> Iterator[SchemaChange]:
    between = _Between(old, new)
    yield from between.parts("group", old.groups, new.groups)
    yield from between.parts("label", old.labels, new.labels)
    yield from between.parts("attribute", old.attributes, new.attributes)
    yield from between.parts("relation", old.relations, new.relations)
    yield from between.parts("document label", old.document_labels, new.document_labels)


def _order(part: str, before: list[str], after: list[str], owner: str) -> Iterator[SchemaChange]:
    """A change of order among the ids that both have."""
    was, now = [i for i in before if i in after], [i for i in after if i in before]
    if was != now:
        yield SchemaChange("reordered", part, "", was, now, owner=owner)


@dataclass(frozen=True, slots=True)
class _Between:
    """Two schemas, and how their parts differ."""

    old: Schema
    new: Schema

    def parts(
        self, part: str, old: Mapping[str, Part], new: Mapping[str, Part], owner: str = ""
    ) -> Iterator[SchemaChange]:
        """How one mapping of parts became another: parts of the new first, in their order, then what is gone."""
        for id_, after in new.items():
            before = old.get(id_)
            if before is None:
                yield SchemaChange("added", part, id_, None, shown(after, id_), owner=owner)
            else:
                yield from self._part(part, id_, before, after, owner)
        for id_, before in old.items():
            if id_ not in new:
                yield SchemaChange("removed", part, id_, shown(before, id_), None, breaking=True, owner=owner)
        yield from _order(part, [*old], [*new], owner)

    def _part(self, part: str, id_: str, before: Part, after: Part, owner: str) -> Iterator[SchemaChange]:
        for name in type(after).model_fields:
            was, now = getattr(before, name), getattr(after, name)
            if name == "values":
                yield from self._values(part, id_, before, after)
            elif was == now:
                continue
            elif name in _RANGES:
                yield from self._range(part, id_, name, was, now)
            elif name == "name":
                names = shown(before, id_), shown(after, id_)
                kind = "renamed" if names[0] != names[1] else "reworded"
                yield SchemaChange(kind, part, id_, *names, owner=owner, field=name)
            elif name == "retired":
                yield SchemaChange("retired" if now else "revived", part, id_, was, now, owner=owner, field=name)
            else:
                breaking = TIGHTER[name](was, now) if name in TIGHTER else False
                kind = KINDS.get(name, "changed")
                yield SchemaChange(kind, part, id_, _json(was), _json(now), breaking, owner, name)

    def _values(self, part: str, id_: str, before: Part, after: Part) -> Iterator[SchemaChange]:
        if isinstance(before, Attribute | DocumentLabelKind) and isinstance(after, Attribute | DocumentLabelKind):
            word = "value" if part == "attribute" else "document value"
            yield from self.parts(word, before.values, after.values, owner=id_)

    def _range(
        self, part: str, id_: str, name: str, was: tuple[str, ...], now: tuple[str, ...]
    ) -> Iterator[SchemaChange]:
        """What a list of labels, groups or relations lost and gained, of what both schemas know."""
        before, after = _stands_for(self.old, name, was), _stands_for(self.new, name, now)
        known = self.new.relations.keys() if name == "relations" else self.new.labels.keys()
        lost = tuple(i for i in before if i not in after and i in known)
        gained = tuple(i for i in after if i not in before)
        texts = [*was], [*now]
        if lost:
            yield SchemaChange("narrowed", part, id_, *texts, breaking=True, field=name, labels=lost)
        if gained:
            yield SchemaChange("widened", part, id_, *texts, field=name, labels=gained)
        if not lost and not gained:
            yield SchemaChange("reworded", part, id_, *texts, field=name)


def _stands_for(schema: Schema, field: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The labels (or relations) that a range stands for, retired ones too, because old work still has them."""
    if field == "relations":
        return names
    return tuple(i for i, label in schema.labels.items() if not label.abstract and schema.matches(i, names))


def _json(value: Any) -> Json:
    return list(value) if isinstance(value, tuple) else value
