"""Remembered: the source of an export as it stood; streams that nobody touched since are read as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeAlias
from uuid import UUID

from workbench.core.layer import Layer
from workbench.store.bulk import layers_by_id
from workbench.store.columns import Columns, Refused, columns, unrolled
from workbench.store.connection import Connection
from workbench.store.past import layers_upto
from workbench.store.texts import Text, texts
from workbench.store.upto import UpTo
from workbench.store.woven import woven
from workbench.training.choosing import Pick
from workbench.training.majority import disputed, majority
from workbench.training.source import Rows, Source

Rejected: TypeAlias = Mapping[str, Sequence[tuple[int, int, str]]]
"""Start, end and label of every fragment of a suggestion that was rejected, by the layer's id in words."""

NOBODY: Final = UUID(int=0)
"""The id of no layer."""


def remembered(
    connection: Connection, past: UpTo, picks: Sequence[Pick], least: int | None, rejected: Rejected
) -> Source:
    """The texts and rows of the past.

    Args:
        connection: a reading transaction.
        past: when.
        picks: all that will be asked for.
        least: how many layers make a majority; None where every pick has one layer.
        rejected: what was rejected then, because the log does not tell it.
    """

    def read(documents: Sequence[UUID]) -> list[Text]:
        found = zip(documents, texts(connection, documents), strict=True)
        return [text._replace(zones=past.zones(document, text.zones)) for document, text in found]

    if least is not None:
        return Source(read, _agreed(connection, past, least))
    return Source(read, _rows(connection, past, rejected), any(str(pick.layers[0]) in rejected for pick in picks))


def _rows(connection: Connection, past: UpTo, rejected: Rejected) -> Rows:
    """What stood in picks of one layer."""

    def rows(picks: Sequence[Pick]) -> Columns:
        layers = [pick.layers[0] for pick in picks]
        moved = [position for position, layer in enumerate(layers) if layer in past.heads]
        found = columns(connection, [NOBODY if layer in past.heads else layer for layer in layers])
        if moved:
            were = layers_upto(connection, [layers[position] for position in moved], past.number)
            found = woven(found, unrolled([were[layers[position]] for position in moved]), moved)
        return replace(found, rejected=_refused(layers, rejected))

    return rows


def _agreed(connection: Connection, past: UpTo, least: int) -> Rows:
    """What at least so many layers of each pick shared."""

    def rows(picks: Sequence[Pick]) -> Columns:
        found = _layers(connection, past, [layer for pick in picks for layer in pick.layers])
        voters = [[found[layer] for layer in pick.layers] for pick in picks]
        return unrolled([majority(some, least) for some in voters], [disputed(some, least) for some in voters])

    return rows


def _layers(connection: Connection, past: UpTo, ids: Sequence[UUID]) -> dict[UUID, Layer]:
    still = layers_by_id(connection, [id for id in ids if id not in past.heads])
    return still | layers_upto(connection, [id for id in ids if id in past.heads], past.number)


def _refused(layers: Sequence[UUID], rejected: Rejected) -> Refused:
    rows = [(i, *row) for i, layer in enumerate(layers) for row in rejected.get(str(layer), ())]
    return Refused(*zip(*rows, strict=True)) if rows else Refused()
