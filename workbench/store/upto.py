"""Up to: the project as it stood after one of its operations.

A stream that nobody has touched since holds what its rows say; only the others are read from the log.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from workbench.core.edit import DOCUMENT, ENTITY, HEAD, SPLIT, ZONE
from workbench.core.entity import Entity
from workbench.core.layer import LayerHead
from workbench.core.schema import Schema
from workbench.core.zone import Zone
from workbench.store import entities, project, schemas, splits
from workbench.store.connection import Connection, as_uuid, as_uuid_or_none
from workbench.store.past import states_upto
from workbench.store.replay import State
from workbench.store.streams import LAYER, PROJECT_STREAM, SCHEMA_STREAM
from workbench.store.wire import unpack


@dataclass(frozen=True, slots=True)
class UpTo:
    """What has changed since the operation of ``number``, as it stood then.

    Attributes:
        number: the operation's ``commit_no``.
        heads: of layers; the first of all heads where the layer was not begun.
        documents: what documents' own streams held; nothing where the document was not there yet.
        entities: of the registry; None where the entry was not there yet.
    """

    number: int
    heads: Mapping[UUID, LayerHead]
    documents: Mapping[UUID, State]
    entities: Mapping[UUID, Entity | None]

    @classmethod
    def of(cls, connection: Connection, number: int) -> UpTo:
        """The project after the operation of this ``commit_no``.

        Raises:
            ValueError: where a bulk row of the log is not what its hash says.
        """
        changed: dict[str, dict[UUID, UUID | None]] = {}
        for stream, kind, document in connection.rows(_CHANGED, {"number": number}):
            changed.setdefault(kind, {})[as_uuid(stream)] = as_uuid_or_none(document)
        layers, of, known = (changed.get(kind, {}) for kind in (LAYER, "document", "entity"))
        first = LayerHead().to_json()
        return cls(
            number,
            {
                id: LayerHead.from_json(state.get((HEAD, 0), first))
                for id, state in states_upto(connection, list(layers), number)
            },
            {
                document: state
                for id, state in states_upto(connection, list(of), number)
                if (document := of[id]) is not None
            },
            {
                id: Entity.from_json(id, state[ENTITY, 0]) if state else None
                for id, state in states_upto(connection, list(known), number)
            },
        )

    # -- documents -------------------------------------------------------------

    def knew(self, document: UUID) -> bool:
        """Whether the document was there."""
        return bool(self.documents.get(document, True))

    def archived(self, document: UUID, now: bool) -> bool:
        """Whether the document was put aside; ``now`` says whether it is."""
        state = self.documents.get(document)
        return now if not state else bool(state[DOCUMENT, 0]["archived"])

    def zones(self, document: UUID, now: tuple[Zone, ...]) -> tuple[Zone, ...]:
        """The skip zones of a document, in text order; ``now`` are those it has."""
        state = self.documents.get(document)
        if state is None:
            return now
        return tuple(sorted(Zone(**value) for (item, _), value in state.items() if item == ZONE))

    def parts(self, connection: Connection) -> dict[UUID, str]:
        """The part of a corpus of every document that had one."""
        found = splits.assigned(connection)
        for document, state in self.documents.items():
            part = state.get((SPLIT, 0))
            if part is not None:
                found[document] = part["part"]
            else:
                found.pop(document, None)
        return found

    # -- the project -----------------------------------------------------------

    def registry(self, connection: Connection) -> list[Entity]:
        """Every entry of the registry, merged ones too, by name."""
        found: dict[UUID, Entity | None] = {one.id: one for one in entities.all_entities(connection)}
        found |= self.entities
        return sorted((one for one in found.values() if one is not None), key=lambda one: (one.name, one.slug))

    def schema(self, connection: Connection) -> tuple[int, Schema]:
        """The version of the schema that held, and the schema.

        Raises:
            Fault: where the project had none.
        """
        value = self._before_next(connection, SCHEMA_STREAM)
        if value is None:
            return schemas.current(connection)
        return value["version"], schemas.version(connection, value["version"])

    def settings(self, connection: Connection) -> dict[str, Any]:
        """The project's settings."""
        value = self._before_next(connection, PROJECT_STREAM)
        return project.settings(connection) if value is None else dict(value["settings"])

    def _before_next(self, connection: Connection, stream: UUID) -> Mapping[str, Any] | None:
        """What a stream of one item held before the first change since; None where there was none.

        The project's first settings are in no edit, so that the log up to then would not tell them.
        """
        row = connection.row(_NEXT, {"stream": stream, "number": self.number})
        return None if row is None else unpack(*row)[0].before


_CHANGED: Final = (
    "SELECT DISTINCT s.id, s.kind, s.document_id FROM operation o JOIN edit e ON e.operation_id = o.id "
    "JOIN stream s ON s.id = e.stream_id WHERE o.commit_no > :number"
)
_NEXT: Final = (
    "SELECT e.format, e.forward, e.inverse FROM edit e JOIN operation o ON o.id = e.operation_id "
    "WHERE e.stream_id = :stream AND o.commit_no > :number ORDER BY e.seq LIMIT 1"
)
