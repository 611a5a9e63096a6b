"""The lossless part: everything a layer says, as plain JSON values in ``doc.user_data["ann"]``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, TypeAlias

from workbench.store.columns import Columns, Values
from workbench.store.texts import Text
from workbench.training.choosing import Pick

VERSION: Final = 1

Ann: TypeAlias = dict[str, Any]
Name: TypeAlias = Callable[[str], str]
At: TypeAlias = tuple[int, int]


def lossless(picks: Sequence[Pick], texts: Sequence[Text], columns: Columns, label: Name, relation: Name) -> list[Ann]:
    """For each document, spans by id, relations and document labels; offsets are code points of its text."""
    out = [_frame(pick, text) for pick, text in zip(picks, texts, strict=True)]
    _put_spans(out, columns, label)
    _put_relations(out, columns, relation)
    for document, _, key, value in zip(*columns.labels, strict=True):
        out[document]["labels"].append([key, value])
    for document, start, end, of in zip(*columns.rejected, strict=True):
        out[document].setdefault("rejected", []).append({"label": label(of), "at": [start, end]})
    for document, start, end, of in zip(*columns.disputed, strict=True):
        out[document].setdefault("disputed", []).append({"label": label(of), "at": [start, end]})
    return out


def _frame(pick: Pick, text: Text) -> Ann:
    meta = {"name": pick.name, "layer": pick.owner, "kind": pick.kind, "round": pick.round, "schema": pick.schema}
    out: Ann = {"v": VERSION, "doc": str(pick.document), "spans": {}, "relations": [], "labels": [], "meta": meta}
    if text.zones:
        out["zones"] = [[zone.start, zone.end, zone.kind] for zone in text.zones]
    return out


def _put_spans(out: Sequence[Ann], columns: Columns, name: Name) -> None:
    fragments: dict[At, list[list[int]]] = {}
    for document, n, start, end in zip(*columns.fragments, strict=True):
        fragments.setdefault((document, n), []).append([start, end])
    links: dict[At, list[str]] = {}
    for document, n, entity in zip(*columns.links, strict=True):
        links.setdefault((document, n), []).append(str(entity))
    attributes = _attributes(columns.attributes)
    names = {label: name(label) for label in set(columns.spans.label)}
    for document, n, start, end, label, origin, score, note in zip(*columns.spans, strict=True):
        at = document, n
        out[document]["spans"][f"s{n}"] = span = {
            "label": names[label],
            "at": fragments.get(at) or [[start, end]],
            "attributes": attributes.get(at, {}),
            "links": links.get(at, []),
        }
        if names[label] != label:
            span["label_id"] = label
        if origin != "human":
            span["origin"] = origin
        if score is not None:
            span["score"] = score
        if note:
            span["note"] = note


def _put_relations(out: Sequence[Ann], columns: Columns, name: Name) -> None:
    attributes = _attributes(columns.relation_attributes)
    names = {label: name(label) for label in set(columns.relations.label)}
    for document, n, label, head, tail, note in zip(*columns.relations, strict=True):
        relation = {
            "id": f"r{n}",
            "label": names[label],
            "head": f"s{head}",
            "child": f"s{tail}",
            "attributes": attributes.get((document, n), {}),
        }
        if names[label] != label:
            relation["label_id"] = label
        if note:
            relation["note"] = note
        out[document]["relations"].append(relation)


def _attributes(values: Values) -> dict[At, dict[str, list[str]]]:
    found: dict[At, dict[str, list[str]]] = {}
    rows: Iterable[tuple[int, int, str, str]] = zip(*values, strict=True)
    for document, n, key, value in rows:
        found.setdefault((document, n), {}).setdefault(key, []).append(value)
    return found
