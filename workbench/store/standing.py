"""Standing: every document with the heads of its layers, for whoever chooses among them; nothing that is in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from workbench.store.access import visible_ids
from workbench.store.connection import Connection, as_uuid
from workbench.store.upto import UpTo


class Head(NamedTuple):
    """A layer without its contents; ``schema`` is the version it was finished under."""

    id: UUID
    handle: str
    kind: str
    round: int
    schema: int | None


@dataclass(slots=True)
class Standing:
    """A document with those of its layers that were asked for, by kind, handle and round.

    ``hidden`` counts layers that were asked for and that the viewer may not see.
    """

    id: UUID
    name: str
    archived: bool
    fingerprint: str | None
    tokens: int
    layers: list[Head] = field(default_factory=list)
    hidden: int = 0


def standings(
    connection: Connection, viewer: UUID, wanted: Callable[[str, str, str], bool], past: UpTo | None = None
) -> list[Standing]:
    """Every document in the project's order, archived ones too.

    Args:
        connection: a reading transaction.
        viewer: who asks: layers hidden from them are left out and counted.
        wanted: says of a layer's (owner's handle, kind, status) whether it is asked for.
        past: the project as it stood, to see it so; None for now.
    """
    visible = visible_ids(connection, viewer)
    out = {
        key: Standing(as_uuid(key), name, bool(archived), fingerprint, tokens)
        for key, name, archived, fingerprint, tokens in connection.each(_DOCUMENTS)
    }
    if past is not None:
        out = _as_it_stood(out, past)
    for id, document, handle, kind, round_, status, schema in connection.each(_LAYERS):
        if past is not None and (was := past.heads.get(as_uuid(id))) is not None:
            status, schema = was.status, was.schema
        if document in out and wanted(handle, kind, status):
            head = Head(as_uuid(id), handle, kind, round_, schema)
            if visible is None or head.id in visible:
                out[document].layers.append(head)
            else:
                out[document].hidden += 1
    return list(out.values())


def _as_it_stood(found: dict[Any, Standing], past: UpTo) -> dict[Any, Standing]:
    """The documents that were there."""
    for standing in found.values():
        standing.archived = past.archived(standing.id, standing.archived)
    return {key: standing for key, standing in found.items() if past.knew(standing.id)}


_DOCUMENTS = "SELECT id, name, archived, fingerprint, n_tokens FROM document ORDER BY ordinal, id"
_LAYERS = (
    "SELECT l.id, l.document_id, a.handle, l.kind, l.round, l.status, l.schema_version FROM layer l "
    "JOIN annotator a ON a.id = l.owner_id ORDER BY l.kind, a.handle, l.round"
)
