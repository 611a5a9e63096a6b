"""Skip zones of many documents at once, without their texts."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from workbench.core.zone import Zone
from workbench.store.connection import Connection, as_uuid


def zones_among(connection: Connection, documents: Sequence[UUID]) -> dict[UUID, tuple[Zone, ...]]:
    """The skip zones of these documents in text order; those without any are left out."""
    found: dict[UUID, list[Zone]] = {}
    for id, *zone in connection.among(_ZONES, documents):
        found.setdefault(as_uuid(id), []).append(Zone(*zone))
    return {id: tuple(zones) for id, zones in found.items()}


_ZONES = (
    'SELECT document_id, start, "end", kind FROM zone WHERE document_id IN ({values}) '
    'ORDER BY document_id, start, "end", kind'
)
