"""Layers and what stands in them."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from workbench.store.tables.columns import WITHOUT_ROWID, Base, key, moment, number_key, ref, text_key, words


class Layer(Base, table=True):
    """One owner's view of one document; ``ordinal`` repeats the document's so that lists need one index."""

    __table_args__ = (
        ForeignKeyConstraint(["id"], ["stream.id"]),
        ForeignKeyConstraint(["document_id", "doc_len"], ["document.id", "document.n_chars"]),
        UniqueConstraint("id", "doc_len"),
        UniqueConstraint("document_id", "owner_id", "kind", "round"),
        CheckConstraint("kind IN ('human', 'model', 'gold')", name="kind"),
        CheckConstraint("status IN ('todo', 'in_progress', 'done', 'skipped')", name="status"),
        CheckConstraint("round >= 1 AND next_n >= 1", name="numbers"),
        Index("ix_layer_owner", "owner_id", "kind", "round", "ordinal", "document_id", "status"),
        WITHOUT_ROWID,
    )

    id: UUID = key()
    document_id: UUID = ref()
    doc_len: int
    owner_id: UUID = ref("annotator.id")
    kind: str = words()
    round: int
    ordinal: int
    status: str = words()
    flag: bool
    flag_note: str | None = words()
    schema_version: int | None = Field(default=None, foreign_key="schema_version.version")
    next_n: int
    import_batch_id: UUID | None = ref("import_batch.id")
    model_run_id: UUID | None = ref("model_run.id")


class Span(Base, table=True):
    """A span from its first fragment's start to its last one's end."""

    __table_args__ = (
        ForeignKeyConstraint(["layer_id", "doc_len"], ["layer.id", "layer.doc_len"]),
        CheckConstraint('start >= 0 AND start < "end" AND "end" <= doc_len', name="range"),
        Index("ix_span_label", "label"),
        WITHOUT_ROWID,
    )

    layer_id: UUID = key()
    n: int = number_key()
    doc_len: int
    start: int
    end: int
    label: str = words()
    origin: str = words()
    score: float | None
    note: str | None = words()


class Fragment(Base, table=True):
    """One of the two or more fragments of a discontinuous span."""

    __table_args__ = (
        ForeignKeyConstraint(["layer_id", "n"], ["span.layer_id", "span.n"]),
        ForeignKeyConstraint(["layer_id", "doc_len"], ["layer.id", "layer.doc_len"]),
        CheckConstraint('start >= 0 AND start < "end" AND "end" <= doc_len', name="range"),
        WITHOUT_ROWID,
    )

    layer_id: UUID = key()
    n: int = number_key()
    k: int = number_key()
    doc_len: int
    start: int
    end: int


class SpanAttribute(Base, table=True):
    """A value set for an attribute of a span."""

    __table_args__ = (ForeignKeyConstraint(["layer_id", "n"], ["span.layer_id", "span.n"]), WITHOUT_ROWID)

    layer_id: UUID = key()
    n: int = number_key()
    key: str = text_key()
    value: str = text_key()


class SpanLink(Base, table=True):
    """A link of a span to an entry of the registry, in the order the annotator gave."""

    __table_args__ = (ForeignKeyConstraint(["layer_id", "n"], ["span.layer_id", "span.n"]), WITHOUT_ROWID)

    layer_id: UUID = key()
    n: int = number_key()
    k: int = number_key()
    entity_id: UUID = ref("entity.id", index=True)


class Relation(Base, table=True):
    """A labelled, directed pair of spans of one layer."""

    __table_args__ = (
        ForeignKeyConstraint(["layer_id", "head"], ["span.layer_id", "span.n"]),
        ForeignKeyConstraint(["layer_id", "tail"], ["span.layer_id", "span.n"]),
        Index("ix_relation_head", "layer_id", "head"),
        Index("ix_relation_tail", "layer_id", "tail"),
        WITHOUT_ROWID,
    )

    layer_id: UUID = key()
    n: int = number_key()
    head: int
    tail: int
    label: str = words()
    note: str | None = words()


class RelationAttribute(Base, table=True):
    """A value set for an attribute of a relation."""

    __table_args__ = (ForeignKeyConstraint(["layer_id", "n"], ["relation.layer_id", "relation.n"]), WITHOUT_ROWID)

    layer_id: UUID = key()
    n: int = number_key()
    key: str = text_key()
    value: str = text_key()


class DocumentLabel(Base, table=True):
    """A value chosen for the whole document in this layer."""

    __table_args__ = (WITHOUT_ROWID,)

    layer_id: UUID = key("layer.id")
    n: int = number_key()
    key: str = words()
    value: str = words()


class Comment(Base, table=True):
    """A comment of a thread; anchored by offsets, so that it survives the span it speaks of."""

    __table_args__ = (
        CheckConstraint('(start IS NULL) = ("end" IS NULL)', name="anchor"),
        WITHOUT_ROWID,
    )

    thread_id: UUID = key("stream.id")
    n: int = number_key()
    document_id: UUID = ref("document.id", index=True)
    layer_id: UUID | None = ref("layer.id")
    start: int | None
    end: int | None
    author_id: UUID = ref("annotator.id")
    at: int = moment()
    body: str = words()
    resolved: bool


class ImportBatch(Base, table=True):
    """A file that was imported; a second import of it is a no-op."""

    __table_args__ = (UniqueConstraint("sha256", "format", "offset_unit"),)

    id: UUID = key()
    sha256: str = words()
    format: str = words()
    offset_unit: str = words()
    name: str = words()
    actor_id: UUID = ref("annotator.id")
    at: int = moment()


class ModelRun(Base, table=True):
    """A run of a model or of patterns that proposed spans."""

    id: UUID = key()
    annotator_id: UUID = ref("annotator.id")
    round: int
    name: str = words()
    parameters: str = words()
    at: int = moment()
