"""Texts: many documents' texts with their tokens as they are stored, and their skip zones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from workbench.core.zone import Zone
from workbench.store.connection import Connection


class Text(NamedTuple):
    """A document's text; ``tokens`` is packed as :mod:`workbench.core.tokens` says, four bytes each where ``wide``."""

    body: str
    tokens: bytes
    wide: bool
    zones: tuple[Zone, ...]


def texts(connection: Connection, documents: Sequence[UUID]) -> list[Text]:
    """The texts of these documents, in their order; without tokens where their own tokenizer left none."""
    keys = [id.bytes for id in documents]
    bodies = {_key(id): body for id, body in connection.among(_TEXTS, documents)}
    packed = {_key(id): (blob, bool(wide)) for id, blob, wide in connection.among(_TOKENS, documents)}
    zones: dict[bytes, list[Zone]] = {}
    for id, *zone in connection.among(_ZONES, documents) if connection.holds("zone") else ():
        zones.setdefault(_key(id), []).append(Zone(*zone))
    return [Text(bodies[key], *packed.get(key, (b"", False)), tuple(zones.get(key, ()))) for key in keys]


def _key(id: bytes | UUID) -> bytes:
    """An identity as bytes, because a UUID's own hash is slow and there are many."""
    return id if isinstance(id, bytes) else id.bytes


_TEXTS = "SELECT document_id, body FROM document_text WHERE document_id IN ({values})"
_TOKENS = (
    "SELECT t.document_id, t.tokens, t.wide FROM tokenization t "
    "JOIN document d ON d.id = t.document_id AND d.fingerprint = t.fingerprint WHERE t.document_id IN ({values})"
)
_ZONES = (
    'SELECT document_id, start, "end", kind FROM zone WHERE document_id IN ({values}) '
    'ORDER BY document_id, start, "end", kind'
)
