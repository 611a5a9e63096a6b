"""The majority: what at least so many of a document's layers say, as a layer of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias
from uuid import UUID

from workbench.core.layer import Layer, LayerHead
from workbench.core.relation import DocumentLabel, Relation
from workbench.core.span import Attributes, Fragment, Span, pairs
from workbench.core.voting import shared

SpanKey: TypeAlias = tuple[tuple[Fragment, ...], str]


def majority(layers: Sequence[Layer], least: int) -> Layer:
    """The spans (same fragments, same label), relations between them and document labels that ``least`` layers share.

    Attributes and links are those that ``least`` of the layers agree on; a span twice in one layer counts once.
    """
    voters = _voters(layers)
    votes = Counter(k for voter in voters for k in voter)
    chosen = sorted(k for k, n in votes.items() if n >= least)
    numbers = {k: n for n, k in enumerate(chosen, 1)}
    spans = {n: _span(n, k, [voter[k] for voter in voters if k in voter], least) for k, n in numbers.items()}
    relations = _relations(layers, numbers, least)
    labels = _labels(layers, least, len(spans) + len(relations))
    first = layers[0]
    schema = max((layer.head.schema or 0 for layer in layers), default=0) or None
    out = Layer(first.id, first.document, first.length, first.owner, head=LayerHead("done", schema=schema))
    return replace(out, spans=spans, relations=relations, labels=labels)


def disputed(layers: Sequence[Layer], least: int) -> list[tuple[Fragment, str]]:
    """Fragments of the spans that some of the layers give but fewer than ``least``, with their labels, sorted."""
    votes = Counter(k for voter in _voters(layers) for k in voter)
    return sorted({(at, label) for (fragments, label), n in votes.items() if n < least for at in fragments})


def _voters(layers: Sequence[Layer]) -> list[dict[SpanKey, Span]]:
    """Each layer's spans by what they say; of two that say the same, the one that reads first."""
    return [{key(span): span for span in reversed(layer.ordered())} for layer in layers]


def key(span: Span) -> SpanKey:
    """What makes two spans of different layers the same: fragments and label."""
    return span.fragments, span.label


def _span(n: int, key: SpanKey, same: Sequence[Span], least: int) -> Span:
    attributes = shared([span.attributes for span in same], least)
    links: tuple[UUID, ...] = tuple(shared([span.links for span in same], least))
    return Span(n, key[1], key[0], pairs(attributes), links)


def _relations(layers: Sequence[Layer], numbers: dict[SpanKey, int], least: int) -> dict[int, Relation]:
    voters: list[dict[tuple[int, int, str], Attributes]] = []
    for layer in layers:
        ends = {n: numbers.get(key(span)) for n, span in layer.spans.items()}
        found: dict[tuple[int, int, str], Attributes] = {}
        for relation in layer.relations.values():
            head, tail = ends[relation.head], ends[relation.tail]
            if head is not None and tail is not None:
                found.setdefault((head, tail, relation.label), relation.attributes)
        voters.append(found)
    votes = Counter(k for voter in voters for k in voter)
    out: dict[int, Relation] = {}
    for head, tail, label in sorted(k for k, n in votes.items() if n >= least):
        attributes = shared([voter[head, tail, label] for voter in voters if (head, tail, label) in voter], least)
        n = len(numbers) + len(out) + 1
        out[n] = Relation(n, label, head, tail, pairs(attributes))
    return out


def _labels(layers: Sequence[Layer], least: int, above: int) -> dict[int, DocumentLabel]:
    said = [list(dict.fromkeys((x.key, x.value) for _, x in sorted(layer.labels.items()))) for layer in layers]
    chosen = sorted(shared(said, least))
    return {above + i: DocumentLabel(above + i, *pair) for i, pair in enumerate(chosen, 1)}
