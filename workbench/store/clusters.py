"""Near-duplicates: which documents are alike, and the clusters they make. Derived, hence not in the log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from workbench.core.ids import uuid7
from workbench.store.connection import Connection, as_uuid
from workbench.store.unions import Unions


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents that are alike; ``kind`` is exact or near, ``similarity`` the Jaccard of their shingles."""

    first: UUID
    second: UUID
    kind: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A document that is like another."""

    id: UUID
    name: str
    kind: str
    similarity: float


def add_pairs(connection: Connection, pairs: Iterable[Pair]) -> None:
    """Keep pairs of documents that are alike, and join their clusters."""
    kept = [Pair(min(p.first, p.second), max(p.first, p.second), p.kind, p.similarity) for p in pairs]
    kept = [p for p in kept if p.first != p.second]
    connection.many(
        "INSERT INTO duplicate (first_id, second_id, kind, similarity) VALUES (:first, :second, :kind, :similarity) "
        "ON CONFLICT (first_id, second_id) DO UPDATE SET kind = :kind, similarity = :similarity",
        ({"first": p.first, "second": p.second, "kind": p.kind, "similarity": p.similarity} for p in kept),
    )
    _join(connection, kept)


def duplicates_of(connection: Connection, document: UUID) -> list[Duplicate]:
    """Documents that are like one, the likest first."""
    rows = connection.rows(
        "SELECT d.id, d.name, x.kind, x.similarity FROM duplicate x JOIN document d ON d.id = x.second_id "
        "WHERE x.first_id = :id UNION ALL "
        "SELECT d.id, d.name, x.kind, x.similarity FROM duplicate x JOIN document d ON d.id = x.first_id "
        "WHERE x.second_id = :id",
        {"id": document},
    )
    found = [Duplicate(as_uuid(id), name, kind, similarity) for id, name, kind, similarity in rows]
    return sorted(found, key=lambda d: (-d.similarity, d.name, d.id))


def cluster_of(connection: Connection, document: UUID) -> UUID | None:
    """The cluster a document is in; None where it is like no other."""
    found = connection.value("SELECT cluster_id FROM cluster_member WHERE document_id = :id", {"id": document})
    return None if found is None else as_uuid(found)


def members(connection: Connection) -> dict[UUID, list[UUID]]:
    """Every cluster's documents, sorted."""
    out: dict[UUID, list[UUID]] = {}
    for cluster, document in connection.rows(
        "SELECT cluster_id, document_id FROM cluster_member ORDER BY cluster_id, document_id"
    ):
        out.setdefault(as_uuid(cluster), []).append(as_uuid(document))
    return out


def pairs(connection: Connection) -> list[Pair]:
    """Every pair, sorted by its ids."""
    rows = connection.rows("SELECT first_id, second_id, kind, similarity FROM duplicate ORDER BY first_id, second_id")
    return [Pair(as_uuid(a), as_uuid(b), kind, similarity) for a, b, kind, similarity in rows]


def _join(connection: Connection, found: Sequence[Pair]) -> None:
    """Let the documents of each pair share a cluster; where clusters grow together, the oldest keeps its id."""
    documents = {id for pair in found for id in (pair.first, pair.second)}
    rows = connection.among(
        "SELECT document_id, cluster_id FROM cluster_member WHERE document_id IN ({values})", documents
    )
    known = {as_uuid(document): as_uuid(cluster) for document, cluster in rows}
    unions: Unions[UUID] = Unions()
    for document, cluster in known.items():
        unions.join(cluster, document)
    for pair in found:
        unions.join(pair.first, pair.second)
    old = sorted(set(known.values()))
    into: dict[UUID, UUID] = {}
    for cluster in old:
        into.setdefault(unions.root(cluster), cluster)
    fresh = sorted(documents - known.keys())
    made = {root: uuid7() for root in dict.fromkeys(map(unions.root, fresh)) if root not in into}
    into |= made
    _write(
        connection,
        sorted(made.values()),
        {document: into[unions.root(document)] for document in fresh},
        {cluster: to for cluster in old if (to := into[unions.root(cluster)]) != cluster},
    )


def _write(connection: Connection, made: Sequence[UUID], fresh: dict[UUID, UUID], merged: dict[UUID, UUID]) -> None:
    """Make clusters, put documents into clusters, and pour clusters into others."""
    connection.many("INSERT INTO cluster (id, n_documents) VALUES (:id, 0)", ({"id": id} for id in made))
    connection.many(
        "INSERT INTO cluster_member (document_id, cluster_id) VALUES (:document, :into)",
        ({"document": document, "into": into} for document, into in fresh.items()),
    )
    connection.many(
        "UPDATE cluster_member SET cluster_id = :into WHERE cluster_id = :old",
        ({"old": old, "into": into} for old, into in merged.items()),
    )
    connection.many("DELETE FROM cluster WHERE id = :old", ({"old": old} for old in merged))
    connection.many(
        "UPDATE cluster SET n_documents = (SELECT count(*) FROM cluster_member WHERE cluster_id = :into) "
        "WHERE id = :into",
        ({"into": into} for into in sorted({*fresh.values(), *merged.values()})),
    )
