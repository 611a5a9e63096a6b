"""The write path: one transaction for an operation, its edits, and the rows they come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from workbench.core.edit import COMMENT, Edit, Operation, Refused
from workbench.core.fault import Fault
from workbench.store.access import require_write
from workbench.store.connection import Connection
from workbench.store.database import Database
from workbench.store.present import Item, documents_items, items_of
from workbench.store.projection import Rows
from workbench.store.streams import ITEMS, LAYER, Head, add, heads, kind_of
from workbench.store.wire import BULK, PUT, is_bulk, pack, pack_bulk


@dataclass(frozen=True, slots=True)
class Committed:
    """What was saved: its place in the order of all operations, and how far each stream has come with it."""

    commit_no: int
    revs: dict[UUID, int]


class Conflict(Fault):
    """A stream moved on since the caller last saw it: ``seen`` is the caller's rev, ``now`` the database's."""

    def __init__(self, stream: UUID, seen: int, now: int) -> None:
        super().__init__("This was changed elsewhere since it was opened", "Reload it and do the last step again")
        self.stream, self.seen, self.now = stream, seen, now


NEXT = "UPDATE project SET commit_no = commit_no + 1 WHERE one = 1 RETURNING commit_no"


def commit(database: Database, operation: Operation, seen: Mapping[UUID, int]) -> Committed:
    """Save an operation in a transaction of its own.

    Args:
        database: the project.
        operation: what was done; an operation that is in the log already is not saved twice.
        seen: for each stream, the rev the caller built on; 0 for a stream that does not exist yet.

    Raises:
        Conflict: where a stream has moved on.
        Refused: where the actor may not, or a value is not well formed.
        Fault: where the database refuses. Nothing is saved then.
    """
    with database.writing() as connection:
        return write(connection, operation, seen)


def write(connection: Connection, operation: Operation, seen: Mapping[UUID, int]) -> Committed:
    """Save an operation inside a transaction that is open already; see :func:`commit`."""
    edits = by_stream(operation)
    # The project's row is the queue: whoever has changed it is the only writer until the transaction ends.
    number: int = connection.rows(NEXT)[0][0]
    found = heads(connection, edits)
    missing = [_new(stream, changed) for stream, changed in edits.items() if stream not in found]
    for stream in edits:
        now = found[stream].rev if stream in found else 0
        if seen.get(stream, 0) != now:
            saved = committed(connection, operation)
            if saved is None:
                raise Conflict(stream, seen.get(stream, 0), now)
            connection.run("UPDATE project SET commit_no = commit_no - 1 WHERE one = 1")
            return saved
    if missing:
        add(connection, missing)
        found.update((head.id, head) for head in missing)
    require_write(connection, operation, edits, found)
    rows, present = Rows(), _present(connection, found.values())
    for stream, changed in edits.items():
        _verify(found[stream], changed, present.get(stream))
        rows.put(found[stream], changed)
    rows.write(connection)
    return Committed(number, _log(connection, operation, number, edits, found))


def by_stream(operation: Operation) -> dict[UUID, list[Edit]]:
    """An operation's edits by stream, in order.

    Raises:
        Refused: where there are none.
    """
    edits: dict[UUID, list[Edit]] = {}
    for change in operation.changes:
        edits.setdefault(change.stream, []).append(change.edit)
    if not edits:
        raise Refused("there is nothing to save")
    return edits


def committed(connection: Connection, operation: Operation) -> Committed | None:
    """What an operation came to when it was saved before; None where it was not.

    This makes a repeated save harmless when the first one's acknowledgement was lost.
    """
    number = connection.value("SELECT commit_no FROM operation WHERE id = :id", {"id": operation.id})
    if number is None:
        return None
    found = {
        stream: connection.value(
            "SELECT max(seq) FROM edit WHERE stream_id = :stream AND operation_id = :id",
            {"stream": stream, "id": operation.id},
        )
        for stream in operation.streams
    }
    return Committed(number, found)


def _new(stream: UUID, edits: Sequence[Edit]) -> Head:
    """The stream that an operation starts.

    Raises:
        Refused: where its kind is one that is started otherwise (layers, documents).
    """
    kind = kind_of(edits[0].item)
    if kind is None or kind in (LAYER, "document"):
        raise Refused(f"there is no such {kind or 'stream'}")
    document = edits[0].after.get("document") if edits[0].item == COMMENT and edits[0].after else None
    return Head(stream, kind, 0, None if document is None else UUID(document))


def _present(connection: Connection, heads: Iterable[Head]) -> dict[UUID, Iterable[Item]]:
    """The items that streams hold, by stream; those of documents are read together, because a division touches all.

    A layer's edits were applied to the layer in memory, which its rev proves fresh, so that nothing is read of it;
    other streams have no such copy. What has just been started holds nothing yet.
    """
    read = [head for head in heads if head.kind != LAYER and (head.rev or head.kind in ("schema", "project"))]
    documents = {head.document: head.id for head in read if head.kind == "document" and head.document is not None}
    found = documents_items(connection, list(documents))
    together: dict[UUID, Iterable[Item]] = {stream: found.get(id, ()) for id, stream in documents.items()}
    return together | {head.id: items_of(connection, head) for head in read if head.id not in together}


def _verify(head: Head, edits: Sequence[Edit], present: Iterable[Item] | None) -> None:
    """Refuse edits that are of another kind of stream, or do not start from what stands in it (None: anything may)."""
    if any(edit.item not in ITEMS[head.kind] for edit in edits):
        raise Refused(f"a {head.kind} is not made of such items")
    if present is None:
        return
    now: dict[tuple[str, int], Any] = dict(present)
    for edit in edits:
        if now.get((edit.item, edit.n)) != edit.before:
            raise Refused(f"the {edit.item} has changed since")
        now[edit.item, edit.n] = edit.after


def _log(
    connection: Connection,
    operation: Operation,
    number: int,
    edits: Mapping[UUID, Sequence[Edit]],
    found: Mapping[UUID, Head],
) -> dict[UUID, int]:
    """Write the operation and its edits; returns each stream's new rev."""
    connection.run(
        "INSERT INTO operation (id, actor_id, at, commit_no, kind, undoes) "
        "VALUES (:id, :actor, :at, :number, :kind, :undoes)",
        {
            "id": operation.id,
            "actor": operation.actor,
            "at": operation.at,
            "number": number,
            "kind": operation.kind,
            "undoes": operation.undoes,
        },
    )
    connection.many(
        "INSERT INTO edit (stream_id, seq, operation_id, format, forward, inverse) "
        "VALUES (:stream, :seq, :operation, :format, :forward, :inverse)",
        (row for stream, changed in edits.items() for row in _rows(operation, found[stream], changed)),
    )
    revs = {stream: found[stream].rev + len(changed) for stream, changed in edits.items()}
    connection.many(
        "UPDATE stream SET rev = :rev WHERE id = :id", ({"id": stream, "rev": rev} for stream, rev in revs.items())
    )
    return revs


def _rows(operation: Operation, head: Head, edits: Sequence[Edit]) -> Iterator[dict[str, Any]]:
    common = {"stream": head.id, "operation": operation.id}
    if is_bulk(operation.kind, len(edits)):
        forward, inverse = pack_bulk(edits)
        yield {**common, "seq": head.rev + len(edits), "format": BULK, "forward": forward, "inverse": inverse}
        return
    for seq, edit in enumerate(edits, head.rev + 1):
        forward, inverse = pack(edit)
        yield {**common, "seq": seq, "format": PUT, "forward": forward, "inverse": inverse}
