"""How edits and operations are written down: rows of the log, and lines of a rescue file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from workbench.core.edit import Change, Edit, Operation
from workbench.core.json import Json, canonical, sha256

PUT: Final = "put"
BULK: Final = "bulk"
BULK_KINDS: Final = frozenset({"import", "ingest", "run"})
"""Kinds of operation whose edits of one stream are one row, however few."""
BULK_FROM: Final = 64
"""How many edits of one stream make one row whatever the kind."""


def is_bulk(kind: str, edits: int) -> bool:
    """Whether an operation's edits of one stream become one row of the log."""
    return kind in BULK_KINDS or edits >= BULK_FROM


def pack(edit: Edit) -> tuple[str, str]:
    """One edit as (forward, inverse)."""
    return canonical([edit.item, edit.n, edit.after]), canonical([edit.item, edit.n, edit.before])


def pack_bulk(edits: Sequence[Edit]) -> tuple[str, str]:
    """Many edits as (forward, inverse), each list with the hash of its content."""
    return _sealed([[e.item, e.n, e.after] for e in edits]), _sealed([[e.item, e.n, e.before] for e in edits])


def unpack(format_: str, forward: str, inverse: str) -> list[Edit]:
    """The edits of a row of the log, in the order they were made.

    Raises:
        ValueError: where a bulk row's content is not what its hash says.
    """
    if format_ == PUT:
        item, n, after = json.loads(forward)
        return [Edit(item, n, json.loads(inverse)[2], after)]
    pairs = zip(_opened(forward), _opened(inverse), strict=True)
    return [Edit(item, n, before, after) for (item, n, after), (_, _, before) in pairs]


def _sealed(puts: list[Json]) -> str:
    text = canonical(puts)
    return f'{{"puts":{text},"sha256":"{sha256(text)}"}}'


def _opened(text: str) -> list[Any]:
    value = json.loads(text)
    puts: list[Any] = value["puts"]
    if sha256(canonical(puts)) != value["sha256"]:
        raise ValueError("the content of a bulk edit does not match its hash")
    return puts


def operation_to_json(operation: Operation) -> dict[str, Json]:
    """An operation as one JSON object."""
    return {
        "id": str(operation.id),
        "actor": str(operation.actor),
        "at": operation.at,
        "kind": operation.kind,
        "undoes": None if operation.undoes is None else str(operation.undoes),
        "changes": [[str(c.stream), c.edit.item, c.edit.n, c.edit.before, c.edit.after] for c in operation.changes],
    }


def operation_from_json(value: Mapping[str, Any]) -> Operation:
    """The operation that :func:`operation_to_json` wrote."""
    return Operation(
        UUID(value["actor"]),
        value["kind"],
        tuple(Change(UUID(s), Edit(item, n, before, after)) for s, item, n, before, after in value["changes"]),
        None if value["undoes"] is None else UUID(value["undoes"]),
        UUID(value["id"]),
        value["at"],
    )
