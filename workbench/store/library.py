"""The library: pages of documents with the state of everybody's work, by key and never by offset.

A page is one query along an index (:mod:`.shelf`) and three small ones for its own documents, so that the last page of
100,000 documents costs what the first does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from workbench.store.connection import Connection, as_uuid
from workbench.store.shelf import ORDERS, Found, Wanted, find, next_todo, total

__all__ = ["ORDERS", "LibraryRow", "count", "library_page", "next_todo", "statuses"]


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

    Raises:
        Fault: where there is no such order or status.
    """
    wanted = Wanted(filter, status, order, descending, archived)
    return _rows(connection, viewer, find(connection, viewer, wanted, after, limit))


def count(
    connection: Connection, viewer: UUID, filter: str = "", status: str | None = None, archived: bool | None = False
) -> int:
    """How many documents the library has under a filter and status."""
    return total(connection, viewer, Wanted(filter, status, archived=archived))


def statuses(connection: Connection) -> dict[str, dict[str, int]]:
    """For each human annotator's handle, how many documents are in each status but ``todo`` (which is all the rest)."""
    out: dict[str, dict[str, int]] = {}
    for handle, status, n in connection.rows(
        "SELECT a.handle, c.status, c.n FROM annotator a JOIN (SELECT owner_id, status, count(*) AS n FROM layer "
        "WHERE owner_id IN (SELECT id FROM annotator) AND kind = 'human' AND round = 1 AND status <> 'todo' "
        "GROUP BY owner_id, status) c ON c.owner_id = a.id ORDER BY a.handle, c.status"
    ):
        out.setdefault(handle, {})[status] = n
    return out


def _rows(connection: Connection, viewer: UUID, page: Sequence[Found]) -> list[LibraryRow]:
    """Fill a page: what the documents are, how large their clusters, how far everybody is."""
    ids = [found.id for found in page]
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
    own = {
        layer: (bool(flag), n)
        for layer, flag, n in connection.among(
            "SELECT l.id, l.flag, (SELECT count(*) FROM span s WHERE s.layer_id = l.id) FROM layer l "
            "WHERE l.id IN ({values})",
            [found.layer for found in page if found.layer is not None],
        )
    }
    out = []
    for found in page:
        _, order, name, title, source, published, n_chars, n_tokens, archived, duplicates = documents[found.id]
        flag, spans = own.get(found.layer, (False, 0))
        out.append(
            LibraryRow(
                as_uuid(found.id), order, name, title, source, published, n_chars, n_tokens, bool(archived),
                found.status, flag, spans, duplicates, others.get(found.id, {}), (*found.key, as_uuid(found.id)),
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
