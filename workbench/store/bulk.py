"""Bulk reading for exports: documents with their texts and layers, a hundred at a time in a handful of queries."""

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
from workbench.store.connection import Connection, as_uuid, chunks
from workbench.store.documents import DocumentInfo, infos

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
    texts = {as_uuid(i): body for i, body in connection.among(_TEXTS, ids)}
    tokens = {as_uuid(i): Tokens.decode(blob, bool(wide)) for i, blob, wide in connection.among(_TOKENS, ids)}
    zones = _grouped(connection.among(_ZONES, ids))
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
    for document in infos(connection, ids):
        id = document.id
        yield Work(
            document,
            texts[id],
            tokens[id],
            tuple(Zone(*row) for row in zones.get(id, ())),
            tuple(of_document[id]),
            splits.get(id),
            clusters.get(id),
            hidden[id],
        )


def layers_by_id(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, Layer]:
    """Many layers with everything in them, in a handful of queries."""
    return _layers(connection, connection.among(_LAYERS.replace("l.document_id IN", "l.id IN"), ids))


def _layers(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> dict[UUID, Layer]:
    ids = [row[0] for row in rows]
    spans, relations, labels = _spans(connection, ids), _relations(connection, ids), _labels(connection, ids)
    return {
        id: Layer(
            id, as_uuid(document), length, as_uuid(owner), kind, round_, LayerHead(status, bool(flag), note, schema),
            rev, next_n, spans.get(key, {}), relations.get(key, {}), labels.get(key, {}),
        )
        for key, document, length, owner, _, kind, round_, status, flag, note, schema, rev, next_n in rows
        if (id := as_uuid(key))
    }  # fmt: skip


def _spans(connection: Connection, ids: Sequence[Any]) -> dict[Any, dict[int, Span]]:
    fragments: dict[tuple[Any, int], list[Fragment]] = {}
    for layer, n, start, end in connection.among(_FRAGMENTS, ids):
        fragments.setdefault((layer, n), []).append((start, end))
    links: dict[tuple[Any, int], list[UUID]] = {}
    for layer, n, entity in connection.among(_LINKS, ids):
        links.setdefault((layer, n), []).append(as_uuid(entity))
    attributes = _attributes(connection, "span_attribute", ids)
    out: dict[Any, dict[int, Span]] = {}
    for layer, n, start, end, label, origin, score, note in connection.among(_SPANS, ids):
        at = layer, n
        places = tuple(fragments.get(at, ((start, end),)))
        span = Span(n, label, places, attributes.get(at, ()), tuple(links.get(at, ())), origin, score, note)
        out.setdefault(layer, {})[n] = span
    return out


def _relations(connection: Connection, ids: Sequence[Any]) -> dict[Any, dict[int, Relation]]:
    attributes = _attributes(connection, "relation_attribute", ids)
    out: dict[Any, dict[int, Relation]] = {}
    for layer, n, label, head, tail, note in connection.among(_RELATIONS, ids):
        relation = Relation(n, label, head, tail, attributes.get((layer, n), ()), note)
        out.setdefault(layer, {})[n] = relation
    return out


def _labels(connection: Connection, ids: Sequence[Any]) -> dict[Any, dict[int, DocumentLabel]]:
    out: dict[Any, dict[int, DocumentLabel]] = {}
    for layer, n, key, value in connection.among(_DOCUMENT_LABELS, ids):
        out.setdefault(layer, {})[n] = DocumentLabel(n, key, value)
    return out


def _attributes(connection: Connection, table: str, ids: Sequence[Any]) -> dict[tuple[Any, int], Attributes]:
    found: dict[tuple[Any, int], list[tuple[str, str]]] = {}
    query = f"SELECT layer_id, n, key, value FROM {table} WHERE layer_id IN ({{values}})"
    for layer, n, key, value in connection.among(query, ids):
        found.setdefault((layer, n), []).append((key, value))
    return {at: pairs(values) for at, values in found.items()}


def _grouped(rows: Sequence[tuple[Any, ...]]) -> dict[UUID, list[tuple[Any, ...]]]:
    out: dict[UUID, list[tuple[Any, ...]]] = {}
    for id, *rest in rows:
        out.setdefault(as_uuid(id), []).append(tuple(rest))
    return out


_TEXTS = "SELECT document_id, body FROM document_text WHERE document_id IN ({values})"
_TOKENS = (
    "SELECT t.document_id, t.tokens, t.wide FROM tokenization t "
    "JOIN document d ON d.id = t.document_id AND d.fingerprint = t.fingerprint WHERE t.document_id IN ({values})"
)
_ZONES = (
    'SELECT document_id, start, "end", kind FROM zone WHERE document_id IN ({values}) '
    'ORDER BY document_id, start, "end", kind'
)
_SPLITS = "SELECT document_id, part FROM split WHERE n = 0 AND document_id IN ({values})"
_CLUSTERS = "SELECT document_id, cluster_id FROM cluster_member WHERE document_id IN ({values})"
_LAYERS = (
    "SELECT l.id, l.document_id, l.doc_len, l.owner_id, a.handle, l.kind, l.round, l.status, l.flag, l.flag_note, "
    "l.schema_version, s.rev, l.next_n FROM layer l JOIN annotator a ON a.id = l.owner_id "
    "JOIN stream s ON s.id = l.id WHERE l.document_id IN ({values}) ORDER BY l.kind, a.handle, l.round"
)
_FRAGMENTS = 'SELECT layer_id, n, start, "end" FROM fragment WHERE layer_id IN ({values}) ORDER BY layer_id, n, k'
_LINKS = "SELECT layer_id, n, entity_id FROM span_link WHERE layer_id IN ({values}) ORDER BY layer_id, n, k"
_SPANS = (
    'SELECT layer_id, n, start, "end", label, origin, score, note FROM span WHERE layer_id IN ({values}) '
    "ORDER BY layer_id, n"
)
_RELATIONS = (
    "SELECT layer_id, n, label, head, tail, note FROM relation WHERE layer_id IN ({values}) ORDER BY layer_id, n"
)
_DOCUMENT_LABELS = (
    "SELECT layer_id, n, key, value FROM document_label WHERE layer_id IN ({values}) ORDER BY layer_id, n"
)
