"""The shelf: which documents stand where in which order, found along an index and never by offset."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from workbench.core.fault import Fault
from workbench.core.layer import STATUSES
from workbench.store.connection import Connection, Row, as_uuid

ORDERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "order": "d.ordinal",
        "name": "d.name",
        "title": "coalesce(d.title, '')",
        "date": "coalesce(d.published, '')",
        "source": "coalesce(d.source, '')",
        "length": "d.n_chars",
    }
)
"""What documents can be sorted by, each an index of its own; ``status`` sorts by status, then order."""

FEW: Final = 2000
"""Up to so many matches of a filter are sorted at once; more are looked for along the order's index."""

_OWN = "l.owner_id = :viewer AND l.kind = 'human' AND l.round = 1"
_BESIDE = f"LEFT JOIN layer l ON {_OWN} AND l.ordinal = d.ordinal AND l.document_id = d.id "


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the shelf.

    Raises:
        Fault: where there is no such order or status.
    """

    filter: str = ""
    status: str | None = None
    order: str = "order"
    descending: bool = False
    archived: bool | None = False

    def __post_init__(self) -> None:
        if self.order != "status" and self.order not in ORDERS:
            raise Fault(f"Documents can't be sorted by {self.order}", f"Sort by {', '.join(ORDERS)} or status")
        if self.status is not None and self.status not in STATUSES:
            raise Fault(f"There is no status {self.status}", f"Choose one of {', '.join(STATUSES)}")

    def conditions(self) -> tuple[list[str], dict[str, Any]]:
        """What a document must be, as conditions on ``d`` with their parameters."""
        conditions: list[str] = []
        parameters: dict[str, Any] = {}
        if self.archived is not None:
            conditions.append("d.archived" if self.archived else "NOT d.archived")
        for k, word in enumerate(self.filter.casefold().split()):
            conditions.append(f"d.search LIKE :word{k} ESCAPE '!'")
            parameters[f"word{k}"] = f"%{_literal(word)}%"
        return conditions, parameters


@dataclass(frozen=True, slots=True)
class Found:
    """A document on the shelf: ids as the driver gives them, ``key`` what it was sorted by."""

    id: Any
    key: tuple[Any, ...]
    status: str
    layer: Any


def find(
    connection: Connection, viewer: UUID, wanted: Wanted, after: tuple[Any, ...] | None, limit: int
) -> list[Found]:
    """The next documents after a key (of :attr:`Found.key`, followed by the id), at most ``limit``."""
    if wanted.order == "status":
        return _by_status(connection, viewer, wanted, after, limit)
    if wanted.status not in (None, "todo") and wanted.order == "order":
        return _begun(connection, viewer, wanted, after, limit)
    return _along(connection, viewer, wanted, after, limit)


def total(connection: Connection, viewer: UUID, wanted: Wanted) -> int:
    """How many documents there are."""
    conditions, parameters = wanted.conditions()
    if wanted.status is not None:
        conditions.append("coalesce(l.status, 'todo') = :status")
        parameters |= {"viewer": viewer, "status": wanted.status}
    own = _BESIDE if wanted.status else ""
    return int(connection.value(f"SELECT count(*) FROM document d {own}{_where(conditions)}", parameters))


def next_todo(connection: Connection, viewer: UUID, after_order: int = 0) -> UUID | None:
    """The next document the viewer has neither finished nor skipped, round from the end; None where there is none."""
    for bound in ("d.ordinal > :order", "d.ordinal <= :order"):
        found = connection.value(
            f"SELECT d.id FROM document d WHERE {bound} AND NOT d.archived AND NOT EXISTS (SELECT 1 FROM layer l "
            f"WHERE {_OWN} AND l.ordinal = d.ordinal AND l.document_id = d.id AND l.status IN ('done', 'skipped')) "
            "ORDER BY d.ordinal, d.id LIMIT 1",
            {"viewer": viewer, "order": after_order},
        )
        if found is not None:
            return as_uuid(found)
    return None


def _along(
    connection: Connection, viewer: UUID, wanted: Wanted, after: tuple[Any, ...] | None, limit: int
) -> list[Found]:
    """Documents along the index of their order."""
    expression = ORDERS[wanted.order]
    conditions, parameters = wanted.conditions()
    if wanted.filter and wanted.order != "order":
        few = _few(connection, conditions, parameters)
        if few is not None:
            return _sorted(connection, viewer, wanted, few, after)[:limit]
    if wanted.status is not None:
        conditions.append("coalesce(l.status, 'todo') = :status")
        parameters["status"] = wanted.status
    if after is not None:
        conditions.append(f"({expression}, d.id) {'<' if wanted.descending else '>'} (:after, :after_id)")
        parameters |= {"after": after[0], "after_id": after[-1]}
    way = "DESC" if wanted.descending else "ASC"
    rows = connection.rows(
        f"SELECT d.id, {expression}, l.status, l.id FROM document d {_BESIDE}{_where(conditions)} "
        f"ORDER BY {expression} {way}, d.id {way} LIMIT :limit",
        {"viewer": viewer, "limit": limit, **parameters},
    )
    return _found(rows)


def _begun(
    connection: Connection, viewer: UUID, wanted: Wanted, after: tuple[Any, ...] | None, limit: int
) -> list[Found]:
    """Documents of a status that only a layer can have, along the index of the viewer's layers."""
    conditions, parameters = wanted.conditions()
    if after is not None:
        conditions.append(f"(l.ordinal, l.document_id) {'<' if wanted.descending else '>'} (:after, :after_id)")
        parameters |= {"after": after[0], "after_id": after[-1]}
    way = "DESC" if wanted.descending else "ASC"
    rows = connection.rows(
        "SELECT l.document_id, l.ordinal, l.status, l.id FROM layer l JOIN document d ON d.id = l.document_id "
        f"{_where([_OWN, 'l.status = :status', *conditions])} "
        f"ORDER BY l.ordinal {way}, l.document_id {way} LIMIT :limit",
        {"viewer": viewer, "status": wanted.status, "limit": limit, **parameters},
    )
    return _found(rows)


def _by_status(
    connection: Connection, viewer: UUID, wanted: Wanted, after: tuple[Any, ...] | None, limit: int
) -> list[Found]:
    """Documents by status, then order: a page of each status after another; keys are (status, order)."""
    statuses = [status for status in STATUSES if wanted.status in (None, status)]
    if wanted.descending:
        statuses.reverse()
    if after is not None:
        statuses = statuses[statuses.index(after[0]) :] if after[0] in statuses else []
    found: list[Found] = []
    for status in statuses:
        start = after[1:] if after is not None and after[0] == status else None
        page = find(connection, viewer, replace(wanted, status=status, order="order"), start, limit - len(found))
        found += [replace(one, key=(status, *one.key)) for one in page]
        if len(found) == limit:
            break
    return found


def _few(connection: Connection, conditions: Sequence[str], parameters: Mapping[str, Any]) -> list[Any] | None:
    """The ids of all documents under a filter, from one index alone; None where there are more than a few."""
    rows = connection.rows(
        f"SELECT d.id FROM document d {_where(conditions)} ORDER BY d.ordinal, d.id LIMIT :few",
        {**parameters, "few": FEW + 1},
    )
    return None if len(rows) > FEW else [row[0] for row in rows]


def _sorted(
    connection: Connection, viewer: UUID, wanted: Wanted, ids: Sequence[Any], after: tuple[Any, ...] | None
) -> list[Found]:
    """These documents in their order, after a key."""
    rows = connection.among(
        f"SELECT d.id, {ORDERS[wanted.order]}, l.status, l.id FROM document d {_BESIDE}WHERE d.id IN ({{values}})",
        ids,
        {"viewer": viewer},
    )
    found = [one for one in _found(rows) if wanted.status in (None, one.status)]
    found.sort(key=lambda one: (*one.key, as_uuid(one.id)), reverse=wanted.descending)
    if after is None:
        return found
    if wanted.descending:
        return [one for one in found if (*one.key, as_uuid(one.id)) < after]
    return [one for one in found if (*one.key, as_uuid(one.id)) > after]


def _found(rows: Sequence[Row]) -> list[Found]:
    return [Found(id, (key,), status or "todo", layer) for id, key, status, layer in rows]


def _where(conditions: Sequence[str]) -> str:
    return f"WHERE {' AND '.join(conditions)}" if conditions else ""


def _literal(word: str) -> str:
    """A word without the power of LIKE's wildcards."""
    return word.replace("!", "!!").replace("%", "!%").replace("_", "!_")
