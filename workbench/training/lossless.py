"""The lossless part: everything a layer says, as plain JSON values in ``doc.user_data["ann"]``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from workbench.core.layer import Layer
from workbench.core.relation import Relation
from workbench.core.span import Attributes, Span

VERSION: Final = 1


def lossless(
    document: UUID,
    name: str,
    owner: str,
    layer: Layer,
    labels: Mapping[str, str],
    relations: Mapping[str, str],
) -> dict[str, object]:
    """Spans by id, relations and document labels of a layer; offsets are code points of the document's text."""
    return {
        "v": VERSION,
        "doc": str(document),
        "spans": {f"s{span.n}": _span(span, labels) for span in layer.ordered()},
        "relations": [_relation(r, relations) for _, r in sorted(layer.relations.items())],
        "labels": [[label.key, label.value] for _, label in sorted(layer.labels.items())],
        "meta": {"name": name, "layer": owner, "kind": layer.kind, "round": layer.round, "schema": layer.head.schema},
    }


def _span(span: Span, labels: Mapping[str, str]) -> dict[str, object]:
    out: dict[str, object] = {
        "label": labels.get(span.label, span.label),
        "at": [list(fragment) for fragment in span.fragments],
        "attributes": _attributes(span.attributes),
        "links": [str(link) for link in span.links],
    }
    if span.label != out["label"]:
        out["label_id"] = span.label
    if span.origin != "human":
        out["origin"] = span.origin
    if span.score is not None:
        out["score"] = span.score
    if span.note:
        out["note"] = span.note
    return out


def _relation(relation: Relation, names: Mapping[str, str]) -> dict[str, object]:
    out: dict[str, object] = {
        "id": f"r{relation.n}",
        "label": names.get(relation.label, relation.label),
        "head": f"s{relation.head}",
        "child": f"s{relation.tail}",
        "attributes": _attributes(relation.attributes),
    }
    if relation.label != out["label"]:
        out["label_id"] = relation.label
    if relation.note:
        out["note"] = relation.note
    return out


def _attributes(pairs: Attributes) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for key, value in pairs:
        values.setdefault(key, []).append(value)
    return values
