"""Storing: the plans of one file, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from workbench.core.edit import Change, Operation, on
from workbench.core.entity import Entity
from workbench.core.fault import Fault
from workbench.core.ids import layer_id
from workbench.core.ledger import Ledger
from workbench.core.record import LayerRecord
from workbench.formats.exchange import Link
from workbench.ingest.foreign.books import RELATIONS, SPANS, enter
from workbench.ingest.foreign.counts import Stored
from workbench.ingest.foreign.planning import LayerPlan, Plan
from workbench.ingest.foreign.reading import FileRead
from workbench.ingest.jsonl.layering import Layering
from workbench.ingest.preparing import Maker
from workbench.store import annotators, clusters, documents, entities, imports
from workbench.store.access import role_of
from workbench.store.arrivals import layer_edits
from workbench.store.commit import write
from workbench.store.connection import Connection
from workbench.store.layers import make_layer

TOGETHER = 5_000
"""Edits of an operation at least, where layers are stored together."""


@dataclass(slots=True)
class Storing:
    """An open transaction for one file; ``version`` is that of the schema that holds."""

    connection: Connection
    me: annotators.Annotator
    maker: Maker
    version: int
    ledger: Ledger
    advance: Callable[[int], None]
    stored: Stored = field(default_factory=Stored)
    _entries: dict[str, Entity] = field(default_factory=dict)
    _waiting: list[Change] = field(default_factory=list)
    _owners: dict[str, annotators.Annotator] = field(default_factory=dict)

    def file(self, read: FileRead, digest: str, batch: str, plans: list[Plan]) -> Stored:
        """Store a file's documents and layers; returns what was stored.

        Args:
            read: the file.
            digest: the hash of its bytes, which documents keep.
            batch: the hash that tells this import from others.
            plans: what becomes of its documents.

        Raises:
            Fault: where the annotator may not, or the database refuses; the caller's transaction is then lost.
        """
        begun = imports.find(self.connection, batch, read.format, read.unit)
        if begun is None:
            begun = imports.begin(self.connection, batch, read.format, read.name, self.me.id, read.unit)
        self._add(read, digest, [plan for plan in plans if plan.new])
        lead = role_of(self.connection, self.me.id) == "lead"
        names = {plan.id: plan.name for plan in plans}
        for entry in entities.all_entities(self.connection):
            for name in (entry.slug, *entry.aliases):
                self._entries.setdefault(name, entry)
        for plan in plans:
            touched = [self._layer(plan, layer, begun.id, lead, names) for layer in plan.layers]
            if plan.new or any(touched):
                self.stored.documents.add(plan.id)
            self.advance(1)
        self._write_waiting()
        return self.stored

    def _add(self, read: FileRead, digest: str, plans: list[Plan]) -> None:
        new = [self._new(read, digest, plan) for plan in plans]
        documents.add_documents(self.connection, new, self.me.id)
        pairs = (
            clusters.Pair(plan.id, match.key, "exact" if match.exact else "near", match.similarity)
            for plan in plans
            for match in plan.matches
        )
        clusters.add_pairs(self.connection, pairs)

    def _new(self, read: FileRead, digest: str, plan: Plan) -> documents.NewDocument:
        text, title = plan.document.text or "", plan.document.meta.get("title")
        tokens = self.maker.tokenizer(text)
        return documents.NewDocument(
            id=plan.id,
            name=plan.name,
            text=text,
            lang=self.maker.lang,
            tokens=tokens.blob,
            wide=tokens.wide,
            n_tokens=tokens.count,
            fingerprint=self.maker.tokenizer.fingerprint,
            title=title if isinstance(title, str) else plan.document.name,
            file=read.name,
            file_sha256=digest,
            lexemes=tokens.lexemes,
            meta=plan.meta,
        )

    # -- layers ------------------------------------------------------------------------

    def _layer(self, plan: Plan, layer: LayerPlan, batch: UUID, lead: bool, names: Mapping[UUID, str]) -> bool:
        """Store a layer, in its own place or as a further round; returns whether anything came of it."""
        owner = self._owner(layer)
        if layer.kind == "human" and owner.id != self.me.id and not lead:
            raise Fault(
                f"Only a lead brings in the work of others, here of {owner.handle}",
                f"Ask the lead, or bring it in as your own with --annotator {self.me.handle}",
            )
        record = self._record(plan.id, owner.id, layer)
        if plan.new:
            self._first(record, batch)
            self.stored.add(Stored(set(), len(record.spans), len(record.relations)))
            return True
        books = Ledger()
        layering = Layering(self.connection, self.me.id, lead, books, names, lambda: batch)
        layering.versions[self.version] = self.version
        layering.layer(record)
        return self._booked(books, layer)

    def _owner(self, layer: LayerPlan) -> annotators.Annotator:
        if layer.handle not in self._owners:
            joined = annotators.join(self.connection, layer.handle, "annotator", layer.kind, actor=self.me.id)
            self._owners[layer.handle] = joined
        return self._owners[layer.handle]

    def _first(self, record: LayerRecord, batch: UUID) -> None:
        """Store a layer of a document that has just been added, where no other work can stand.

        One's own layers are an operation each, because one may undo them; others' cannot be undone here, and go
        together.
        """
        make_layer(self.connection, record.document, record.owner, record.kind, batch=batch)
        edits = layer_edits(record)
        if record.owner == self.me.id and edits:
            write(self.connection, Operation(self.me.id, "import", on(record.id, edits)), {})
        else:
            self._waiting += on(record.id, edits)
            if len(self._waiting) >= TOGETHER:
                self._write_waiting()

    def _write_waiting(self) -> None:
        if self._waiting:
            write(self.connection, Operation(self.me.id, "import", tuple(self._waiting)), {})
            self._waiting = []

    def _record(self, document: UUID, owner: UUID, layer: LayerPlan) -> LayerRecord:
        items = layer.items
        head = {
            "status": layer.status,
            "flag": layer.note is not None,
            "flag_note": layer.note,
            "schema": self.version if layer.status == "done" else None,
        }
        spans = []
        for span in items.spans:
            value = span.to_json()
            if span.n in items.links:
                value["links"] = [str(entry.id) for entry in self._linked(document, items.links[span.n])]
            spans.append((span.n, value))
        numbers = [*items.spans, *items.relations, *items.labels]
        return LayerRecord(
            id=layer_id(document, owner, layer.kind, 1),
            document=document,
            owner=owner,
            kind=layer.kind,
            round=1,
            head=head,
            spans=tuple(spans),
            relations=tuple((relation.n, relation.to_json()) for relation in items.relations),
            labels=tuple((label.n, label.to_json()) for label in items.labels),
            next=1 + len(numbers),
            import_batch=None,
            model_run=None,
            decisions=(),
        )

    def _booked(self, books: Ledger, layer: LayerPlan) -> bool:
        """Enter what became of a layer; what the plan took for kept and is not is taken out again."""
        for view, n in ((SPANS, len(layer.items.spans)), (RELATIONS, len(layer.items.relations))):
            written = books.views[view].written if view in books.views else 0
            if written < n:
                self.ledger.write(view, written - n)
            if view not in books.views and n:
                self.ledger.select(view, -n)
            setattr(self.stored, view, getattr(self.stored, view) + written)
        if books.dropped("layers"):
            self.ledger.select("layers", books.dropped("layers"))
        enter(self.ledger, books)
        return "layers" in books.views and books.views["layers"].written > 0

    # -- the registry -------------------------------------------------------------------

    def _linked(self, document: UUID, links: Iterable[Link]) -> list[Entity]:
        """The entries that links mean, each once; what is not in the registry is added, its own id an alias."""
        found = [self._entry(f"{document}#{link.id}" if link.local else link.id, link) for link in links]
        return list({entry.id: entry for entry in found}.values())

    def _entry(self, key: str, link: Link) -> Entity:
        if key not in self._entries:
            entry = entities.new(self.connection, link.name or link.id, aliases=(key,))
            write(self.connection, Operation(self.me.id, "import", (entities.add_change(entry),)), {})
            self._entries[key] = entry
        return self._entries[key]
