"""Bulk reading of layers as objects: documents with their texts and layers, a hundred at a time in some queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from workbench.core.layer import Layer, LayerHead
from workbench.core.relation import DocumentLabel, Relation
from workbench.core.span import Attributes, Fragment, Span, pairs
from workbench.core.tokens import Tokens
from workbench.core.zone import Zone
from workbench.store.access import visible_ids
from workbench.store.columns import Columns, Values, columns
from workbench.store.connection import Connection, as_uuid, chunks
from workbench.store.documents import DocumentInfo, infos
from workbench.store.texts import texts

AT_ONCE: Final = 100
"""Documents per round of queries: what is in memory at one time."""


@dataclass(frozen=True, slots=True)
class Work:
    """A document with those of its layers that were asked for, by owner's handle, kind and round.

    ``split`` is its part of a corpus and ``cluster`` its group of near-duplicates, where it has any; ``hidden`` counts
    layers that were asked for and that the viewer may not see.
    """

    document: DocumentInfo
    text: str
    tokens: Tokens
    zones: tuple[Zone, ...]
    layers: tuple[tuple[str, Layer], ...]
    split: str | None
    cluster: UUID | None
    hidden: int


def works(
    connection: Connection,
    viewer: UUID,
    wanted: Callable[[str, str, str], bool],
    *,
    documents: Sequence[UUID] | None = None,
    archived: bool = False,
) -> Iterator[Work]:
    """Every document in the project's order, with the layers wanted; use it up within the transaction.

    Args:
        connection: a reading transaction.
        viewer: who exports: layers hidden from them are left out and counted.
        wanted: says of a layer's (owner's handle, kind, status) whether it is asked for.
        documents: only these; None for all.
        archived: whether archived documents come too.
    """
    visible = visible_ids(connection, viewer)
    order = "SELECT id FROM document" + ("" if archived else " WHERE NOT archived") + " ORDER BY ordinal, id"
    chosen = None if documents is None else set(documents)
    ids = [id for row in connection.rows(order) if (id := as_uuid(row[0])) and (chosen is None or id in chosen)]
    for part in chunks(ids, AT_ONCE):
        yield from _works(connection, part, wanted, visible)


def _works(
    connection: Connection, ids: Sequence[UUID], wanted: Callable[[str, str, str], bool], visible: set[UUID] | None
) -> Iterator[Work]:
    splits = {as_uuid(i): part for i, part in connection.among(_SPLITS, ids)}
    clusters = {as_uuid(i): as_uuid(c) for i, c in connection.among(_CLUSTERS, ids)}
    asked = [(as_uuid(row[0]), as_uuid(row[1]), row) for row in connection.among(_LAYERS, ids)]
    asked = [(layer, of, row) for layer, of, row in asked if wanted(row[4], row[5], row[7])]
    seen = [row for layer, _, row in asked if visible is None or layer in visible]
    layers = _layers(connection, seen)
    of_document: dict[UUID, list[tuple[str, Layer]]] = {id: [] for id in ids}
    hidden = Counter(of for layer, of, _ in asked if layer not in layers)
    for layer, of, row in asked:
        if layer in layers:
            of_document[of].append((row[4], layers[layer]))
    for document, text in zip(infos(connection, ids), texts(connection, ids), strict=True):
        id = document.id
        yield Work(
            document,
            text.body,
            Tokens.decode(text.tokens, text.wide),
            text.zones,
            tuple(of_document[id]),
            splits.get(id),
            clusters.get(id),
            hidden[id],
        )


def layers_by_id(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, Layer]:
    """Many layers with everything in them, in a handful of queries."""
    return _layers(connection, connection.among(_LAYERS.replace("l.document_id IN", "l.id IN"), ids))


def _layers(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> dict[UUID, Layer]:
    ids = [as_uuid(row[0]) for row in rows]
    found = columns(connection, ids)
    spans, relations, labels = _spans(found, len(ids)), _relations(found, len(ids)), _labels(found, len(ids))
    return {
        ids[i]: Layer(
            ids[i], as_uuid(of), length, as_uuid(owner), kind, round_, LayerHead(status, bool(flag), note, schema),
            rev, next_n, spans[i], relations[i], labels[i],
        )
        for i, (_, of, length, owner, _, kind, round_, status, flag, note, schema, rev, next_n) in enumerate(rows)
    }  # fmt: skip


def _spans(found: Columns, layers: int) -> list[dict[int, Span]]:
    fragments: dict[tuple[int, int], list[Fragment]] = {}
    for layer, n, start, end in zip(*found.fragments, strict=True):
        fragments.setdefault((layer, n), []).append((start, end))
    links: dict[tuple[int, int], list[UUID]] = {}
    for layer, n, entity in zip(*found.links, strict=True):
        links.setdefault((layer, n), []).append(entity)
    attributes = _attributes(found.attributes)
    out: list[dict[int, Span]] = [{} for _ in range(layers)]
    for layer, n, start, end, label, origin, score, note in zip(*found.spans, strict=True):
        at = layer, n
        places = tuple(fragments.get(at, ((start, end),)))
        out[layer][n] = Span(n, label, places, attributes.get(at, ()), tuple(links.get(at, ())), origin, score, note)
    return out


def _relations(found: Columns, layers: int) -> list[dict[int, Relation]]:
    attributes = _attributes(found.relation_attributes)
    out: list[dict[int, Relation]] = [{} for _ in range(layers)]
    for layer, n, label, head, tail, note in zip(*found.relations, strict=True):
        out[layer][n] = Relation(n, label, head, tail, attributes.get((layer, n), ()), note)
    return out


def _labels(found: Columns, layers: int) -> list[dict[int, DocumentLabel]]:
    out: list[dict[int, DocumentLabel]] = [{} for _ in range(layers)]
    for layer, n, key, value in zip(*found.labels, strict=True):
        out[layer][n] = DocumentLabel(n, key, value)
    return out


def _attributes(values: Values) -> dict[tuple[int, int], Attributes]:
    found: dict[tuple[int, int], list[tuple[str, str]]] = {}
    for layer, n, key, value in zip(*values, strict=True):
        found.setdefault((layer, n), []).append((key, value))
    return {at: pairs(some) for at, some in found.items()}


_SPLITS = "SELECT document_id, part FROM split WHERE n = 0 AND document_id IN ({values})"
_CLUSTERS = "SELECT document_id, cluster_id FROM cluster_member WHERE document_id IN ({values})"
_LAYERS = (
    "SELECT l.id, l.document_id, l.doc_len, l.owner_id, a.handle, l.kind, l.round, l.status, l.flag, l.flag_note, "
    "l.schema_version, s.rev, l.next_n FROM layer l JOIN annotator a ON a.id = l.owner_id "
    "JOIN stream s ON s.id = l.id WHERE l.document_id IN ({values}) ORDER BY l.kind, a.handle, l.round"
)
