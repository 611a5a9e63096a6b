"""Replay: folding a stream's log into values, and comparing them with the rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias
from uuid import UUID

from workbench.core.edit import HEAD, LABEL, RELATION, SPAN, Edit
from workbench.core.layer import LayerHead
from workbench.core.relation import DocumentLabel, Relation
from workbench.core.span import Span
from workbench.store.bulk import layers_by_id
from workbench.store.connection import Connection, Row, as_uuid
from workbench.store.present import Item, documents_items, items_of, source_items, sources
from workbench.store.streams import LAYER, PROJECT, Head
from workbench.store.wire import unpack

State: TypeAlias = dict[tuple[str, int], Any]

SHRUNK: Final = 0.5
"""The part of a layer's spans that one operation takes away before `db check` remarks on it…"""
MANY: Final = 20
"""…where the layer had at least so many."""


@dataclass(slots=True)
class Replayed:
    """What a stream's log comes to: values, how far it goes, and in words what is wrong with the log itself."""

    state: State
    rev: int = 0
    highest: int = 0
    faults: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def compared(connection: Connection, heads: Sequence[Head]) -> Iterator[tuple[Head, Replayed, list[str]]]:
    """Each stream with what its log comes to, and in words where its rows differ; many streams in a few queries."""
    logs: dict[Any, list[Row]] = {}
    for stream, *row in connection.among(
        "SELECT e.stream_id, e.seq, e.operation_id, e.format, e.forward, e.inverse, o.kind FROM edit e "
        "JOIN operation o ON o.id = e.operation_id WHERE e.stream_id IN ({values}) ORDER BY e.stream_id, e.seq",
        [head.id for head in heads],
    ):
        logs.setdefault(as_uuid(stream), []).append(tuple(row))
    known = _layers(connection, [head.id for head in heads if head.kind == LAYER])
    owned = {head.document: head.id for head in heads if head.kind == "document" and head.document is not None}
    known |= {owned[id]: items for id, items in documents_items(connection, list(owned)).items()}
    for head in heads:
        replayed = replay(head, logs.get(head.id, ()))
        try:
            rows = dict(known[head.id] if head.id in known else items_of(connection, head))
        except (ValueError, TypeError) as error:
            yield head, replayed, [f"the rows are not well formed ({error})"]
        else:
            yield head, replayed, list(_differences(head, replayed, rows))


def _layers(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, list[Item]]:
    """The items of many layers; of none, where one of them is damaged and each must be read by itself."""
    try:
        found = layers_by_id(connection, ids)
    except (ValueError, TypeError):
        return {}
    held = sources(connection, ids)
    return {
        id: [
            ((HEAD, 0), layer.head.to_json()),
            *(((item, n), value) for item, n, value in layer.items()),
            *source_items(held.get(id, {})),
        ]
        for id, layer in found.items()
    }


def replay(head: Head, log: Iterable[Row]) -> Replayed:
    """Fold a stream's log, checking that every edit starts from what the ones before came to.

    Args:
        head: the stream.
        log: its rows, as (seq, operation, format, forward, inverse, kind), in order.
    """
    out = Replayed({(HEAD, 0): LayerHead().to_json()} if head.kind == LAYER else {})
    loss = _Loss(out)
    for seq, id, form, forward, inverse, kind in log:
        try:
            edits = unpack(form, forward, inverse)
        except (ValueError, TypeError) as error:
            out.faults.append(f"edit {seq} can't be read: {error}")
            continue
        if seq != out.rev + len(edits):
            out.faults.append(f"edit {seq} follows edit {out.rev} with {len(edits)} edits")
        loss.begin(id, kind)
        for edit in edits:
            loss.spans += _fold(out, head, edit)
        out.rev = seq
    loss.begin(None, "")
    return out


@dataclass(slots=True)
class _Loss:
    """Watches how many spans a layer has before and after each operation."""

    out: Replayed
    spans: int = 0
    _before: int = 0
    _operation: Any = None
    _kind: str = ""

    def begin(self, operation: Any, kind: str) -> None:
        """Take in that an operation's edits follow; remarks on the one before."""
        if operation == self._operation:
            return
        lost = self._before - self.spans
        if self._before >= MANY and lost > self._before * SHRUNK and self._kind not in ("undo", "redo"):
            self.out.remarks.append(f"operation {as_uuid(self._operation)} took {lost} of {self._before} spans away")
        self._before, self._operation, self._kind = self.spans, operation, kind


def _fold(out: Replayed, head: Head, edit: Edit) -> int:
    """Take in one edit; returns by how many the layer's spans grew."""
    key = edit.item, edit.n
    if head.kind == PROJECT and key not in out.state:
        out.state[key] = edit.before
    old = out.state.get(key)
    if old != edit.before:
        out.faults.append(f"{edit.item} {edit.n} was not what an edit says it started from")
    if edit.after is None:
        out.state.pop(key, None)
    else:
        out.state[key] = edit.after
    if edit.item in (SPAN, RELATION, LABEL):
        out.highest = max(out.highest, edit.n)
    return (edit.after is not None) - (old is not None) if edit.item == SPAN else 0


def _differences(head: Head, replayed: Replayed, rows: Mapping[tuple[str, int], Any]) -> Iterator[str]:
    if replayed.rev != head.rev:
        yield f"the log ends at edit {replayed.rev}, the stream at {head.rev}"
    if head.kind == PROJECT and not replayed.state:
        return
    for item, n in sorted(replayed.state.keys() | rows.keys()):
        logged, present = replayed.state.get((item, n)), rows.get((item, n))
        if logged != present and _plain(item, n, logged) != _plain(item, n, present):
            yield f"{item} {n} is {'absent' if present is None else 'not the same'} in the rows, " + (
                "and absent in the log" if logged is None else "by the log"
            )


def state_at(connection: Connection, stream: UUID, rev: int) -> State:
    """What a stream held at a rev, from the log alone."""
    out: State = {}
    for form, forward, inverse in connection.rows(
        "SELECT format, forward, inverse FROM edit WHERE stream_id = :id AND seq <= :rev ORDER BY seq",
        {"id": stream, "rev": rev},
    ):
        for edit in unpack(form, forward, inverse):
            if edit.after is None:
                out.pop((edit.item, edit.n), None)
            else:
                out[edit.item, edit.n] = edit.after
    return out


def _plain(item: str, n: int, value: Any) -> Any:
    """A value in the one form that the rows can give back (attributes sorted, empty parts left out)."""
    if value is None:
        return None
    if item == SPAN:
        return json.loads(json.dumps(Span.from_json(n, value).to_json()))
    if item == RELATION:
        return Relation.from_json(n, value).to_json()
    if item == LABEL:
        return DocumentLabel.from_json(n, value).to_json()
    return value
