"""The append-only log."""

from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint
from sqlmodel import Field

from workbench.store.tables.columns import WITHOUT_ROWID, Base, Guid, key, moment, ref, words


class Stream(Base, table=True):
    """A sequence of edits with one optimistic lock: ``rev`` is the number of its last edit."""

    __table_args__ = (
        CheckConstraint(
            "kind IN ('layer', 'document', 'entity', 'thread', 'schema', 'project', 'annotator')", name="kind"
        ),
        CheckConstraint("rev >= 0", name="rev"),
        WITHOUT_ROWID,
    )

    id: UUID = key()
    kind: str = words()
    rev: int = Field(sa_type=BigInteger)
    document_id: UUID | None = ref("document.id", index=True)


class Operation(Base, table=True):
    """What a person did: one entry, of edits to one or more streams."""

    __table_args__ = (WITHOUT_ROWID,)

    id: UUID = key()
    actor_id: UUID = ref("annotator.id")
    at: int = moment()
    commit_no: int = Field(sa_type=BigInteger, unique=True)
    kind: str = words()
    undoes: UUID | None = Field(sa_type=Guid, foreign_key="operation.id", unique=True)


class Edit(Base, table=True):
    """One edit (``put``) or a whole import's (``bulk``) of one stream; ``seq`` is the number of its last edit."""

    __table_args__ = (
        CheckConstraint("seq >= 1", name="seq"),
        CheckConstraint("format IN ('put', 'bulk')", name="format"),
        WITHOUT_ROWID,
    )

    stream_id: UUID = key("stream.id")
    seq: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    operation_id: UUID = ref("operation.id", index=True)
    format: str = words()
    forward: str = words()
    inverse: str = words()
