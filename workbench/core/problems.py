"""Problems: what a layer has that its schema would rather not, or lacks that it should have.

They are findings shown to the annotator, never constraints: real files hold all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.core.layer import Layer
from workbench.core.relation import Relation
from workbench.core.schema import Schema
from workbench.core.span import Span
from workbench.core.tokens import Tokens
from workbench.core.zone import Zone


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: its kind, the span (and relation) it is about, where it is, and one sentence."""

    kind: str
    span: int
    start: int
    end: int
    message: str
    relation: int | None = None


def find_problems(layer: Layer, schema: Schema, tokens: Tokens, zones: Sequence[Zone] = ()) -> list[Problem]:
    """Every problem of a layer, in text order."""
    found = [p for span in layer.spans.values() for p in span_problems(layer, schema, tokens, span, zones)]
    found += [p for r in layer.relations.values() for p in relation_problems(layer, schema, r)]
    found += cycles(layer, schema)
    return sorted(found, key=in_text_order)


def in_text_order(problem: Problem) -> tuple[int, int, str, int, int]:
    """The sort key of the list of problems."""
    return problem.start, problem.end, problem.kind, problem.span, problem.relation or 0


def span_problems(
    layer: Layer, schema: Schema, tokens: Tokens, span: Span, zones: Sequence[Zone] = ()
) -> Iterator[Problem]:
    """The problems of one span on its own and against its neighbours."""
    label = schema.labels.get(span.label)
    group = schema.group(span.label)
    name = schema.label_name(span.label)
    if label is None or group is None:
        yield _about(span, "unknown label", f"{name} is not in the schema")
        return
    if label.retired:
        yield _about(span, "retired label", f"{name} is retired; give another label")
    if group.token_aligned and not all(tokens.aligned(a, b) for a, b in span.fragments):
        yield _about(span, "misaligned", f"{name} starts or ends inside a token")
    if span.discontinuous and not group.discontinuous:
        yield _about(span, "discontinuous", f"{name} should be one stretch of text")
    if group.link == "required" and not span.links:
        yield _about(span, "missing link", f"{name} has no link")
    if not group.several_links and len(span.links) > 1:
        yield _about(span, "several links", f"{name} has more than one link")
    if any(zone.start < span.end and span.start < zone.end for zone in zones):
        yield _about(span, "in skip zone", f"{name} stands in text that is not the author's")
    yield from _unknown_attributes(schema, span, name)
    yield from _neighbours(layer, schema, span, name)
    yield from _cardinalities(layer, schema, span, name)


def _unknown_attributes(schema: Schema, span: Span, name: str) -> Iterator[Problem]:
    allowed = schema.attributes_of(span.label)
    for key, value in span.attributes:
        if key not in allowed or value not in allowed[key].values:
            yield _about(span, "attribute", f"{name} cannot be {key}={value}")


def _neighbours(layer: Layer, schema: Schema, span: Span, name: str) -> Iterator[Problem]:
    group = schema.group(span.label)
    for other in layer.overlapping(span.start, span.end):
        if other.n >= span.n:
            continue
        same_group = schema.group_of(other.label) == schema.group_of(span.label)
        if other.fragments == span.fragments and other.label == span.label:
            yield _about(span, "duplicate", f"{name} stands here twice")
        elif not same_group or group is None:
            continue
        elif _crosses(span, other) and not group.overlap:
            yield _about(span, "overlap", f"{name} crosses {schema.label_name(other.label)}")
        elif _nests(span, other) and (
            group.nest == "none" or (group.nest == "different labels" and other.label == span.label)
        ):
            yield _about(span, "nesting", f"{name} and {schema.label_name(other.label)} stand inside one another")


def _cardinalities(layer: Layer, schema: Schema, span: Span, name: str) -> Iterator[Problem]:
    counts: dict[str, int] = defaultdict(int)
    for relation in layer.relations_of(span.n):
        if relation.head == span.n:
            counts[relation.label] += 1
    for id_, label in schema.relations.items():
        if label.retired or not schema.matches(span.label, label.head):
            continue
        n = counts[id_]
        if n > 1 and label.cardinality in "?1":
            yield _about(span, "cardinality", f"{name} has {n} of {schema.relation_name(id_)}; one is allowed")
        if n == 0 and label.cardinality in "+1":
            yield _about(span, "cardinality", f"{name} has no {schema.relation_name(id_)}")


def relation_problems(layer: Layer, schema: Schema, relation: Relation) -> Iterator[Problem]:
    """The problems of one relation, cycles apart."""
    head, tail = layer.spans[relation.head], layer.spans[relation.tail]
    name = schema.relation_name(relation.label)
    if relation.label not in schema.relations:
        yield _about(head, "unknown relation", f"{name} is not in the schema", relation.n)
    elif relation.label not in schema.allowed(head.label, tail.label):
        ends = f"{schema.label_name(head.label)} to {schema.label_name(tail.label)}"
        yield _about(head, "range", f"{name} cannot go from {ends}", relation.n)
    if relation.head == relation.tail:
        yield _about(head, "self-relation", f"{name} goes from a span to itself", relation.n)
    for other in layer.relations_of(relation.head):
        same = (other.head, other.tail, other.label) == (relation.head, relation.tail, relation.label)
        if same and other.n < relation.n:
            yield _about(head, "duplicate relation", f"{name} stands here twice", relation.n)


def cycles(layer: Layer, schema: Schema) -> Iterator[Problem]:
    """One finding per relation of an acyclic label that closes a cycle, oldest relations first."""
    for id_, label in schema.relations.items():
        if not label.acyclic:
            continue
        reach: dict[int, set[int]] = defaultdict(set)
        for relation in sorted(layer.relations.values(), key=lambda r: r.n):
            if relation.label != id_ or relation.head == relation.tail:
                continue
            if _reaches(reach, relation.tail, relation.head):
                name = schema.relation_name(id_)
                yield _about(layer.spans[relation.head], "cycle", f"{name} returns to its start", relation.n)
            reach[relation.head].add(relation.tail)


def _reaches(edges: dict[int, set[int]], start: int, goal: int) -> bool:
    todo, seen = [start], {start}
    while todo:
        at = todo.pop()
        if at == goal:
            return True
        todo += (new := edges.get(at, set()) - seen)
        seen |= new
    return False


def _crosses(a: Span, b: Span) -> bool:
    first, second = sorted((a, b), key=lambda s: (s.start, -s.end))
    return first.start < second.start < first.end < second.end


def _nests(a: Span, b: Span) -> bool:
    return (a.start <= b.start and b.end <= a.end) or (b.start <= a.start and a.end <= b.end)


def _about(span: Span, kind: str, message: str, relation: int | None = None) -> Problem:
    return Problem(kind, span.n, span.start, span.end, message, relation)
