"""Merging: what a JSONL file holds and the project does not, added; what both hold is never overwritten."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from workbench.core.edit import ENTITY, Change, Edit, Operation
from workbench.core.fault import Fault
from workbench.core.ledger import Ledger
from workbench.core.record import (
    AnnotatorRecord,
    AnyRecord,
    CommentRecord,
    DocumentRecord,
    EntityRecord,
    LayerRecord,
    OperationRecord,
    RunRecord,
    SchemaRecord,
)
from workbench.core.schema import Schema
from workbench.ingest.jsonl.arriving import new_document
from workbench.ingest.jsonl.layering import Layering
from workbench.ingest.neardup import Finder
from workbench.store import annotators, clusters, documents, entities, imports, schemas
from workbench.store.access import role_of
from workbench.store.arrivals import defer_keys, entity_value, keep_run
from workbench.store.commit import write
from workbench.store.connection import Connection
from workbench.store.dump import every_text


class Merge:
    """A merge under way, in an open transaction."""

    def __init__(self, connection: Connection, handle: str, digest: str, name: str) -> None:
        """Begin.

        Raises:
            Fault: where nobody of this handle works in the project.
        """
        me = annotators.by_handle(connection, handle)
        if me is None or not me.active:
            raise Fault(f"{handle} is not an annotator of this project", "Say who you are with --as NAME")
        defer_keys(connection)
        self.connection, self.me, self.ledger = connection, me.id, Ledger()
        self._file = digest, name
        self._batch: imports.Batch | None = None
        self._arrived: set[UUID] = set()
        self._names: dict[UUID, str] = {}
        lead = role_of(connection, me.id) == "lead"
        self._layering = Layering(connection, me.id, lead, self.ledger, self._names, self.batch)

    def take(self, record: AnyRecord) -> None:
        """Merge one record."""
        taker = _TAKERS.get(type(record))
        if taker is not None:
            taker(self, record)

    def finish(self) -> Ledger:
        """Keep what only the whole tells, and prove the counts."""
        self._layering.finish()
        if self._arrived:
            self._find_duplicates()
        self.ledger.check()
        return self.ledger

    def batch(self) -> UUID:
        """The import batch, begun with the first thing that is added."""
        if self._batch is None:
            self._batch = imports.begin(self.connection, self._file[0], "jsonl", self._file[1], self.me)
        return self._batch.id

    def annotator(self, record: AnnotatorRecord) -> None:
        """Add somebody; roles are given in each project anew."""
        if annotators.by_handle(self.connection, record.handle) is not None:
            return
        annotators.join(self.connection, record.handle, "annotator", record.kind, actor=self.me)
        self.batch()
        if record.role != "annotator":
            self.ledger.change("annotators", "annotator", record.role, "joins as annotator", record.handle)

    def schema(self, record: SchemaRecord) -> None:
        """Keep a version, so that a layer can say under which it was finished; the project's own goes on holding."""
        version = schemas.store(self.connection, Schema.model_validate(record.body))
        self._layering.versions[record.version] = version

    def entity(self, record: EntityRecord) -> None:
        """Add an entry of the registry."""
        known = entities.entity(self.connection, record.id)
        value = entity_value(record)
        if known is not None:
            if known.to_json() != value:
                self.ledger.change("entities", "entity", "", "is here already and stays as it is", record.slug)
            return
        if entities.by_slug(self.connection, record.slug) is not None:
            value["slug"] = entities.slug_for(self.connection, record.name)
            self.ledger.change("entities", "entity", "", "its short name was taken", record.slug)
        self.batch()
        change = Change(record.id, Edit(ENTITY, 0, None, value))
        write(self.connection, Operation(self.me, "import", (change,)), {})

    def run(self, record: RunRecord) -> None:
        """Keep a model run."""
        keep_run(self.connection, record)

    def document(self, record: DocumentRecord) -> None:
        """Add a document."""
        self._names[record.id] = record.name
        if documents.info(self.connection, record.id) is not None:
            self.ledger.leave_out("the document is here already")
            return
        self.ledger.select("documents")
        self.ledger.write("documents")
        self.batch()
        self._arrived.add(record.id)
        documents.add_documents(self.connection, [new_document(record)], self.me)

    def layer(self, record: LayerRecord) -> None:
        """Add a layer."""
        self._layering.layer(record)

    def comment(self, record: CommentRecord) -> None:
        """Add a comment."""
        self._layering.comment(record)

    def operation(self, record: OperationRecord) -> None:
        """Count an entry of a log: it stays with the project it was made in."""
        self.ledger.leave_out("the log's entries stay with their own project")

    def _find_duplicates(self) -> None:
        """Compare the documents that arrived with all others, which come before them, as an ingest does."""
        finder: Finder[UUID] = Finder(lambda id: documents.text(self.connection, id))
        pairs: list[clusters.Pair] = []
        for id, _, text in every_text(self.connection):
            if id not in self._arrived:
                finder.know(id, text)
                continue
            kinds = (("exact" if match.exact else "near", match) for match in finder.add(id, text))
            pairs += [clusters.Pair(match.key, id, kind, match.similarity) for kind, match in kinds]
        clusters.add_pairs(self.connection, pairs)


_TAKERS: Final[Mapping[type[Any], Callable[[Merge, Any], None]]] = {
    AnnotatorRecord: Merge.annotator,
    SchemaRecord: Merge.schema,
    EntityRecord: Merge.entity,
    RunRecord: Merge.run,
    DocumentRecord: Merge.document,
    LayerRecord: Merge.layer,
    CommentRecord: Merge.comment,
    OperationRecord: Merge.operation,
}
