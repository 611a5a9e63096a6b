"""Documents, their text, tokens, zones, splits and near-duplicates."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field

from workbench.store.tables.columns import WITHOUT_ROWID, Base, key, moment, number_key, ref, text_key, words


class Document(Base, table=True):
    """Where a text came from; all but ``archived`` is fixed for ever."""

    __table_args__ = (
        UniqueConstraint("id", "n_chars"),
        CheckConstraint("n_chars >= 0", name="n_chars"),
        CheckConstraint('(start IS NULL) = ("end" IS NULL)', name="slice"),
        # Holds what a filter looks at, so that a filter that finds nothing reads this index and no document.
        Index("ix_document_ordinal", "ordinal", "id", "archived", "search"),
        Index("ix_document_name", "name", "id"),
        Index("ix_document_title", text("coalesce(title, '')"), "id"),
        Index("ix_document_published", text("coalesce(published, '')"), "id"),
        Index("ix_document_source", text("coalesce(source, '')"), "id"),
        Index("ix_document_n_chars", "n_chars", "id"),
        WITHOUT_ROWID,
    )

    id: UUID = key()
    ordinal: int
    name: str = words()
    title: str | None = words()
    source: str | None = words()
    published: str | None = words()
    published_as_printed: str | None = words()
    category: str | None = words()
    tag: str | None = words()
    file: str | None = words()
    file_sha256: str | None = words()
    start: int | None
    end: int | None
    layout: str | None = words()
    lang: str = words()
    sha256: str = words()
    n_chars: int
    n_tokens: int
    fingerprint: str | None = words()
    meta: str = words()
    search: str = words()
    archived: bool
    added_at: int = moment()


class DocumentText(Base, table=True):
    """A document's text, apart from its row so that lists never touch it; immutable."""

    __table_args__ = (
        ForeignKeyConstraint(["document_id", "n_chars"], ["document.id", "document.n_chars"]),
        CheckConstraint("length(body) = n_chars", name="length"),
    )

    document_id: UUID = key()
    n_chars: int
    body: str = words()


class Tokenization(Base, table=True):
    """What one tokenizer made of one document: two bytes a token (four where ``wide``), see core.tokens."""

    __table_args__ = (CheckConstraint("n_tokens >= 0", name="n_tokens"),)

    document_id: UUID = key("document.id")
    fingerprint: str = text_key()
    n_tokens: int
    wide: bool
    tokens: bytes = Field(sa_type=LargeBinary)


class LexemeCache(Base, table=True):
    """Lexeme ids of a tokenization, four bytes a token; local to this file, rebuilt after a merge."""

    document_id: UUID = key("document.id")
    fingerprint: str = text_key()
    ids: bytes = Field(sa_type=LargeBinary)


class Zone(Base, table=True):
    """A skip zone."""

    __table_args__ = (
        ForeignKeyConstraint(["document_id", "doc_len"], ["document.id", "document.n_chars"]),
        CheckConstraint('start >= 0 AND start < "end" AND "end" <= doc_len', name="range"),
        WITHOUT_ROWID,
    )

    document_id: UUID = key()
    n: int = number_key()
    doc_len: int
    start: int
    end: int
    kind: str = words()


class Split(Base, table=True):
    """Which part of a training corpus a document belongs to; ``n`` numbers the division."""

    __table_args__ = (WITHOUT_ROWID,)

    document_id: UUID = key("document.id")
    n: int = number_key()
    part: str = words()


class Cluster(Base, table=True):
    """A group of near-duplicate documents."""

    __table_args__ = (WITHOUT_ROWID,)

    id: UUID = key()
    n_documents: int


class ClusterMember(Base, table=True):
    """A document's cluster."""

    __table_args__ = (WITHOUT_ROWID,)

    document_id: UUID = key("document.id")
    cluster_id: UUID = ref("cluster.id", index=True)


class Duplicate(Base, table=True):
    """Two documents that are alike, the smaller id first; ``similarity`` is the Jaccard of their shingles."""

    __table_args__ = (
        CheckConstraint("kind IN ('exact', 'near')", name="kind"),
        CheckConstraint("first_id < second_id", name="ordered"),
        Index("ix_duplicate_second_id", "second_id"),
        WITHOUT_ROWID,
    )

    first_id: UUID = key("document.id")
    second_id: UUID = key("document.id")
    kind: str = words()
    similarity: float
