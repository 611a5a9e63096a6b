"""Arrivals: the rows and edits of single records, which restores and merges share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from workbench.core.edit import HEAD, LABEL, RELATION, SPAN, Edit
from workbench.core.layer import LayerHead
from workbench.core.record import AnyRecord, DecisionRecord, EntityRecord, LayerRecord, RunRecord
from workbench.store.connection import Connection


def entity_value(record: EntityRecord) -> dict[str, Any]:
    """An entity as the log writes it."""
    return {
        "slug": record.slug,
        "name": record.name,
        "kind": record.kind,
        "aliases": list(record.aliases),
        "redirect": None if record.redirect is None else str(record.redirect),
    }


def keep_run(connection: Connection, record: RunRecord) -> None:
    """Keep a model run where it is not known yet."""
    connection.run(
        "INSERT INTO model_run (id, annotator_id, round, name, parameters, at) "
        "VALUES (:id, :annotator, :round, :name, :parameters, :at) ON CONFLICT (id) DO NOTHING",
        plain(record),
    )


def layer_edits(record: LayerRecord) -> list[Edit]:
    """The edits that make an untouched layer the one recorded."""
    start = LayerHead().to_json()
    edits = [] if record.head == start else [Edit(HEAD, 0, start, record.head)]
    for item, values in ((SPAN, record.spans), (RELATION, record.relations), (LABEL, record.labels)):
        edits += [Edit(item, n, None, value) for n, value in values]
    return edits


def keep_decisions(connection: Connection, layer: UUID, decisions: Iterable[DecisionRecord]) -> None:
    """Keep what a layer's owner thought of suggestions."""
    connection.many(
        "INSERT INTO decision (layer_id, model_layer_id, n, verdict, made_n, at) "
        "VALUES (:layer, :model_layer, :n, :verdict, :made, :at)",
        ({**decision.model_dump(), "layer": layer} for decision in decisions),
    )


def keep_next(connection: Connection, layer: UUID, next_n: int) -> None:
    """See that a layer's next item gets at least this number."""
    connection.run("UPDATE layer SET next_n = :next WHERE id = :id AND next_n < :next", {"id": layer, "next": next_n})


def defer_keys(connection: Connection) -> None:
    """Let rows of this transaction point to rows that come later in it."""
    connection.run("PRAGMA defer_foreign_keys=ON")


@contextmanager
def attempt(connection: Connection) -> Iterator[None]:
    """A part of a transaction that leaves nothing behind where it raises; what it raised goes on."""
    connection.run("SAVEPOINT attempt")
    try:
        yield
    except BaseException:
        connection.run("ROLLBACK TO attempt")
        raise
    finally:
        connection.run("RELEASE attempt")


def plain(record: AnyRecord) -> dict[str, Any]:
    """The values of a record that SQL takes as they are."""
    taken = (str, int, float, bool, UUID, type(None))
    return {name: value for name, value in record if isinstance(value, taken)}
