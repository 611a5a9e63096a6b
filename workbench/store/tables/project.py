"""The project itself, its people and its schemas."""

from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint
from sqlmodel import Field

from workbench.store.tables.columns import WITHOUT_ROWID, Base, key, moment, number_key, ref, words


class Project(Base, table=True):
    """The one project of this database; its row is also the queue in which writers wait for their ``commit_no``."""

    __table_args__ = (CheckConstraint("one = 1", name="one"),)

    one: int = number_key()
    id: UUID = ref()
    name: str = words()
    settings: str = words()
    schema_version: int | None = Field(default=None, foreign_key="schema_version.version")
    commit_no: int = Field(sa_type=BigInteger)
    created_at: int = moment()


class SchemaVersion(Base, table=True):
    """A version of the annotation schema, as canonical JSON; never changed, the schema's stream says which holds."""

    version: int = number_key()
    sha256: str = words(unique=True)
    body: str = words()
    created_at: int = moment()


class Annotator(Base, table=True):
    """Somebody (or a model, or the reserved ``gold``) who owns layers; never deleted."""

    __table_args__ = (
        CheckConstraint("role IN ('annotator', 'curator', 'lead')", name="role"),
        CheckConstraint("kind IN ('human', 'model', 'gold')", name="kind"),
        WITHOUT_ROWID,
    )

    id: UUID = key()
    handle: str = words(unique=True)
    role: str = words()
    kind: str = words()
    active: bool


class Entity(Base, table=True):
    """An entry of the registry that spans link to; ``redirect`` names the entry it was merged into."""

    __table_args__ = (
        # Deferred, because an import may add an entry before the one it leads to.
        ForeignKeyConstraint(["redirect"], ["entity.id"], deferrable=True, initially="DEFERRED"),
        WITHOUT_ROWID,
    )

    id: UUID = key()
    slug: str = words(unique=True)
    name: str = words()
    kind: str | None = words()
    aliases: str = words()
    redirect: UUID | None = ref(index=True)


class GuidelineExample(Base, table=True):
    """A stretch of a document that the guideline shows as an example of a label."""

    __table_args__ = (
        CheckConstraint("kind IN ('positive', 'negative')", name="kind"),
        CheckConstraint('start >= 0 AND start < "end"', name="range"),
    )

    id: UUID = key()
    label: str = words()
    kind: str = words()
    document_id: UUID = ref("document.id", index=True)
    start: int
    end: int
    why: str = words()
    added_by: UUID = ref("annotator.id")
    at: int = moment()


class Session(Base, table=True):
    """Who has which layer open where: a hint for people, never a lock."""

    __table_args__ = (WITHOUT_ROWID,)

    id: UUID = key()
    annotator_id: UUID = ref("annotator.id")
    layer_id: UUID = ref("layer.id", index=True)
    host: str = words()
    pid: int
    opened_at: int = moment()
    last_seen: int = moment()


class Place(Base, table=True):
    """Where an annotator last was in a document: a convenience that the log does not keep."""

    __table_args__ = (WITHOUT_ROWID,)

    annotator_id: UUID = key("annotator.id")
    document_id: UUID = key("document.id")
    cursor: int
    top: int
    at: int = moment()


class Snapshot(Base, table=True):
    """A name for a state of the project: everything up to a ``commit_no``.

    ``versions`` is canonical JSON: those of the libraries, and what was wished of the export that was named.
    """

    id: UUID = key()
    name: str = words(unique=True)
    commit_no: int = Field(sa_type=BigInteger)
    versions: str = words()
    actor_id: UUID = ref("annotator.id")
    at: int = moment()
