"""Which keys give which label, and keys that would leave the choice open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from string import ascii_lowercase, digits
from typing import Final

from workbench.core.schema import Schema
from workbench.core.schema_ranges import expanded
from workbench.core.schema_words import Found, found, named

PLACES: Final = "123456789"
"""The keys of a schema of up to nine labels."""


def label_keys(schema: Schema) -> dict[str, str]:
    """The keys that give each label: one digit where there are up to nine, else its group's key and its own.

    Keys that the schema leaves out are filled in: the next free digit, or the first free letter of the name.
    Labels for which no key is left (the thirty-seventh of a group) are missing.
    """
    if not schema.by_keys:
        wanted = {id_: schema.labels[id_].key for id_ in schema.offered}
        return _assigned(wanted, dict.fromkeys(schema.offered, PLACES))
    members: dict[str, list[str]] = {}
    for id_ in schema.offered:
        members.setdefault(schema.labels[id_].group, []).append(id_)
    known = [g for g in members if g in schema.groups]
    groups = _assigned({g: schema.groups[g].key for g in known}, {g: _letters(g) for g in known})
    out: dict[str, str] = {}
    for group, first in groups.items():
        keys = {i: schema.labels[i].key for i in members[group]}
        own = _assigned(keys, {i: _letters(schema.label_name(i)) for i in members[group]})
        out |= {id_: first + second for id_, second in own.items()}
    return {id_: out[id_] for id_ in schema.offered if id_ in out}


def _assigned(wanted: Mapping[str, str | None], choices: Mapping[str, str]) -> dict[str, str]:
    """Each id's own key, or the first of its choices that no other has."""
    out = {id_: key for id_, key in wanted.items() if key is not None}
    for id_, choice in choices.items():
        free = next((key for key in choice if key not in out.values()), None)
        if id_ not in out and free is not None:
            out[id_] = free
    return out


def _letters(name: str) -> str:
    """Keys in the order they are tried for a name: its own letters, then the alphabet, then digits."""
    return "".join(c for c in name.lower() if c in ascii_lowercase) + ascii_lowercase + digits


def _label_keys(schema: Schema) -> Iterator[Found]:
    if not schema.by_keys:
        keys = {id_: schema.labels[id_].key for id_ in schema.offered}
        for id_, key in keys.items():
            if key is not None and key not in PLACES:
                yield found(
                    ("labels", id_, "key"),
                    f"with up to nine labels the keys are digits, not {named(key)}; write 1 to 9, or leave the key out",
                )
        yield from _shared("labels", keys, "label")
        return
    offering = {schema.labels[id_].group for id_ in schema.offered}
    yield from _shared("groups", {id_: g.key for id_, g in schema.groups.items() if id_ in offering}, "group")
    for group in schema.groups:
        own = {id_: schema.labels[id_].key for id_ in schema.offered if schema.labels[id_].group == group}
        yield from _shared("labels", own, "label of the group")


def _shared(section: str, keys: Mapping[str, str | None], what: str) -> Iterator[Found]:
    owners: dict[str, str] = {}
    for id_, key in keys.items():
        if key is not None and owners.setdefault(key, id_) != id_:
            yield found(
                (section, id_, "key"),
                f"the key {named(key)} is that of the {what} {named(owners[key])} too; give one another key",
            )


def _relation_keys(schema: Schema) -> Iterator[Found]:
    """Relations of one key that could stand between the same two spans."""
    keyed = [id_ for id_, relation in schema.relations.items() if relation.key is not None and not relation.retired]
    for first, second in combinations(keyed, 2):
        if schema.relations[first].key == schema.relations[second].key:
            pair = next(iter(sorted(_pairs(schema, first) & _pairs(schema, second))), None)
            if pair is not None:
                yield found(
                    ("relations", second, "key"),
                    f"the key {named(schema.relations[second].key or '')} is that of {named(first)} too, and both can"
                    f" stand from {named(pair[0])} to {named(pair[1])}; give one another key",
                )


def _pairs(schema: Schema, id_: str) -> set[tuple[str, str]]:
    relation = schema.relations[id_]
    heads, tails = expanded(schema, relation.head), expanded(schema, relation.tail)
    out = {(head, tail) for head in heads for tail in tails}
    return out | {(tail, head) for head, tail in out} if relation.symmetric else out


def _attribute_keys(schema: Schema) -> Iterator[Found]:
    """Attributes of one key that one span or relation could have."""
    keyed = {i: a for i, a in schema.attributes.items() if a.key is not None and not a.retired}
    for (first, a), (second, b) in combinations(keyed.items(), 2):
        if a.key == b.key and _common(schema, a.labels, b.labels, a.relations, b.relations):
            yield found(
                ("attributes", second, "key"),
                f"the key {named(b.key or '')} is that of {named(first)} too, and one span or relation can have both;"
                " give one another key",
            )


def _common(schema: Schema, *lists: Iterable[str]) -> bool:
    a, b, c, d = (tuple(names) for names in lists)
    return bool(expanded(schema, a) & expanded(schema, b)) or not {*c}.isdisjoint(d)


CHECKS: Final[tuple[Callable[[Schema], Iterator[Found]], ...]] = (_label_keys, _relation_keys, _attribute_keys)
