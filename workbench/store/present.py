"""The present: rows read back as the items of a stream, in the form of the log."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias
from uuid import UUID

from workbench.core.edit import COMMENT, DOCUMENT, ENTITY, HEAD, SCHEMA, SOURCE, SPLIT, ZONE
from workbench.core.entity import Entity
from workbench.core.layer import Layer, LayerHead
from workbench.core.relation import DocumentLabel, Relation
from workbench.core.source import Source, Sources, sources_of
from workbench.core.source import to_json as sources_json
from workbench.core.span import Attributes, Fragment, Span, pairs
from workbench.store.connection import Connection, as_uuid, as_uuid_or_none
from workbench.store.streams import ANNOTATOR, LAYER, PROJECT, Head

Item: TypeAlias = tuple[tuple[str, int], dict[str, Any]]


def items_of(connection: Connection, head: Head) -> Iterator[Item]:
    """Every item of a stream with its present value, as ((item, n), value)."""
    return _READERS[head.kind](connection, head)


def read_layer(connection: Connection, id: UUID) -> Layer | None:
    """A layer with everything in it; None where there is none of this id."""
    row = connection.row(
        "SELECT l.document_id, l.doc_len, l.owner_id, l.kind, l.round, l.status, l.flag, l.flag_note, "
        "l.schema_version, s.rev, l.next_n FROM layer l JOIN stream s ON s.id = l.id WHERE l.id = :layer",
        {"layer": id},
    )
    if row is None:
        return None
    document, length, owner, kind, round_, status, flag, flag_note, schema, rev, next_n = row
    return Layer(
        id, as_uuid(document), length, as_uuid(owner), kind, round_,
        LayerHead(status, bool(flag), flag_note, schema), rev, next_n,
        spans(connection, id), relations(connection, id), labels(connection, id),
        sources(connection, [id]).get(id, {}) if kind == "gold" else {},
    )  # fmt: skip


def spans(connection: Connection, layer: UUID) -> dict[int, Span]:
    """A layer's spans by number."""
    fragments: dict[int, list[Fragment]] = {}
    for n, start, end in connection.rows(
        'SELECT n, start, "end" FROM fragment WHERE layer_id = :layer ORDER BY n, k', {"layer": layer}
    ):
        fragments.setdefault(n, []).append((start, end))
    attributes = _attributes(connection, "span_attribute", layer)
    links: dict[int, list[UUID]] = {}
    for n, entity in connection.rows(
        "SELECT n, entity_id FROM span_link WHERE layer_id = :layer ORDER BY n, k", {"layer": layer}
    ):
        links.setdefault(n, []).append(as_uuid(entity))
    rows = connection.rows(
        'SELECT n, start, "end", label, origin, score, note FROM span WHERE layer_id = :layer ORDER BY n',
        {"layer": layer},
    )
    return {
        n: Span(
            n, label, tuple(fragments.get(n, ((start, end),))), attributes.get(n, ()), tuple(links.get(n, ())),
            origin, score, note,
        )
        for n, start, end, label, origin, score, note in rows
    }  # fmt: skip


def relations(connection: Connection, layer: UUID) -> dict[int, Relation]:
    """A layer's relations by number."""
    attributes = _attributes(connection, "relation_attribute", layer)
    rows = connection.rows(
        "SELECT n, label, head, tail, note FROM relation WHERE layer_id = :layer ORDER BY n", {"layer": layer}
    )
    return {n: Relation(n, label, head, tail, attributes.get(n, ()), note) for n, label, head, tail, note in rows}


def labels(connection: Connection, layer: UUID) -> dict[int, DocumentLabel]:
    """A layer's document labels by number."""
    rows = connection.rows(
        "SELECT n, key, value FROM document_label WHERE layer_id = :layer ORDER BY n", {"layer": layer}
    )
    return {n: DocumentLabel(n, key, value) for n, key, value in rows}


def sources(connection: Connection, layers: Iterable[UUID]) -> dict[UUID, dict[int, Sources]]:
    """Where the items of gold layers came from, by layer and number; layers without sources are absent."""
    found: dict[UUID, dict[int, list[Source]]] = {}
    for layer, n, source, number, seq, sha256, ruling in connection.among(
        "SELECT layer_id, n, source_layer_id, source_n, source_seq, content_sha256, ruling_id FROM gold_source "
        "WHERE layer_id IN ({values})",
        layers,
    ):
        one = Source(as_uuid(source), number, seq, sha256, as_uuid_or_none(ruling))
        found.setdefault(as_uuid(layer), {}).setdefault(n, []).append(one)
    return {layer: {n: sources_of(held[n]) for n in sorted(held)} for layer, held in found.items()}


def source_items(found: Mapping[int, Sources]) -> Iterator[Item]:
    """Sources as items of their layer's stream."""
    return (((SOURCE, n), dict(sources_json(held))) for n, held in found.items())


def entity_of(row: tuple[Any, ...]) -> Entity:
    """An entry of the registry from (id, slug, name, kind, aliases, redirect)."""
    id, slug, name, kind, aliases, redirect = row
    return Entity(as_uuid(id), slug, name, kind, tuple(json.loads(aliases)), as_uuid_or_none(redirect))


def comment_of(row: tuple[Any, ...]) -> dict[str, Any]:
    """A comment as the log writes it, from (document, layer, start, end, author, at, body, resolved)."""
    document, layer, start, end, author, at, body, resolved = row
    return {
        "document": str(as_uuid(document)),
        "layer": None if layer is None else str(as_uuid(layer)),
        "start": start,
        "end": end,
        "author": str(as_uuid(author)),
        "at": at,
        "body": body,
        "resolved": bool(resolved),
    }


def _attributes(connection: Connection, table: str, layer: UUID) -> Mapping[int, Attributes]:
    found: dict[int, list[tuple[str, str]]] = {}
    query = f"SELECT n, key, value FROM {table} WHERE layer_id = :layer"
    for n, key, value in connection.rows(query, {"layer": layer}):
        found.setdefault(n, []).append((key, value))
    return {n: pairs(values) for n, values in found.items()}


def _layer_items(connection: Connection, head: Head) -> Iterator[Item]:
    layer = read_layer(connection, head.id)
    if layer is not None:
        yield (HEAD, 0), layer.head.to_json()
        yield from (((item, n), value) for item, n, value in layer.items())
        yield from source_items(layer.sources)


def _document_items(connection: Connection, head: Head) -> Iterator[Item]:
    if head.document is not None:
        yield from documents_items(connection, [head.document]).get(head.document, ())


def documents_items(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, list[Item]]:
    """The items of many documents' own streams, by document."""
    found: dict[Any, list[Item]] = {}
    for id, archived in connection.among("SELECT id, archived FROM document WHERE id IN ({values})", ids):
        found[id] = [((DOCUMENT, 0), {"archived": bool(archived)})]
    for id, n, start, end, kind in connection.among(
        'SELECT document_id, n, start, "end", kind FROM zone WHERE document_id IN ({values}) ORDER BY document_id, n',
        ids,
    ):
        found[id].append(((ZONE, n), {"start": start, "end": end, "kind": kind}))
    for id, n, part in connection.among(
        "SELECT document_id, n, part FROM split WHERE document_id IN ({values}) ORDER BY document_id, n", ids
    ):
        found[id].append(((SPLIT, n), {"part": part}))
    return {as_uuid(id): items for id, items in found.items()}


def _entity_items(connection: Connection, head: Head) -> Iterator[Item]:
    for row in connection.rows(
        "SELECT id, slug, name, kind, aliases, redirect FROM entity WHERE id = :id", {"id": head.id}
    ):
        yield (ENTITY, 0), entity_of(row).to_json()


def _comment_items(connection: Connection, head: Head) -> Iterator[Item]:
    for n, *row in connection.rows(
        'SELECT n, document_id, layer_id, start, "end", author_id, at, body, resolved '
        "FROM comment WHERE thread_id = :id ORDER BY n",
        {"id": head.id},
    ):
        yield (COMMENT, n), comment_of(tuple(row))


def _schema_items(connection: Connection, head: Head) -> Iterator[Item]:
    version = connection.value("SELECT schema_version FROM project WHERE one = 1")
    if version is not None:
        yield (SCHEMA, 0), {"version": version}


def _project_items(connection: Connection, head: Head) -> Iterator[Item]:
    for name, settings in connection.rows("SELECT name, settings FROM project WHERE one = 1"):
        yield (PROJECT, 0), {"name": name, "settings": json.loads(settings)}


def _annotator_items(connection: Connection, head: Head) -> Iterator[Item]:
    for handle, role, kind, active in connection.rows(
        "SELECT handle, role, kind, active FROM annotator WHERE id = :id", {"id": head.id}
    ):
        yield (ANNOTATOR, 0), {"handle": handle, "role": role, "kind": kind, "active": bool(active)}


_READERS: Final[Mapping[str, Callable[[Connection, Head], Iterator[Item]]]] = {
    LAYER: _layer_items,
    "document": _document_items,
    "entity": _entity_items,
    "thread": _comment_items,
    "schema": _schema_items,
    PROJECT: _project_items,
    ANNOTATOR: _annotator_items,
}
