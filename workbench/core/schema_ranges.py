"""What the lists of a schema stand for: labels from lists of labels, abstract labels and groups, and their flaws."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from workbench.core.schema import RelationLabel, Schema
from workbench.core.schema_words import Found, found, named, unknown


def expanded(schema: Schema, wanted: tuple[str, ...]) -> frozenset[str]:
    """The labels an annotator can give that a list of labels, abstract labels and groups stands for."""
    return frozenset(label for label in schema.offered if schema.matches(label, wanted))


def _lists(schema: Schema) -> Iterator[Found]:
    """Names in lists that stand for nothing, and names that stand twice."""
    spans = [*schema.groups, *schema.labels]
    for id_, relation in schema.relations.items():
        if not relation.retired:
            yield from _list(("relations", id_, "head"), relation.head, spans, "label or group")
            yield from _list(("relations", id_, "tail"), relation.tail, spans, "label or group")
    for id_, attribute in schema.attributes.items():
        if not attribute.retired:
            yield from _list(("attributes", id_, "labels"), attribute.labels, spans, "label or group")
            yield from _list(("attributes", id_, "relations"), attribute.relations, list(schema.relations), "relation")


def _list(at: tuple[str, ...], names: tuple[str, ...], known: list[str], what: str) -> Iterator[Found]:
    for i, name in enumerate(names):
        if name not in known:
            yield (*at, i), unknown(what, name, known)
        elif name in names[:i]:
            yield (*at, i), f"{named(name)} stands in this list already; write it once"


def _idle(schema: Schema) -> Iterator[Found]:
    """Ranges of which nothing can be given any more."""
    for id_, relation in schema.relations.items():
        for side, names in (("head", relation.head), ("tail", relation.tail)):
            if not relation.retired and _known(schema, names) and not expanded(schema, names):
                yield found(
                    ("relations", id_, side),
                    f"every label in the {side} of {named(id_)} is retired or abstract without children;"
                    " add one that can be given, or retire the relation",
                )
    for id_, attribute in schema.attributes.items():
        if attribute.retired:
            continue
        if not attribute.labels and not attribute.relations:
            yield ("attributes", id_), f"nothing has the attribute {named(id_)}; list its `labels` or its `relations`"
        elif not _carried(schema, id_):
            yield found(
                ("attributes", id_),
                f"every label and relation that has {named(id_)} is retired; add another, or retire the attribute",
            )


def _known(schema: Schema, names: tuple[str, ...]) -> bool:
    """Whether all names stand for something; where one does not, that flaw is told already."""
    return all(name in schema.labels or name in schema.groups for name in names)


def _carried(schema: Schema, id_: str) -> bool:
    attribute = schema.attributes[id_]
    if not _known(schema, attribute.labels) or not schema.relations.keys() >= {*attribute.relations}:
        return True
    return bool(expanded(schema, attribute.labels)) or any(not schema.relations[r].retired for r in attribute.relations)


def _directions(schema: Schema) -> Iterator[Found]:
    """Relations that contradict themselves."""
    for id_, relation in schema.relations.items():
        if relation.retired or not relation.symmetric:
            continue
        if relation.acyclic:
            yield found(
                ("relations", id_, "acyclic"),
                f"{named(id_)} is symmetric, so every pair of it is a ring; take `acyclic` or `symmetric` out",
            )
        if _known(schema, relation.head + relation.tail) and _lopsided(schema, relation):
            yield found(
                ("relations", id_, "symmetric"),
                f"{named(id_)} is symmetric but its head and tail stand for different labels;"
                " list the same on both sides, or take `symmetric` out",
            )


def _lopsided(schema: Schema, relation: RelationLabel) -> bool:
    return expanded(schema, relation.head) != expanded(schema, relation.tail)


CHECKS: Final[tuple[Callable[[Schema], Iterator[Found]], ...]] = (_lists, _idle, _directions)
