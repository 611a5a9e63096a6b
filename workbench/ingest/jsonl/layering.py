"""Layering: other projects' layers and comments beside one's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from workbench.core.edit import COMMENT, Change, Edit, Operation, Refused, on
from workbench.core.ids import layer_id
from workbench.core.layer import Layer
from workbench.core.ledger import Ledger
from workbench.core.record import CommentRecord, LayerRecord
from workbench.store.arrivals import attempt, keep_decisions, keep_next, layer_edits
from workbench.store.commit import write
from workbench.store.connection import Connection
from workbench.store.layers import make_layer
from workbench.store.present import read_layer
from workbench.store.streams import revs


class Layering:
    """The layers and comments of a merge; ``versions`` maps the file's versions of the schema to the project's."""

    def __init__(
        self,
        connection: Connection,
        me: UUID,
        lead: bool,
        ledger: Ledger,
        names: Mapping[UUID, str],
        batch: Callable[[], UUID],
    ) -> None:
        self.versions: dict[int, int] = {}
        self._connection, self._me, self._lead, self._ledger, self._names = connection, me, lead, ledger, names
        self._batch = batch
        self._places: dict[UUID, UUID] = {}
        self._added: list[LayerRecord] = []
        self._threads: set[UUID] = set()

    def layer(self, record: LayerRecord) -> None:
        """Add a layer: in its own place, or as a further round where other work stands there already."""
        record = record.model_copy(update={"head": self._head(record)})
        round_, known = self._place(record)
        place = layer_id(record.document, record.owner, record.kind, round_)
        self._places[record.id] = place
        if known:
            self._ledger.leave_out("the layer is here already")
            return
        self._select(record)
        try:
            with attempt(self._connection):
                self._add(record, round_, place)
        except Refused as refusal:
            self._drop(record, refusal.message)
            return
        self._added.append(record)
        for view, n in _counts(record):
            self._ledger.write(view, n)
        if round_ != record.round:
            why = f"other work stands in round {record.round}; this is round {round_}"
            self._ledger.change("layers", "layer", record.kind, why, self._names.get(record.document))

    def comment(self, record: CommentRecord) -> None:
        """Add a comment in its author's name; a lead may bring in others', everybody their own."""
        if record.thread not in self._threads and revs(self._connection, [record.thread])[record.thread]:
            self._ledger.leave_out("the comments are here already")
            return
        self._ledger.select("comments")
        value: dict[str, Any] = dict(record.value)
        author = UUID(value["author"])
        name = self._names.get(UUID(value["document"]))
        if author != self._me and not self._lead:
            self._ledger.drop("comments", "comment", "", "only a lead brings in others' comments", name)
            return
        if value["layer"] is not None:
            value["layer"] = str(self._places.get(UUID(value["layer"]), UUID(value["layer"])))
        self._threads.add(record.thread)
        self._batch()
        change = Change(record.thread, Edit(COMMENT, record.n, None, value))
        write(self._connection, Operation(author, "import", (change,)), revs(self._connection, [record.thread]))
        self._ledger.write("comments")

    def finish(self) -> None:
        """Keep what was thought of suggestions, now that all layers are in."""
        for record in self._added:
            kept = []
            for decision in record.decisions:
                model = self._places.get(decision.model_layer)
                if model is None or read_layer(self._connection, model) is None:
                    self._ledger.change("layers", "decision", decision.verdict, "its suggestion is not in the file")
                else:
                    kept.append(decision.model_copy(update={"model_layer": model}))
            keep_decisions(self._connection, self._places[record.id], kept)

    def _place(self, record: LayerRecord) -> tuple[int, bool]:
        """The round a layer takes, and whether the very same work stands there already."""
        round_ = record.round
        while True:
            found = read_layer(self._connection, layer_id(record.document, record.owner, record.kind, round_))
            if found is None:
                return round_, False
            if _same(found, record):
                return round_, True
            if found.rev == 0:
                return round_, False
            round_ += 1

    def _add(self, record: LayerRecord, round_: int, place: UUID) -> None:
        batch = self._batch()
        make_layer(
            self._connection, record.document, record.owner, record.kind, round_, batch=batch, run=record.model_run
        )
        edits = layer_edits(record)
        if edits:
            write(self._connection, Operation(self._me, "import", on(place, edits)), {place: 0})
        keep_next(self._connection, place, record.next)

    def _head(self, record: LayerRecord) -> dict[str, Any]:
        version = record.head["schema"]
        return {**record.head, "schema": None if version is None else self.versions[version]}

    def _select(self, record: LayerRecord) -> None:
        for view, n in _counts(record):
            self._ledger.select(view, n)

    def _drop(self, record: LayerRecord, why: str) -> None:
        where = self._names.get(record.document)
        self._ledger.drop("layers", "layer", record.kind, why, where)
        for view, items in (("spans", record.spans), ("relations", record.relations)):
            for _, value in items:
                self._ledger.drop(view, view.removesuffix("s"), value["label"], why, where)


def _counts(record: LayerRecord) -> list[tuple[str, int]]:
    return [("layers", 1), ("spans", len(record.spans)), ("relations", len(record.relations))]


def _same(layer: Layer, record: LayerRecord) -> bool:
    """Whether a layer says what a record says, to the last item and status."""
    items = {(edit.item, edit.n): edit.after for edit in layer_edits(record)}
    items.setdefault(("head", 0), record.head)
    present = {(item, n): value for item, n, value in layer.items()} | {("head", 0): layer.head.to_json()}
    return present == items
