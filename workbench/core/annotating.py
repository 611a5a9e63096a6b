"""Annotating: each thing an annotator can do to a layer, as the edits that do it.

Every function returns edits and changes nothing; what the schema forbids is :class:`Refused` with the reason in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from workbench.core.edit import HEAD, LABEL, RELATION, SPAN, Edit, Refused
from workbench.core.layer import Layer, LayerHead
from workbench.core.relation import DocumentLabel, Relation
from workbench.core.schema import Attribute, Schema, shown
from workbench.core.span import Attributes, Fragment, Span, merged, pairs

Edits = tuple[Edit, ...]


# -- spans ---------------------------------------------------------------------


def add_span(layer: Layer, schema: Schema, label: str, fragments: Sequence[Fragment], origin: str = "human") -> Edits:
    """Put a label on a stretch of text.

    Raises:
        Refused: for an unknown, abstract or retired label, an empty range, a same span that is already there, or
            several fragments where the label's group allows one.
    """
    require_label(schema, label)
    joined = merged([f for f in fragments if f[0] < f[1]])
    if not joined:
        raise Refused("nothing is selected here", "Move to a word first")
    require_shape(schema, label, joined)
    if any(s.label == label and s.fragments == joined for s in layer.overlapping(joined[0][0], joined[-1][1])):
        raise Refused(f"this is already {schema.label_name(label)}")
    span = Span(layer.next_n, label, joined, origin=origin)
    return (Edit(SPAN, span.n, None, span.to_json()),)


def add_spans(layer: Layer, schema: Schema, label: str, ranges: Iterable[Fragment]) -> Edits:
    """Put one label on many ranges at once; ranges that already carry it are passed over."""
    require_label(schema, label)
    n = layer.next_n
    edits: list[Edit] = []
    for start, end in ranges:
        if any(s.label == label and s.fragments == ((start, end),) for s in layer.overlapping(start, end)):
            continue
        span = Span(n + len(edits), label, ((start, end),))
        edits.append(Edit(SPAN, span.n, None, span.to_json()))
    return tuple(edits)


def delete_span(layer: Layer, span: Span) -> Edits:
    """Delete a span, and with it the relations it is an end of."""
    relations = tuple(delete_relation(r)[0] for r in layer.relations_of(span.n))
    return (*relations, Edit(SPAN, span.n, span.to_json(), None))


def relabel(layer: Layer, schema: Schema, span: Span, label: str) -> Edits:
    """Give a span another label; attributes that the new label does not have go.

    Raises:
        Refused: where a relation of the span would no longer be allowed.
    """
    require_label(schema, label)
    if label == span.label:
        raise Refused(f"this is already {schema.label_name(label)}")
    require_shape(schema, label, span.fragments)
    for relation in layer.relations_of(span.n):
        head = label if relation.head == span.n else layer.spans[relation.head].label
        tail = label if relation.tail == span.n else layer.spans[relation.tail].label
        if relation.label in schema.relations and relation.label not in schema.allowed(head, tail):
            raise Refused(
                f"{schema.label_name(label)} cannot be an end of its relation {schema.relation_name(relation.label)}",
                "Delete the relation first",
            )
    kept = tuple(pair for pair in span.attributes if pair[0] in schema.attributes_of(label))
    return _put(span, replace(span, label=label, attributes=kept))


def reshape(layer: Layer, schema: Schema, span: Span, fragments: Sequence[Fragment]) -> Edits:
    """Give a span other fragments: grow, shrink, snap, add or drop a fragment.

    Raises:
        Refused: where nothing would be left, the text would be left, or the label's group allows one fragment only.
    """
    joined = merged([(max(0, a), min(layer.length, b)) for a, b in fragments if a < b])
    if not joined:
        raise Refused("nothing of the span would be left", "Delete it instead")
    require_shape(schema, span.label, joined)
    if joined == span.fragments:
        raise Refused("the span is already like this")
    return _put(span, replace(span, fragments=joined))


def set_attribute(schema: Schema, span: Span, key: str, value: str | None) -> Edits:
    """Set an attribute of a span; None (or the default, which is never stored) unsets it; several values toggle.

    Raises:
        Refused: where the label does not have the attribute or the attribute not the value.
    """
    allowed = schema.attributes_of(span.label)
    if key not in allowed:
        raise Refused(f"{schema.label_name(span.label)} has no attribute {key}")
    changed = _attributes(span.attributes, allowed[key], key, value)
    if changed == span.attributes:
        raise Refused(f"{shown(allowed[key], key)} is already so")
    return _put(span, replace(span, attributes=changed))


def link(schema: Schema, span: Span, entity: UUID) -> Edits:
    """Link a span to an entity of the registry, or take the link away where it is there.

    Raises:
        Refused: where the label's group takes no links.
    """
    group = schema.group(span.label)
    if group is not None and group.link == "none":
        raise Refused(f"{schema.label_name(span.label)} takes no links")
    if entity in span.links:
        links = tuple(x for x in span.links if x != entity)
    elif group is not None and not group.several_links:
        links = (entity,)
    else:
        links = (*span.links, entity)
    return _put(span, replace(span, links=links))


def annotate(span: Span, note: str | None) -> Edits:
    """Set or clear the note of a span."""
    return _put(span, replace(span, note=note or None))


# -- relations -----------------------------------------------------------------


def relate(layer: Layer, schema: Schema, label: str, head: Span, tail: Span) -> Edits:
    """Relate two spans.

    Raises:
        Refused: where the schema does not allow the label between these labels, or the relation is already there.
    """
    name = schema.relation_name(label)
    if label not in schema.allowed(head.label, tail.label):
        raise Refused(f"{name} cannot go from {schema.label_name(head.label)} to {schema.label_name(tail.label)}")
    if any(r.label == label and (r.head, r.tail) == (head.n, tail.n) for r in layer.relations_of(head.n)):
        raise Refused(f"{name} is already there")
    relation = Relation(layer.next_n, label, head.n, tail.n)
    return (Edit(RELATION, relation.n, None, relation.to_json()),)


def reverse(layer: Layer, schema: Schema, relation: Relation) -> Edits:
    """Exchange head and tail.

    Raises:
        Refused: where the schema does not allow the relation the other way round.
    """
    head, tail = layer.spans[relation.tail], layer.spans[relation.head]
    if relation.label not in schema.allowed(head.label, tail.label):
        raise Refused(
            f"{schema.relation_name(relation.label)} cannot go from {schema.label_name(head.label)}"
            f" to {schema.label_name(tail.label)}"
        )
    return _put(relation, replace(relation, head=relation.tail, tail=relation.head))


def relabel_relation(layer: Layer, schema: Schema, relation: Relation, label: str) -> Edits:
    """Give a relation another label.

    Raises:
        Refused: where the schema does not allow it between these ends.
    """
    head, tail = layer.spans[relation.head], layer.spans[relation.tail]
    if label not in schema.allowed(head.label, tail.label):
        raise Refused(f"{schema.relation_name(label)} cannot stand here")
    kept = tuple(pair for pair in relation.attributes if pair[0] in schema.relation_attributes_of(label))
    return _put(relation, replace(relation, label=label, attributes=kept))


def set_relation_attribute(schema: Schema, relation: Relation, key: str, value: str | None) -> Edits:
    """Set or unset an attribute of a relation, as :func:`set_attribute` does for spans."""
    allowed = schema.relation_attributes_of(relation.label)
    if key not in allowed:
        raise Refused(f"{schema.relation_name(relation.label)} has no attribute {key}")
    return _put(relation, replace(relation, attributes=_attributes(relation.attributes, allowed[key], key, value)))


def delete_relation(relation: Relation) -> Edits:
    """Delete a relation."""
    return (Edit(RELATION, relation.n, relation.to_json(), None),)


# -- the document and the layer ---------------------------------------------------


def set_document_label(layer: Layer, schema: Schema, key: str, value: str) -> Edits:
    """Choose a value for the document, or take it away where it is chosen; a single choice replaces the old one.

    Raises:
        Refused: where the schema has no such choice.
    """
    kind = schema.document_labels.get(key)
    if kind is None or value not in kind.values:
        raise Refused(f"the schema has no document label {key}={value}")
    same = [x for x in layer.labels.values() if x.key == key]
    gone = [x for x in same if x.value == value] or ([] if kind.several else same)
    edits = [Edit(LABEL, x.n, x.to_json(), None) for x in gone]
    if not any(x.value == value for x in same):
        edits.append(Edit(LABEL, layer.next_n, None, DocumentLabel(layer.next_n, key, value).to_json()))
    return tuple(edits)


def set_status(layer: Layer, status: str, schema_version: int) -> Edits:
    """Set the layer's status; *done* remembers the schema version it was finished under."""
    return _head(layer, replace(layer.head, status=status, schema=schema_version if status == "done" else None))


def set_flag(layer: Layer, flag: bool, note: str | None = None) -> Edits:
    """Flag the layer for the lead's eye, with a note, or take the flag away."""
    return _head(layer, replace(layer.head, flag=flag, flag_note=note if flag else None))


# -- shared --------------------------------------------------------------------


def require_label(schema: Schema, label: str) -> None:
    """Refuse a label that an annotator cannot give."""
    if label not in schema.labels:
        raise Refused(f"the schema has no label {label}")
    if label not in schema.offered:
        why = "is retired" if schema.labels[label].retired else "is abstract; choose one of its kinds"
        raise Refused(f"{schema.label_name(label)} {why}")


def require_shape(schema: Schema, label: str, fragments: Sequence[Fragment]) -> None:
    """Refuse several fragments where the label's group allows one."""
    group = schema.group(label)
    if len(fragments) > 1 and group is not None and not group.discontinuous:
        raise Refused(f"{schema.label_name(label)} cannot be discontinuous")


def _attributes(old: Attributes, attribute: Attribute, key: str, value: str | None) -> Attributes:
    if value is not None and value not in attribute.values:
        raise Refused(f"{shown(attribute, key)} has no value {value}")
    here = [v for k, v in old if k == key]
    rest = [pair for pair in old if pair[0] != key]
    if value is None or value == attribute.default:
        here = []
    elif not attribute.several:
        here = [value]
    else:
        here = [v for v in here if v != value] if value in here else [*here, value]
    return pairs([*rest, *((key, v) for v in here)])


def _put(old: Span | Relation, new: Span | Relation) -> Edits:
    if old == new:
        raise Refused("nothing would change")
    return (Edit(SPAN if isinstance(old, Span) else RELATION, old.n, old.to_json(), new.to_json()),)


def _head(layer: Layer, head: LayerHead) -> Edits:
    if head == layer.head:
        raise Refused("nothing would change")
    return (Edit(HEAD, 0, layer.head.to_json(), head.to_json()),)
