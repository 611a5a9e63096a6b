"""Records in: a whole project restored into an empty one."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from workbench.core.edit import COMMENT, DOCUMENT, ENTITY, SCHEMA, SPLIT, ZONE, Edit
from workbench.core.fault import Fault
from workbench.core.ids import now_ms, uuid7
from workbench.core.json import canonical, sha256
from workbench.core.record import (
    AnnotatorRecord,
    AnyRecord,
    BatchRecord,
    CommentRecord,
    DocumentRecord,
    DuplicateRecord,
    EntityRecord,
    ExampleRecord,
    LayerRecord,
    OperationRecord,
    ProjectRecord,
    RunRecord,
    SchemaRecord,
    SnapshotRecord,
    StreamRecord,
)
from workbench.core.tokens import Tokens
from workbench.store.arrivals import defer_keys, entity_value, keep_decisions, keep_run, layer_edits, plain
from workbench.store.connection import Connection
from workbench.store.documents import searchable
from workbench.store.projection import Rows
from workbench.store.streams import ANNOTATOR, LAYER, SCHEMA_STREAM, THREAD, Head, add
from workbench.store.streams import document_stream as stream_of
from workbench.store.tables.triggers import FIXED, statements
from workbench.store.wire import BULK, pack_bulk

_HELD: Final = ("document", "layer", "entity", "comment", "import_batch", "model_run", "snapshot")
"""Tables that are empty in a project nobody has worked in."""

_WIPED: Final = (
    "gold_source", "ruling", "conflict", "decision", "guideline_example", "snapshot", "place", "session", "comment",
    "document_label", "relation_attribute", "relation", "span_link", "span_attribute", "fragment", "span", "layer",
    "duplicate", "cluster_member", "cluster", "split", "zone", "lexeme_cache", "tokenization", "document_text", "edit",
    "operation", "stream", "document", "entity", "model_run", "import_batch", "annotator", "project", "schema_version",
)  # fmt: skip


def is_empty(connection: Connection) -> bool:
    """Whether nobody has worked in the project: it holds people and a schema at most."""
    return not any(connection.value(f"SELECT 1 FROM {table} LIMIT 1") for table in _HELD)


def restore(connection: Connection, records: Iterable[AnyRecord], handle: str) -> None:
    """Make an empty project the one that was dumped, in an open transaction; what set it up is replaced.

    Where the log is not among the records, the log begins with one operation that brings everything in, by the
    annotator of this handle where the records know one, else by a lead.

    Raises:
        Fault: where the project is not empty, or a record points to what no record stands for.
    """
    if not is_empty(connection):
        raise Fault("The project is not empty", "Restore into a new one")
    defer_keys(connection)
    _wipe(connection)
    restoring = _Restoring(connection)
    for record in records:
        restoring.take(record)
    restoring.finish(handle)
    dangling = connection.rows("PRAGMA foreign_key_check")
    if dangling:
        raise Fault(f"A {dangling[0][0]} points to a {dangling[0][2]} that the file does not hold", "Export it again")


def _wipe(connection: Connection) -> None:
    """Empty every table; the triggers that keep the log stand aside for it, in this transaction only."""
    for table in FIXED:
        for event in ("update", "delete"):
            connection.run(f"DROP TRIGGER {table}_no_{event}")
    for table in _WIPED:
        connection.run(f"DELETE FROM {table}")
    for statement in statements("sqlite"):
        connection.run(statement)


@dataclass(slots=True)
class _Restoring:
    """A restore under way; ``logged`` gathers what the one operation of a restore without a log is made of."""

    connection: Connection
    history: bool = False
    logged: list[tuple[Head, list[Edit]]] = field(default_factory=list)
    annotators: list[AnnotatorRecord] = field(default_factory=list)
    clusters: dict[UUID, int] = field(default_factory=dict)
    threads: dict[UUID, tuple[Head, list[Edit]]] = field(default_factory=dict)
    ordinals: dict[UUID, tuple[int, int]] = field(default_factory=dict)
    last: int = 0

    def take(self, record: AnyRecord) -> None:
        """Write one record's rows."""
        _TAKERS[type(record)](self, record)

    def finish(self, handle: str) -> None:
        """Write what only the whole tells: threads, clusters, the log where none was given."""
        for head, edits in self.threads.values():
            self.put(head, edits)
        self.connection.many(
            "INSERT INTO cluster (id, n_documents) VALUES (:id, :n)",
            ({"id": id, "n": n} for id, n in self.clusters.items()),
        )
        if not self.history:
            self._log(handle)
        self.connection.run("UPDATE project SET commit_no = :n WHERE one = 1", {"n": self.last})

    def put(self, head: Head, edits: list[Edit]) -> None:
        """Write the rows that a stream's edits come to, and keep the edits for the log."""
        rows = Rows()
        rows.put(head, edits)
        rows.write(self.connection)
        if not self.history:
            self.logged.append((head, edits))

    def _log(self, handle: str) -> None:
        known = {a.handle: a for a in self.annotators}
        leads = [a for a in self.annotators if a.role == "lead"]
        actor = known.get(handle) or next(iter(leads or self.annotators), None)
        if actor is None:
            raise Fault("The file names no annotator", "Export it again")
        id = uuid7()
        self.connection.run(
            "INSERT INTO operation (id, actor_id, at, commit_no, kind, undoes) "
            "VALUES (:id, :actor, :at, 1, 'import', NULL)",
            {"id": id, "actor": actor.id, "at": now_ms()},
        )
        add(self.connection, (head for head, _ in self.logged))
        for head, edits in self.logged:
            if edits:
                forward, inverse = pack_bulk(edits)
                self.connection.run(
                    "INSERT INTO edit (stream_id, seq, operation_id, format, forward, inverse) "
                    "VALUES (:stream, :seq, :operation, :format, :forward, :inverse)",
                    {"stream": head.id, "seq": len(edits), "operation": id, "format": BULK, "forward": forward,
                     "inverse": inverse},
                )  # fmt: skip
                self.connection.run("UPDATE stream SET rev = :rev WHERE id = :id", {"id": head.id, "rev": len(edits)})
        self.last = 1


def _project(to: _Restoring, record: ProjectRecord) -> None:
    to.history = record.history
    to.connection.run(
        "INSERT INTO project (one, id, name, settings, schema_version, commit_no, created_at) "
        "VALUES (1, :id, :name, :settings, NULL, 0, :at)",
        {"id": record.id, "name": record.name, "settings": canonical(record.settings), "at": record.created_at},
    )
    if record.schema_version is not None:
        version = {"version": record.schema_version}
        to.put(Head(SCHEMA_STREAM, "schema", 0), [Edit(SCHEMA, 0, None, version)])


def _annotator(to: _Restoring, record: AnnotatorRecord) -> None:
    value = {"handle": record.handle, "role": record.role, "kind": record.kind, "active": record.active}
    to.annotators.append(record)
    to.put(Head(record.id, ANNOTATOR, 0), [Edit(ANNOTATOR, 0, None, value)])


def _schema(to: _Restoring, record: SchemaRecord) -> None:
    body = canonical(record.body)
    to.connection.run(
        "INSERT INTO schema_version (version, sha256, body, created_at) VALUES (:version, :sha, :body, :at)",
        {"version": record.version, "sha": sha256(body), "body": body, "at": record.created_at},
    )


def _entity(to: _Restoring, record: EntityRecord) -> None:
    to.put(Head(record.id, "entity", 0), [Edit(ENTITY, 0, None, entity_value(record))])


def _batch(to: _Restoring, record: BatchRecord) -> None:
    to.connection.run(
        "INSERT INTO import_batch (id, sha256, format, offset_unit, name, actor_id, at) "
        "VALUES (:id, :sha256, :format, :offset_unit, :name, :actor, :at)",
        plain(record),
    )


def _run(to: _Restoring, record: RunRecord) -> None:
    keep_run(to.connection, record)


def _document(to: _Restoring, record: DocumentRecord) -> None:
    own = next((t for t in record.tokens if t.fingerprint == record.fingerprint), None)
    count = 0 if own is None else len(Tokens.decode(b64decode(own.lengths), own.wide))
    row = plain(record) | {"archived": False, "n_chars": len(record.text), "n_tokens": count}
    row["search"] = searchable(record.name, record.title, record.source, record.published, record.category, record.tag)
    to.connection.run(
        "INSERT INTO document (id, ordinal, name, title, source, published, published_as_printed, category, tag, file, "
        'file_sha256, start, "end", layout, lang, sha256, n_chars, n_tokens, fingerprint, meta, archived, added_at, '
        "search) VALUES (:id, :ordinal, :name, :title, :source, :published, :published_as_printed, :category, :tag, "
        ":file, :file_sha256, :start, :end, :layout, :lang, :sha256, :n_chars, :n_tokens, :fingerprint, :meta, "
        ":archived, :added_at, :search)",
        row,
    )
    to.connection.run("INSERT INTO document_text (document_id, n_chars, body) VALUES (:id, :n_chars, :text)", row)
    for tokens in record.tokens:
        blob = b64decode(tokens.lengths)
        to.connection.run(
            "INSERT INTO tokenization (document_id, fingerprint, n_tokens, wide, tokens) "
            "VALUES (:id, :fingerprint, :n, :wide, :blob)",
            {"id": record.id, "fingerprint": tokens.fingerprint, "n": len(Tokens.decode(blob, tokens.wide)),
             "wide": tokens.wide, "blob": blob},
        )  # fmt: skip
    if record.cluster is not None:
        to.clusters[record.cluster] = to.clusters.get(record.cluster, 0) + 1
        to.connection.run("INSERT INTO cluster_member (document_id, cluster_id) VALUES (:id, :cluster)", row)
    to.ordinals[record.id] = record.ordinal, len(record.text)
    edits = [Edit(DOCUMENT, 0, None, {"archived": record.archived})]
    edits += [Edit(ZONE, n, None, value) for n, value in record.zones]
    edits += [Edit(SPLIT, n, None, value) for n, value in record.splits]
    to.put(Head(stream_of(record.id), "document", 0, record.id, len(record.text)), edits)


def _duplicate(to: _Restoring, record: DuplicateRecord) -> None:
    to.connection.run(
        "INSERT INTO duplicate (first_id, second_id, kind, similarity) VALUES (:first, :second, :kind, :similarity)",
        plain(record),
    )


def _layer(to: _Restoring, record: LayerRecord) -> None:
    ordinal, length = to.ordinals[record.document]
    to.connection.run(
        "INSERT INTO layer (id, document_id, doc_len, owner_id, kind, round, ordinal, status, flag, next_n, "
        "import_batch_id, model_run_id) "
        "VALUES (:id, :document, :length, :owner, :kind, :round, :ordinal, 'todo', :flag, :next, :import_batch, "
        ":model_run)",
        plain(record) | {"length": length, "ordinal": ordinal, "flag": False},
    )
    to.put(Head(record.id, LAYER, 0, record.document, length, record.owner, record.kind), layer_edits(record))
    keep_decisions(to.connection, record.id, record.decisions)


def _comment(to: _Restoring, record: CommentRecord) -> None:
    document = UUID(record.value["document"])
    _, edits = to.threads.setdefault(record.thread, (Head(record.thread, THREAD, 0, document), []))
    edits.append(Edit(COMMENT, record.n, None, record.value))


def _example(to: _Restoring, record: ExampleRecord) -> None:
    to.connection.run(
        'INSERT INTO guideline_example (id, label, kind, document_id, start, "end", why, added_by, at) '
        "VALUES (:id, :label, :kind, :document, :start, :end, :why, :added_by, :at)",
        plain(record),
    )


def _snapshot(to: _Restoring, record: SnapshotRecord) -> None:
    to.connection.run(
        "INSERT INTO snapshot (id, name, commit_no, versions, actor_id, at) "
        "VALUES (:id, :name, :commit_no, :versions, :actor, :at)",
        plain(record),
    )


def _stream(to: _Restoring, record: StreamRecord) -> None:
    to.connection.run(
        "INSERT INTO stream (id, kind, rev, document_id) VALUES (:id, :kind, :rev, :document)", plain(record)
    )


def _operation(to: _Restoring, record: OperationRecord) -> None:
    to.last = max(to.last, record.commit_no)
    to.connection.run(
        "INSERT INTO operation (id, actor_id, at, commit_no, kind, undoes) "
        "VALUES (:id, :actor, :at, :commit_no, :kind, :undoes)",
        plain(record),
    )
    to.connection.many(
        "INSERT INTO edit (stream_id, seq, operation_id, format, forward, inverse) "
        "VALUES (:stream, :seq, :operation, :format, :forward, :inverse)",
        ({**edit.model_dump(), "operation": record.id} for edit in record.edits),
    )


_TAKERS: Final[Mapping[type[Any], Callable[[_Restoring, Any], None]]] = {
    ProjectRecord: _project,
    AnnotatorRecord: _annotator,
    SchemaRecord: _schema,
    EntityRecord: _entity,
    BatchRecord: _batch,
    RunRecord: _run,
    DocumentRecord: _document,
    DuplicateRecord: _duplicate,
    LayerRecord: _layer,
    CommentRecord: _comment,
    SnapshotRecord: _snapshot,
    ExampleRecord: _example,
    StreamRecord: _stream,
    OperationRecord: _operation,
}
