"""The source: where an export reads texts and what stands in the chosen layers, now or as it stood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from workbench.store.bulk import layers_by_id
from workbench.store.columns import Columns, columns, rejections, unrolled
from workbench.store.connection import Connection
from workbench.store.texts import Text, texts
from workbench.training.choosing import Pick
from workbench.training.majority import disputed, majority

Rows: TypeAlias = Callable[[Sequence[Pick]], Columns]
"""What the picks hold; a table's ``layer`` is the position of the pick."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where an export reads, a batch at a time and always in one transaction.

    Attributes:
        texts: documents with their tokens and skip zones.
        rows: what stands in the layers of picks.
        rejections: whether any pick has rejected suggestions, so that all documents carry a group of them.
    """

    texts: Callable[[Sequence[UUID]], list[Text]]
    rows: Rows
    rejections: bool = False


def stored(connection: Connection, picks: Sequence[Pick]) -> Source:
    """The database as it stands; every pick has one layer."""
    return Source(
        lambda documents: texts(connection, documents),
        lambda some: columns(connection, [pick.layers[0] for pick in some]),
        rejections(connection, [pick.layers[0] for pick in picks]),
    )


def agreed(connection: Connection, least: int) -> Source:
    """What at least so many layers of each pick share; what fewer say is disputed."""

    def rows(picks: Sequence[Pick]) -> Columns:
        found = layers_by_id(connection, [layer for pick in picks for layer in pick.layers])
        voters = [[found[layer] for layer in pick.layers] for pick in picks]
        return unrolled([majority(some, least) for some in voters], [disputed(some, least) for some in voters])

    return Source(lambda documents: texts(connection, documents), rows)
