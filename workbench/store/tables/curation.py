"""From many layers to gold: what was decided, why, and from which source."""

from uuid import UUID

from sqlalchemy import CheckConstraint, Index

from workbench.store.tables.columns import WITHOUT_ROWID, Base, key, moment, number_key, ref, words


class Decision(Base, table=True):
    """What an annotator thought of a model's suggestion, and the item made of it."""

    __table_args__ = (
        CheckConstraint("verdict IN ('accepted', 'rejected', 'edited')", name="verdict"),
        WITHOUT_ROWID,
    )

    layer_id: UUID = key("layer.id")
    model_layer_id: UUID = key("layer.id")
    n: int = number_key()
    verdict: str = words()
    made_n: int | None
    at: int = moment()


class Conflict(Base, table=True):
    """A disagreement: its id is made from the document, the aspect and the sorted members."""

    __table_args__ = (
        CheckConstraint(
            "aspect IN ('span', 'label', 'attribute', 'link', 'relation', 'document label')", name="aspect"
        ),
        WITHOUT_ROWID,
    )

    id: UUID = key()
    document_id: UUID = ref("document.id", index=True)
    aspect: str = words()
    aspect_key: str | None = words()
    members: str = words()
    predecessors: str = words()
    at: int = moment()


class Ruling(Base, table=True):
    """What a curator ruled on a disagreement; append-only, the last one holds."""

    __table_args__ = (
        CheckConstraint(
            "verdict IN ('take', 'union', 'intersection', 'own', 'reject all', 'defer', 'withdrawn')", name="verdict"
        ),
        WITHOUT_ROWID,
    )

    id: UUID = key()
    conflict_id: UUID = ref("conflict.id", index=True)
    verdict: str = words()
    detail: str = words()
    strategy: str = words()
    reason: str | None = words()
    actor_id: UUID = ref("annotator.id")
    at: int = moment()


class GoldSource(Base, table=True):
    """Where an item of a gold layer came from: the source item's number, edit and content at that time."""

    __table_args__ = (Index("ix_gold_source_source", "source_layer_id", "source_n"), WITHOUT_ROWID)

    layer_id: UUID = key("layer.id")
    n: int = number_key()
    source_layer_id: UUID = key("layer.id")
    source_n: int = number_key()
    source_seq: int
    content_sha256: str = words()
    ruling_id: UUID | None = ref("ruling.id")
