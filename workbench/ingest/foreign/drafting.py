"""Drafting: a schema made from the labels, relations and attributes that files hold, for a person to go on with."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from workbench.core.display import safe_line
from workbench.core.fault import Fault
from workbench.core.schema import Schema
from workbench.formats.exchange import Document, Reading

GROUP: Final = "spans"
_WRONG: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


class Ids:
    """Ids for other tools' names: the name itself where it can be one, told apart where two would be the same."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._ids: dict[str, str] = {}
        self._taken = set(taken)

    def __call__(self, name: str) -> str:
        """The id of a name."""
        if name not in self._ids:
            base = _WRONG.sub("_", safe_line(name)).strip("_")[:60] or "unnamed"
            id, k = base, 1
            while id in self._taken:
                k += 1
                id = f"{base}-{k}"
            self._taken.add(id)
            self._ids[name] = id
        return self._ids[name]


@dataclass(slots=True)
class _Ends:
    """The labels seen at a relation's ends, and whether it was ever said to be symmetric."""

    head: set[str] = field(default_factory=set)
    tail: set[str] = field(default_factory=set)
    symmetric: bool = False


@dataclass(slots=True)
class _Values:
    """The values seen of an attribute, what has it, and whether anything has it twice."""

    values: set[str] = field(default_factory=set)
    labels: set[str] = field(default_factory=set)
    relations: set[str] = field(default_factory=set)
    several: bool = False


@dataclass(slots=True)
class Draft:
    """What was seen so far."""

    labels: set[str] = field(default_factory=set)
    relations: dict[str, _Ends] = field(default_factory=lambda: defaultdict(_Ends))
    attributes: dict[str, _Values] = field(default_factory=lambda: defaultdict(_Values))
    kinds: dict[str, _Values] = field(default_factory=lambda: defaultdict(_Values))
    discontinuous: bool = False
    links: bool = False

    def see(self, document: Document) -> None:
        """Take in what a document holds."""
        for reading in document.readings:
            self._spans(reading)
            self._relations(reading)
            for label in reading.labels:
                seen = self.kinds[label.key]
                seen.several |= sum(other.key == label.key for other in reading.labels) > 1
                seen.values.add(label.value)

    def schema(self, name: str) -> Schema:
        """The schema that has a place for all of it, parts in the order of their names.

        Raises:
            Fault: where no label was seen.
        """
        if not self.labels:
            raise Fault(f"{name} holds no labels of spans", "A schema needs one; write it by hand")
        label_ids, relation_ids, attribute_ids, kind_ids = Ids([GROUP]), Ids(), Ids(), Ids()
        labels = {label_ids(label): {**_name(label, label_ids), "group": GROUP} for label in sorted(self.labels)}
        value: dict[str, Any] = {
            "name": safe_line(name)[:64] or "draft",
            "groups": {GROUP: self._group()},
            "labels": labels,
            "relations": {
                relation_ids(relation): {**_name(relation, relation_ids), **_ends(ends, label_ids)}
                for relation, ends in sorted(self.relations.items())
            },
            "attributes": {
                attribute_ids(key): {
                    **_name(key, attribute_ids),
                    **_values(seen),
                    "labels": [label_ids(label) for label in sorted(seen.labels)],
                    "relations": [relation_ids(relation) for relation in sorted(seen.relations)],
                }
                for key, seen in sorted(self.attributes.items())
            },
            "document_labels": {
                kind_ids(key): {**_name(key, kind_ids), **_values(seen)} for key, seen in sorted(self.kinds.items())
            },
        }
        return Schema.model_validate(value)

    def _group(self) -> dict[str, Any]:
        links = {"link": "optional"} if self.links else {}
        return {"discontinuous": self.discontinuous, "nest": "any", "token_aligned": False, **links}

    def _spans(self, reading: Reading) -> None:
        for span in reading.spans:
            self.labels.add(span.label)
            self.discontinuous |= len(span.fragments) > 1
            self.links |= bool(span.links)
            self._attributes(span.attributes, lambda seen, label=span.label: seen.labels.add(label))

    def _relations(self, reading: Reading) -> None:
        label_of = {span.id: span.label for span in reading.spans}
        for relation in reading.relations:
            if relation.head not in label_of or relation.tail not in label_of:
                continue
            ends = self.relations[relation.label]
            ends.symmetric |= relation.symmetric
            ends.head.add(label_of[relation.head])
            ends.tail.add(label_of[relation.tail])
            self._attributes(relation.attributes, lambda seen, label=relation.label: seen.relations.add(label))

    def _attributes(self, pairs: tuple[tuple[str, str], ...], had: Any) -> None:
        for key, value in pairs:
            seen = self.attributes[key]
            seen.several |= sum(other == key for other, _ in pairs) > 1
            seen.values.add(value)
            had(seen)


def _name(name: str, ids: Ids) -> dict[str, str]:
    """What people see, where it is not the id."""
    shown = safe_line(name)[:64]
    return {} if ids(name) == shown or not shown else {"name": shown}


def _ends(ends: _Ends, ids: Ids) -> dict[str, Any]:
    head, tail = ends.head, ends.tail
    if ends.symmetric:
        head = tail = head | tail
    symmetric = {"symmetric": True} if ends.symmetric else {}
    return {"head": [ids(label) for label in sorted(head)], "tail": [ids(label) for label in sorted(tail)], **symmetric}


def _values(seen: _Values) -> dict[str, Any]:
    ids = Ids()
    values = {ids(value): _name(value, ids) for value in sorted(seen.values)}
    return {"values": values, **({"several": True} if seen.several else {})}
