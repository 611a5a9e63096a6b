"""The past: streams as they were at a moment or after an operation, from the log alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from uuid import UUID

from workbench.core.edit import HEAD, LABEL, RELATION, SPAN
from workbench.core.layer import Layer, LayerHead
from workbench.core.relation import DocumentLabel, Relation
from workbench.core.span import Span
from workbench.store.connection import Connection, Row, as_uuid, chunks
from workbench.store.replay import State
from workbench.store.wire import unpack

AT_ONCE: Final = 100
"""Streams whose log is in memory at one time."""


def layers_at(connection: Connection, ids: Sequence[UUID], at: int) -> dict[UUID, Layer]:
    """The layers as they stood at a moment (milliseconds since 1970, UTC); those begun later are left out.

    A stream is read in its own order up to the first edit made later, so what a slow clock dated back stays out where
    it stands behind that.

    Raises:
        ValueError: where a bulk row's content is not what its hash says.
    """
    return _layers_until(connection, ids, "at", at)


def layers_upto(connection: Connection, ids: Sequence[UUID], number: int) -> dict[UUID, Layer]:
    """The layers as they stood after the operation of this ``commit_no``; those begun later are left out.

    Raises:
        ValueError: where a bulk row's content is not what its hash says.
    """
    return _layers_until(connection, ids, "commit_no", number)


def states_upto(connection: Connection, streams: Sequence[UUID], number: int) -> Iterator[tuple[UUID, State]]:
    """What each stream held after the operation of this ``commit_no``; nothing where it began later.

    Raises:
        ValueError: where a bulk row's content is not what its hash says.
    """
    for part in chunks(streams, AT_ONCE):
        logs = _logs(connection, part, "commit_no")
        for stream in part:
            yield stream, _folded(logs.get(stream, ()), number)[0]


def _layers_until(connection: Connection, ids: Sequence[UUID], clock: str, last: int) -> dict[UUID, Layer]:
    found: dict[UUID, Layer] = {}
    for part in chunks(ids, AT_ONCE):
        logs = _logs(connection, part, clock)
        for id, document, length, owner, kind, round_ in connection.among(_LAYERS, part):
            state, rev = _folded(logs.get(as_uuid(id), ()), last)
            if rev:
                layer = Layer(as_uuid(id), as_uuid(document), length, as_uuid(owner), kind, round_)
                found[layer.id] = _filled(layer, state, rev)
    return found


def _logs(connection: Connection, streams: Sequence[UUID], clock: str) -> dict[UUID, list[Row]]:
    """The log of each stream in its order; a row begins with when it was made, by this column of the operation."""
    logs: dict[UUID, list[Row]] = {}
    for stream, *row in connection.among(_LOG.replace("{clock}", clock), streams):
        logs.setdefault(as_uuid(stream), []).append(tuple(row))
    return logs


def _folded(log: Iterable[Row], last: int) -> tuple[State, int]:
    """What the log comes to up to the first edit made later, and how far it goes."""
    state: State = {}
    rev = 0
    for made, seq, form, forward, inverse in log:
        if made > last:
            break
        for edit in unpack(form, forward, inverse):
            if edit.after is None:
                state.pop((edit.item, edit.n), None)
            else:
                state[edit.item, edit.n] = edit.after
        rev = seq
    return state, rev


def _filled(layer: Layer, state: State, rev: int) -> Layer:
    layer.rev = rev
    for (item, n), value in state.items():
        if item == SPAN:
            layer.spans[n] = Span.from_json(n, value)
        elif item == RELATION:
            layer.relations[n] = Relation.from_json(n, value)
        elif item == LABEL:
            layer.labels[n] = DocumentLabel.from_json(n, value)
        elif item == HEAD:
            layer.head = LayerHead.from_json(value)
    return layer


_LOG = (
    "SELECT e.stream_id, o.{clock}, e.seq, e.format, e.forward, e.inverse FROM edit e "
    "JOIN operation o ON o.id = e.operation_id WHERE e.stream_id IN ({values}) ORDER BY e.stream_id, e.seq"
)
_LAYERS = "SELECT id, document_id, doc_len, owner_id, kind, round FROM layer WHERE id IN ({values})"
