"""The library: pages of documents with the state of everybody's work, by key and never by offset.

A page is one query along an index and two small ones for its own documents, so that the last page of 100,000
documents costs what the first does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
"""What the library can be sorted by: each an index of its own. ``status`` is sorted by status, then order."""

_OWN = "LEFT JOIN layer l ON l.document_id = d.id AND l.owner_id = :viewer AND l.kind = 'human' AND l.round = 1 "
_SEARCHED = ("d.name", "d.title", "d.source", "d.published", "d.category", "d.tag")


@dataclass(frozen=True, slots=True)
class LibraryRow:
    """A document as the library shows it; ``key`` is what the next page is asked ``after``.

    ``duplicates`` is the size of its cluster of near-duplicates (0 where it has none); ``spans`` counts the viewer's
    own; ``others`` gives colleagues' statuses by handle, which even a blind project may show.
    """

    id: UUID
    order: int
    name: str
    title: str | None
    source: str | None
    published: str | None
    n_chars: int
    n_tokens: int
    archived: bool
    status: str
    flag: bool
    spans: int
    duplicates: int
    others: Mapping[str, str]
    key: tuple[Any, ...]


def library_page(
    connection: Connection,
    viewer: UUID,
    *,
    after: tuple[Any, ...] | None = None,
    limit: int = 60,
    filter: str = "",
    status: str | None = None,
    order: str = "order",
    descending: bool = False,
    archived: bool | None = False,
) -> list[LibraryRow]:
    """The next rows of the library.

    Args:
        connection: a reading transaction.
        viewer: whose statuses are one's own.
        after: the ``key`` of the last row of the page before; None for the first page.
        limit: how many rows.
        filter: words that must all stand in the name, title, source, date, category or tag.
        status: only documents of this status of the viewer's.
        order: one of :data:`ORDERS`, or ``status``.
        descending: whether the last come first.
        archived: only archived documents, only others, or (None) all.
    """
    if order == "status":
        found = _by_status(connection, viewer, after, limit, filter, status, descending, archived)
    else:
        found = _page(connection, viewer, after, limit, filter, status, order, descending, archived)
    return _rows(connection, viewer, found)


def count(
    connection: Connection, viewer: UUID, filter: str = "", status: str | None = None, archived: bool | None = False
) -> int:
    """How many documents the library has under a filter and status."""
    conditions, parameters = _conditions(filter, status, archived)
    own = _OWN if status else ""
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return int(connection.value(f"SELECT count(*) FROM document d {own}{where}", {"viewer": viewer, **parameters}))


def statuses(connection: Connection) -> dict[str, dict[str, int]]:
    """For each human annotator's handle, how many documents are in each status but ``todo`` (which is all the rest)."""
    out: dict[str, dict[str, int]] = {}
    for handle, status, n in connection.rows(
        "SELECT a.handle, l.status, count(*) FROM layer l JOIN annotator a ON a.id = l.owner_id "
        "WHERE l.kind = 'human' AND l.round = 1 AND l.status <> 'todo' GROUP BY a.handle, l.status ORDER BY a.handle"
    ):
        out.setdefault(handle, {})[status] = n
    return out


def next_todo(connection: Connection, viewer: UUID, after_order: int = 0) -> UUID | None:
    """The next document the viewer has not begun or finished, then from the start again; None where all are done."""
    for low, high in ((after_order, None), (None, after_order)):
        bounds = ["d.ordinal > :low"] if low is not None else ["d.ordinal <= :high"]
        found = connection.value(
            f"SELECT d.id FROM document d WHERE {' AND '.join(bounds)} AND NOT d.archived AND NOT EXISTS "
            "(SELECT 1 FROM layer l WHERE l.document_id = d.id AND l.owner_id = :viewer AND l.kind = 'human' "
            "AND l.round = 1 AND l.status IN ('done', 'skipped')) ORDER BY d.ordinal, d.id LIMIT 1",
            {"viewer": viewer, "low": low, "high": high},
        )
        if found is not None:
            return as_uuid(found)
    return None


def _page(
    connection: Connection,
    viewer: UUID,
    after: tuple[Any, ...] | None,
    limit: int,
    filter: str,
    status: str | None,
    order: str,
    descending: bool,
    archived: bool | None,
) -> list[Row]:
    """Rows of (id, sort value, own status, own flag, own layer) after a key."""
    if order not in ORDERS:
        raise Fault(f"The library can't be sorted by {order}", f"Sort by {', '.join(ORDERS)} or status")
    expression = ORDERS[order]
    conditions, parameters = _conditions(filter, status, archived)
    if after is not None:
        conditions.append(f"({expression}, d.id) {'<' if descending else '>'} (:after, :after_id)")
        parameters |= {"after": after[0], "after_id": after[-1]}
    where = f"WHERE {' AND '.join(conditions)} " if conditions else ""
    way = "DESC" if descending else "ASC"
    return connection.rows(
        f"SELECT d.id, {expression}, coalesce(l.status, 'todo'), l.flag, l.id FROM document d {_OWN}{where}"
        f"ORDER BY {expression} {way}, d.id {way} LIMIT :limit",
        {"viewer": viewer, "limit": limit, **parameters},
    )


def _by_status(
    connection: Connection,
    viewer: UUID,
    after: tuple[Any, ...] | None,
    limit: int,
    filter: str,
    status: str | None,
    descending: bool,
    archived: bool | None,
) -> list[Row]:
    """Rows sorted by status, then order: one page after another of each status; keys are (status, order, id)."""
    wanted = [s for s in STATUSES if status in (None, s)]
    if descending:
        wanted.reverse()
    if after is not None:
        wanted = wanted[wanted.index(after[0]) :] if after[0] in wanted else []
    found: list[Row] = []
    for one in wanted:
        start = after[1:] if after is not None and after[0] == one else None
        page = _page(connection, viewer, start, limit - len(found), filter, one, "order", descending, archived)
        found += [(id, (one, order), *rest) for id, order, *rest in page]
        if len(found) == limit:
            break
    return found


def _conditions(filter: str, status: str | None, archived: bool | None) -> tuple[list[str], dict[str, Any]]:
    conditions: list[str] = []
    parameters: dict[str, Any] = {}
    if archived is not None:
        conditions.append("d.archived" if archived else "NOT d.archived")
    if status is not None:
        if status not in STATUSES:
            raise Fault(f"There is no status {status}", f"Choose one of {', '.join(STATUSES)}")
        conditions.append("coalesce(l.status, 'todo') = :status" if status == "todo" else "l.status = :status")
        parameters["status"] = status
    for k, word in enumerate(filter.split()):
        conditions.append("(" + " OR ".join(f"lower({column}) LIKE :word{k} ESCAPE '\\'" for column in _SEARCHED) + ")")
        parameters[f"word{k}"] = f"%{_literal(word.lower())}%"
    return conditions, parameters


def _literal(word: str) -> str:
    """A word without the power of LIKE's wildcards."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _rows(connection: Connection, viewer: UUID, page: Sequence[Row]) -> list[LibraryRow]:
    """Fill a page: what the documents are, how large their clusters, how far everybody is."""
    ids = [row[0] for row in page]
    documents = {
        row[0]: row
        for row in connection.among(
            "SELECT d.id, d.ordinal, d.name, d.title, d.source, d.published, d.n_chars, d.n_tokens, d.archived, "
            "coalesce(c.n_documents, 0) FROM document d LEFT JOIN cluster_member m ON m.document_id = d.id "
            "LEFT JOIN cluster c ON c.id = m.cluster_id WHERE d.id IN ({values})",
            ids,
        )
    }
    others = _others(connection, viewer, ids)
    counted = connection.among(
        "SELECT layer_id, count(*) FROM span WHERE layer_id IN ({values}) GROUP BY layer_id",
        [row[4] for row in page if row[4] is not None],
    )
    spans: dict[Any, int] = dict(counted)
    out = []
    for id, key, status, flag, layer in page:
        _, order, name, title, source, published, n_chars, n_tokens, archived, duplicates = documents[id]
        full_key = (*key, as_uuid(id)) if isinstance(key, tuple) else (key, as_uuid(id))
        out.append(
            LibraryRow(
                as_uuid(id), order, name, title, source, published, n_chars, n_tokens, bool(archived), status,
                bool(flag), spans.get(layer, 0), duplicates, others.get(id, {}), full_key,
            )
        )  # fmt: skip
    return out


def _others(connection: Connection, viewer: UUID, ids: Sequence[Any]) -> dict[Any, dict[str, str]]:
    out: dict[Any, dict[str, str]] = {}
    for id, handle, status in connection.among(
        "SELECT l.document_id, a.handle, l.status FROM layer l JOIN annotator a ON a.id = l.owner_id "
        "WHERE l.kind = 'human' AND l.round = 1 AND l.owner_id <> :viewer AND l.document_id IN ({values}) "
        "ORDER BY a.handle",
        ids,
        {"viewer": viewer},
    ):
        out.setdefault(id, {})[handle] = status
    return out
