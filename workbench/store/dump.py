"""The dump: everything a project holds, as records in one stable order."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from workbench.core.entity import Entity
from workbench.core.record import (
    AnnotatorRecord,
    AnyRecord,
    BatchRecord,
    CommentRecord,
    DecisionRecord,
    DocumentRecord,
    DuplicateRecord,
    EditRow,
    EntityRecord,
    ExampleRecord,
    LayerRecord,
    OperationRecord,
    ProjectRecord,
    RunRecord,
    SchemaRecord,
    SnapshotRecord,
    StreamRecord,
    TokensRecord,
)
from workbench.store.access import visible_ids
from workbench.store.annotators import require
from workbench.store.connection import Connection, as_uuid, as_uuid_or_none
from workbench.store.present import comment_of, entity_of, read_layer


def dump(
    connection: Connection, layers: Collection[UUID] | None = None, *, history: bool = False
) -> Iterator[AnyRecord]:
    """Every record of the project; use it up within the transaction.

    Args:
        connection: an open transaction.
        layers: the layers to take; None for all. What is said about a layer goes with it.
        history: whether the log follows.
    """
    yield _project(connection, history)
    for read in _BEFORE:
        yield from read(connection)
    yield from _layers(connection, layers)
    yield from _comments(connection, layers)
    for read in _AFTER:
        yield from read(connection)
    if history:
        yield from _streams(connection)
        yield from _operations(connection)


def every_text(connection: Connection) -> Iterator[tuple[UUID, str, str]]:
    """Every document's id, name and text, in the project's order; use it up within the transaction."""
    rows = connection.each(
        "SELECT d.id, d.name, t.body FROM document d JOIN document_text t ON t.document_id = d.id "
        "ORDER BY d.ordinal, d.id"
    )
    return ((as_uuid(id), name, text) for id, name, text in rows)


def finished_owners(connection: Connection) -> list[tuple[str, str]]:
    """Handle and kind of everybody (models apart) who has finished a layer, by handle."""
    rows = connection.rows(
        "SELECT DISTINCT a.handle, a.kind FROM layer l JOIN annotator a ON a.id = l.owner_id "
        "WHERE l.status = 'done' AND l.kind <> 'model' ORDER BY a.handle"
    )
    return [(handle, kind) for handle, kind in rows]


@dataclass(frozen=True, slots=True)
class Layers:
    """Which layers a dump may hold: their ids (None: all there are), and how many stay out and why."""

    ids: set[UUID] | None
    hidden: int
    others: int


def layers_for(connection: Connection, viewer: UUID, owners: Collection[str] | None) -> Layers:
    """The layers of these owners (None: of everybody) that the viewer may see.

    Raises:
        Fault: where the viewer does not work in the project, or an owner is nobody.
    """
    for handle in owners or ():
        require(connection, handle)
    visible = visible_ids(connection, viewer)
    every = [
        (as_uuid(id), handle)
        for id, handle in connection.rows("SELECT l.id, a.handle FROM layer l JOIN annotator a ON a.id = l.owner_id")
    ]
    asked = [id for id, handle in every if owners is None or handle in owners]
    seen = {id for id in asked if visible is None or id in visible}
    whole = owners is None and visible is None
    return Layers(None if whole else seen, len(asked) - len(seen), len(every) - len(asked))


def entity_record(entity: Entity) -> EntityRecord:
    """An entity as a record."""
    return EntityRecord(
        id=entity.id, slug=entity.slug, name=entity.name, kind=entity.kind, aliases=entity.aliases,
        redirect=entity.redirect,
    )  # fmt: skip


def _project(connection: Connection, history: bool) -> ProjectRecord:
    row = connection.rows("SELECT id, name, settings, schema_version, created_at FROM project WHERE one = 1")[0]
    id, name, settings, version, created = row
    return ProjectRecord(
        id=as_uuid(id), name=name, settings=json.loads(settings), schema_version=version, created_at=created,
        history=history,
    )  # fmt: skip


def _annotators(connection: Connection) -> Iterator[AnnotatorRecord]:
    for id, handle, role, kind, active in connection.rows(
        "SELECT id, handle, role, kind, active FROM annotator ORDER BY handle"
    ):
        yield AnnotatorRecord(id=as_uuid(id), handle=handle, role=role, kind=kind, active=bool(active))


def _schemas(connection: Connection) -> Iterator[SchemaRecord]:
    for version, body, created in connection.rows(
        "SELECT version, body, created_at FROM schema_version ORDER BY version"
    ):
        yield SchemaRecord(version=version, body=json.loads(body), created_at=created)


def _entities(connection: Connection) -> Iterator[EntityRecord]:
    for row in connection.rows("SELECT id, slug, name, kind, aliases, redirect FROM entity ORDER BY id"):
        yield entity_record(entity_of(row))


def _batches(connection: Connection) -> Iterator[BatchRecord]:
    for id, sha256, format, unit, name, actor, at in connection.rows(
        "SELECT id, sha256, format, offset_unit, name, actor_id, at FROM import_batch ORDER BY id"
    ):
        yield BatchRecord(
            id=as_uuid(id), sha256=sha256, format=format, offset_unit=unit, name=name, actor=as_uuid(actor), at=at
        )


def _runs(connection: Connection) -> Iterator[RunRecord]:
    for id, annotator, round_, name, parameters, at in connection.rows(
        "SELECT id, annotator_id, round, name, parameters, at FROM model_run ORDER BY id"
    ):
        yield RunRecord(
            id=as_uuid(id), annotator=as_uuid(annotator), round=round_, name=name, parameters=parameters, at=at
        )


_DOCUMENT: Final = (
    "ordinal", "name", "title", "source", "published", "published_as_printed", "category", "tag", "file", "file_sha256",
    "start", "end", "layout", "lang", "sha256", "fingerprint", "meta", "archived", "added_at",
)  # fmt: skip


def _documents(connection: Connection) -> Iterator[DocumentRecord]:
    columns = ", ".join(f'd."{name}"' for name in _DOCUMENT)
    rows = connection.each(
        f"SELECT d.id, t.body, m.cluster_id, {columns} FROM document d JOIN document_text t ON t.document_id = d.id "
        "LEFT JOIN cluster_member m ON m.document_id = d.id ORDER BY d.ordinal, d.id"
    )
    for id, text, cluster, *values in rows:
        fields = dict(zip(_DOCUMENT, values, strict=True))
        fields["archived"] = bool(fields["archived"])
        at = {"document": id}
        tokens = connection.rows(
            "SELECT fingerprint, wide, tokens FROM tokenization WHERE document_id = :document ORDER BY fingerprint", at
        )
        zones = connection.rows('SELECT n, start, "end", kind FROM zone WHERE document_id = :document ORDER BY n', at)
        splits = connection.rows("SELECT n, part FROM split WHERE document_id = :document ORDER BY n", at)
        yield DocumentRecord(
            id=as_uuid(id),
            text=text,
            cluster=as_uuid_or_none(cluster),
            tokens=tuple(
                TokensRecord(fingerprint=fingerprint, wide=bool(wide), lengths=b64encode(blob).decode())
                for fingerprint, wide, blob in tokens
            ),
            zones=tuple((n, {"start": start, "end": end, "kind": kind}) for n, start, end, kind in zones),
            splits=tuple((n, {"part": part}) for n, part in splits),
            **fields,
        )


def _duplicates(connection: Connection) -> Iterator[DuplicateRecord]:
    for first, second, kind, similarity in connection.each(
        "SELECT first_id, second_id, kind, similarity FROM duplicate ORDER BY first_id, second_id"
    ):
        yield DuplicateRecord(first=as_uuid(first), second=as_uuid(second), kind=kind, similarity=similarity)


def _layers(connection: Connection, wanted: Collection[UUID] | None) -> Iterator[LayerRecord]:
    rows = connection.rows(
        "SELECT l.id, l.next_n, l.import_batch_id, l.model_run_id FROM layer l JOIN annotator a ON a.id = l.owner_id "
        "ORDER BY l.ordinal, l.document_id, l.kind, a.handle, l.round"
    )
    for id, next_n, batch, run in rows:
        layer = as_uuid(id)
        if wanted is None or layer in wanted:
            yield _layer(connection, layer, next_n, as_uuid_or_none(batch), as_uuid_or_none(run))


def _layer(connection: Connection, id: UUID, next_n: int, batch: UUID | None, run: UUID | None) -> LayerRecord:
    layer = read_layer(connection, id)
    if layer is None:
        raise KeyError(id)
    decisions = connection.rows(
        "SELECT model_layer_id, n, verdict, made_n, at FROM decision WHERE layer_id = :layer "
        "ORDER BY model_layer_id, n",
        {"layer": id},
    )
    return LayerRecord(
        id=id,
        document=layer.document,
        owner=layer.owner,
        kind=layer.kind,
        round=layer.round,
        head=dict(layer.head.to_json()),
        next=next_n,
        spans=tuple((n, dict(span.to_json())) for n, span in sorted(layer.spans.items())),
        relations=tuple((n, dict(r.to_json())) for n, r in sorted(layer.relations.items())),
        labels=tuple((n, dict(label.to_json())) for n, label in sorted(layer.labels.items())),
        decisions=tuple(
            DecisionRecord(model_layer=as_uuid(model), n=n, verdict=verdict, made=made, at=at)
            for model, n, verdict, made, at in decisions
        ),
        import_batch=batch,
        model_run=run,
    )


def _comments(connection: Connection, layers: Collection[UUID] | None) -> Iterator[CommentRecord]:
    for thread, n, *row in connection.rows(
        'SELECT thread_id, n, document_id, layer_id, start, "end", author_id, at, body, resolved '
        "FROM comment ORDER BY thread_id, n"
    ):
        layer = as_uuid_or_none(row[1])
        if layers is None or layer is None or layer in layers:
            yield CommentRecord(thread=as_uuid(thread), n=n, value=comment_of(tuple(row)))


def _examples(connection: Connection) -> Iterator[ExampleRecord]:
    for id, label, kind, document, start, end, why, by, at in connection.rows(
        'SELECT id, label, kind, document_id, start, "end", why, added_by, at FROM guideline_example ORDER BY id'
    ):
        yield ExampleRecord(
            id=as_uuid(id), label=label, kind=kind, document=as_uuid(document), start=start, end=end, why=why,
            added_by=as_uuid(by), at=at,
        )  # fmt: skip


def _snapshots(connection: Connection) -> Iterator[SnapshotRecord]:
    for id, name, number, versions, actor, at in connection.rows(
        "SELECT id, name, commit_no, versions, actor_id, at FROM snapshot ORDER BY name"
    ):
        yield SnapshotRecord(
            id=as_uuid(id), name=name, commit_no=number, versions=versions, actor=as_uuid(actor), at=at
        )


def _streams(connection: Connection) -> Iterator[StreamRecord]:
    for id, kind, rev, document in connection.rows("SELECT id, kind, rev, document_id FROM stream ORDER BY id"):
        yield StreamRecord(id=as_uuid(id), kind=kind, rev=rev, document=as_uuid_or_none(document))


def _operations(connection: Connection) -> Iterator[OperationRecord]:
    rows = connection.each("SELECT id, actor_id, at, commit_no, kind, undoes FROM operation ORDER BY commit_no")
    for id, actor, at, number, kind, undoes in rows:
        edits = connection.rows(
            "SELECT stream_id, seq, format, forward, inverse FROM edit WHERE operation_id = :id "
            "ORDER BY stream_id, seq",
            {"id": id},
        )
        yield OperationRecord(
            id=as_uuid(id), actor=as_uuid(actor), at=at, commit_no=number, kind=kind, undoes=as_uuid_or_none(undoes),
            edits=tuple(
                EditRow(stream=as_uuid(stream), seq=seq, format=format, forward=forward, inverse=inverse)
                for stream, seq, format, forward, inverse in edits
            ),
        )  # fmt: skip


_BEFORE: Final[tuple[Callable[[Connection], Iterable[AnyRecord]], ...]] = (
    _annotators, _schemas, _entities, _batches, _runs, _documents, _duplicates,
)  # fmt: skip
_AFTER: Final[tuple[Callable[[Connection], Iterable[AnyRecord]], ...]] = (_examples, _snapshots)
