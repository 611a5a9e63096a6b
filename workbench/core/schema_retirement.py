"""Retirement: what a new schema leaves out but finished work still uses stays in it, offered no more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeAlias, TypeVar

from workbench.core.schema import Attribute, DocumentLabelKind, Label, Part, Schema

InUse: TypeAlias = Callable[[str, str, str], bool]
"""Whether anything has a part: (part, id, owner) with the part's word as in a schema change, owner for values only."""

P = TypeVar("P", bound=Part)
V = TypeVar("V", Attribute, DocumentLabelKind)


def with_retired(old: Schema, new: Schema, in_use: InUse) -> Schema:
    """The new schema, with every id that disappeared from the old one kept as retired where it is in use.

    What is kept stands behind what is new, in its old order. A kept label keeps its group and its abstract parents.
    """
    labels = _with_parents(old, {**new.labels, **_gone(old.labels, new.labels, lambda i: in_use("label", i, ""))})
    used = {label.group for label in labels.values()}
    lost = _gone(old.relations, new.relations, lambda i: in_use("relation", i, ""))
    kinds = _with_values(old.document_labels, new.document_labels, in_use, ("document label", "document value"))
    # A new one and no copy, because a copy takes what the first has cached along, its hash included.
    return Schema(
        name=new.name,
        language=new.language,
        definition=new.definition,
        groups={**new.groups, **_gone(old.groups, new.groups, used.__contains__)},
        labels=labels,
        attributes=_with_values(old.attributes, new.attributes, in_use, ("attribute", "value")),
        relations={**new.relations, **lost},
        document_labels=kinds,
        rules=new.rules,
    )


def _gone(old: Mapping[str, P], new: Mapping[str, P], wanted: Callable[[str], bool]) -> dict[str, P]:
    """The parts that only the old mapping has and that are wanted, retired."""
    return {
        id_: part.model_copy(update={"retired": True}) for id_, part in old.items() if id_ not in new and wanted(id_)
    }


def _with_parents(old: Schema, labels: dict[str, Label]) -> dict[str, Label]:
    """The labels with the ancestors that only the old schema knows, retired."""
    wanted = {label.parent for label in labels.values()}
    gone = _gone(old.labels, labels, wanted.__contains__)
    return _with_parents(old, labels | gone) if gone else labels


def _with_values(old: Mapping[str, V], new: Mapping[str, V], in_use: InUse, words: tuple[str, str]) -> dict[str, V]:
    """Attributes (or document labels) of the new schema, with lost ones and lost values kept where in use."""
    whole, value = words
    out = {i: _kept_values(old.get(i), part, partial(_value_in_use, in_use, value, i)) for i, part in new.items()}
    kept = _gone(old, new, lambda i: in_use(whole, i, "") or any(in_use(value, v, i) for v in old[i].values))
    return out | kept


def _value_in_use(in_use: InUse, word: str, owner: str, value: str) -> bool:
    return in_use(word, value, owner)


def _kept_values(before: V | None, part: V, wanted: Callable[[str], bool]) -> V:
    """An attribute (or document label) with the values that only the former had, retired."""
    lost = {} if before is None else _gone(before.values, part.values, wanted)
    return part.model_copy(update={"values": {**part.values, **lost}}) if lost else part
