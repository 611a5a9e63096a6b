"""Units: what a division may not cut, and how often each label stands in what a division deals out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from typing import Any, Final, Literal, TypeAlias
from uuid import UUID

from workbench.store.access import visible_ids
from workbench.store.connection import Connection, as_uuid
from workbench.store.unions import Unions

GroupBy: TypeAlias = Literal["none", "source", "page"]
"""What keeps documents together beside being near-duplicates: their source, or the page (raw file) they stood on."""


def units(connection: Connection, group_by: GroupBy = "none") -> dict[UUID, UUID]:
    """The unit of every document, called by the first of its documents, archived ones included.

    Documents are of one unit if near-duplicates or what they are grouped by joins them, directly or through others; a
    document without a source (or page) is grouped with no other.
    """
    rows = connection.rows(
        "SELECT d.id, m.cluster_id, d.source, coalesce(d.file_sha256, d.file) FROM document d "
        "LEFT JOIN cluster_member m ON m.document_id = d.id ORDER BY d.id"
    )
    # Identities are joined as the driver gives them: a UUID's own hash is slow.
    unions: Unions[Hashable] = Unions()
    for document, cluster, source, page in rows:
        group = {"none": None, "source": source, "page": page}[group_by]
        if cluster is not None:
            unions.join(cluster, document)
        if group is not None:
            unions.join((group_by, group), document)
    first: dict[Hashable, UUID] = {}
    ids = {row[0]: as_uuid(row[0]) for row in rows}
    return {id: first.setdefault(unions.root(key), id) for key, id in ids.items()}


def label_counts(connection: Connection, viewer: UUID) -> dict[UUID, Counter[str]]:
    """How often each label stands in each finished document, by ids as ``span:LABEL``, ``relation:LABEL`` or ``document
    label:KEY=VALUE``.

    One layer speaks for a document, as far as the viewer may see it: gold, or else that of the first person by name, in
    its latest round.
    """
    of = _speaking(connection, viewer)
    counts = {layer: Counter[str]() for layer in of.values()}
    for query in _COUNTS:
        for layer, label, n in connection.among(query, counts):
            counts[layer][label] += n
    return {as_uuid(document): counts[layer] for document, layer in of.items()}


def _speaking(connection: Connection, viewer: UUID) -> dict[Any, Any]:
    """The layer that speaks for each document, both as the driver gives them: a UUID for each label took a second."""
    visible = visible_ids(connection, viewer)
    found: dict[Any, Any] = {}
    for layer, document in connection.rows(
        "SELECT l.id, l.document_id FROM layer l JOIN annotator a ON a.id = l.owner_id "
        "WHERE l.status = 'done' AND l.kind <> 'model' "
        "ORDER BY CASE WHEN l.kind = 'gold' THEN 0 ELSE 1 END, a.handle, l.round DESC, l.id"
    ):
        if visible is None or as_uuid(layer) in visible:
            found.setdefault(document, layer)
    return found


_COUNTS: Final = (
    "SELECT layer_id, 'span:' || label, count(*) FROM span WHERE layer_id IN ({values}) GROUP BY layer_id, label",
    "SELECT layer_id, 'relation:' || label, count(*) FROM relation WHERE layer_id IN ({values}) "
    "GROUP BY layer_id, label",
    "SELECT layer_id, 'document label:' || key || '=' || value, count(*) FROM document_label "
    "WHERE layer_id IN ({values}) GROUP BY layer_id, key, value",
)
