"""The log: reading operations back, what can be undone and redone, and who did what when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from workbench.core.edit import Change, Edit, Operation, Refused
from workbench.core.fault import Fault
from workbench.store.connection import Connection, as_uuid, as_uuid_or_none
from workbench.store.streams import LAYER
from workbench.store.wire import unpack


@dataclass(slots=True)
class Stacks:
    """What one actor can undo and redo on one stream, last done last; loaded once, then kept by :meth:`push`.

    An undo operation moves what it undoes to ``redo`` (as its own id); a redo operation undoes that undo operation,
    and goes on ``undo`` as its own id.
    """

    undo: list[UUID] = field(default_factory=list)
    redo: list[UUID] = field(default_factory=list)

    def push(self, id: UUID, undoes: UUID | None) -> None:
        """Take in an operation that was just done."""
        if undoes is None:
            self.undo.append(id)
            self.redo.clear()
        elif undoes in self.redo:
            self.redo.remove(undoes)
            self.undo.append(id)
        else:
            if undoes in self.undo:
                self.undo.remove(undoes)
            self.redo.append(id)


@dataclass(frozen=True, slots=True)
class Event:
    """A line of a document's history; ``counts`` says how many items of each kind it touched.

    ``owner`` and ``layer_kind`` name the layer it happened in; both are None where it was the document's own.
    """

    operation: UUID
    commit_no: int
    at: int
    handle: str
    kind: str
    counts: Mapping[str, int]
    undone: bool
    owner: str | None
    layer_kind: str | None
    layer: UUID | None


def stacks(connection: Connection, actor: UUID, stream: UUID) -> Stacks:
    """What the actor can undo and redo on a stream, from the log."""
    out = Stacks()
    for id, undoes in connection.rows(
        "SELECT o.id, o.undoes FROM operation o WHERE o.actor_id = :actor AND o.id IN "
        "(SELECT e.operation_id FROM edit e WHERE e.stream_id = :stream) ORDER BY o.commit_no",
        {"actor": actor, "stream": stream},
    ):
        out.push(as_uuid(id), as_uuid_or_none(undoes))
    return out


def undo_target(connection: Connection, actor: UUID, stream: UUID) -> Operation:
    """The actor's latest operation on a stream that is not undone yet.

    Raises:
        Refused: where there is none.
    """
    found = stacks(connection, actor, stream).undo
    if not found:
        raise Refused("there is nothing of yours to undo here")
    return operation(connection, found[-1])


def redo_target(connection: Connection, actor: UUID, stream: UUID) -> Operation:
    """The actor's latest undo on a stream that can be taken back.

    Raises:
        Refused: where there is none.
    """
    found = stacks(connection, actor, stream).redo
    if not found:
        raise Refused("there is nothing to redo here")
    return operation(connection, found[-1])


def operation(connection: Connection, id: UUID) -> Operation:
    """An operation as it was saved, its changes in the order of their streams and, in each, of their edits.

    Raises:
        Fault: where the log has no such operation.
    """
    row = connection.row("SELECT actor_id, at, kind, undoes FROM operation WHERE id = :id", {"id": id})
    if row is None:
        raise Fault("The log has no such operation")
    actor, at, kind, undoes = row
    changes = tuple(
        Change(as_uuid(stream), edit)
        for stream, form, forward, inverse in connection.rows(
            "SELECT stream_id, format, forward, inverse FROM edit WHERE operation_id = :id ORDER BY stream_id, seq",
            {"id": id},
        )
        for edit in unpack(form, forward, inverse)
    )
    return Operation(as_uuid(actor), kind, changes, as_uuid_or_none(undoes), id, at)


def edits(connection: Connection, stream: UUID, after: int = 0) -> list[Edit]:
    """A stream's edits in order, after a rev; what a screen needs to follow a layer that moved on.

    Raises:
        ValueError: where a bulk row's content is not what its hash says.
    """
    rows = connection.rows(
        "SELECT format, forward, inverse FROM edit WHERE stream_id = :stream AND seq > :after ORDER BY seq",
        {"stream": stream, "after": after},
    )
    return [edit for row in rows for edit in unpack(*row)]


def history(connection: Connection, document: UUID, layers: Iterable[UUID] | None = None) -> list[Event]:
    """Who did what on a document, oldest first; what happened in layers not named (None: all) is left out."""
    allowed = None if layers is None else set(layers)
    rows = connection.rows(
        "SELECT o.id, o.commit_no, o.at, a.handle, o.kind, u.id, w.handle, l.kind, s.id, s.kind, e.format, e.forward, "
        "e.inverse FROM stream s JOIN edit e ON e.stream_id = s.id JOIN operation o ON o.id = e.operation_id "
        "JOIN annotator a ON a.id = o.actor_id LEFT JOIN operation u ON u.undoes = o.id "
        "LEFT JOIN layer l ON l.id = s.id LEFT JOIN annotator w ON w.id = l.owner_id "
        "WHERE s.document_id = :document ORDER BY o.commit_no, s.id, e.seq",
        {"document": document},
    )
    out: dict[tuple[UUID, UUID], tuple[Counter[str], Event]] = {}
    for id, number, at, handle, kind, undone, owner, layer_kind, stream, stream_kind, *packed in rows:
        layer = as_uuid(stream) if stream_kind == LAYER else None
        if layer is not None and allowed is not None and layer not in allowed:
            continue
        key = as_uuid(id), as_uuid(stream)
        if key not in out:
            counts: Counter[str] = Counter()
            out[key] = (
                counts,
                Event(key[0], number, at, handle, kind, counts, undone is not None, owner, layer_kind, layer),
            )
        out[key][0].update(edit.item for edit in unpack(packed[0], packed[1], packed[2]))
    return [event for _, event in out.values()]
