"""Woven: columns of some layers put in their places among those of others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from itertools import chain
from typing import Any

from workbench.store.columns import Columns


def woven(found: Columns, others: Columns, positions: Sequence[int]) -> Columns:
    """The columns of all layers, sorted by position.

    Args:
        found: columns that have nothing at the positions.
        others: columns of as many layers as there are positions.
        positions: where each of those layers stands, in rising order.
    """
    tables: dict[str, Any] = {}
    for field in fields(Columns):
        mine, theirs = getattr(found, field.name), getattr(others, field.name)
        moved = theirs._replace(layer=[positions[layer] for layer in theirs.layer])
        tables[field.name] = _sorted(mine, moved) if len(moved.layer) else mine
    return Columns(**tables)


def _sorted(one: Any, other: Any) -> Any:
    """The rows of two tables by layer, each table's own order kept."""
    layers = [*one.layer, *other.layer]
    order = sorted(range(len(layers)), key=layers.__getitem__)
    columns = (list(chain(*both)) for both in zip(one, other, strict=True))
    return type(one)(*([column[row] for row in order] for column in columns))
