"""Layers: opening, reading and listing them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from workbench.core.edit import Refused
from workbench.core.fault import Fault
from workbench.core.ids import layer_id
from workbench.core.layer import KINDS, Layer
from workbench.store.connection import Connection, Row, as_uuid
from workbench.store.database import Database
from workbench.store.present import read_layer
from workbench.store.streams import LAYER, Head, add


@dataclass(frozen=True, slots=True)
class LayerInfo:
    """What a list says of a layer; ``spans`` and ``relations`` are counts."""

    id: UUID
    document: UUID
    owner: UUID
    handle: str
    kind: str
    round: int
    status: str
    flag: bool
    flag_note: str | None
    schema: int | None
    spans: int
    relations: int


_INFO = (
    "SELECT l.id, l.document_id, l.owner_id, a.handle, l.kind, l.round, l.status, l.flag, l.flag_note, "
    "l.schema_version, (SELECT count(*) FROM span s WHERE s.layer_id = l.id), "
    "(SELECT count(*) FROM relation r WHERE r.layer_id = l.id) FROM layer l JOIN annotator a ON a.id = l.owner_id "
)


def open_layer(database: Database, document: UUID, owner: UUID, kind: str = "human", round: int = 1) -> Layer:
    """An owner's layer of a document, made where it is missing (in memory alone where the database is read-only).

    Raises:
        Refused: where there is no such document or owner.
    """
    wanted = layer_id(document, owner, kind, round)
    with database.reading() as connection:
        if connection.value("SELECT 1 FROM layer WHERE id = :id", {"id": wanted}) is not None:
            return load_layer(connection, wanted)
        length = connection.value("SELECT n_chars FROM document WHERE id = :id", {"id": document})
    if length is None:
        raise Refused("there is no such document")
    if database.readonly:
        return Layer(wanted, document, length, owner, kind, round)
    with database.writing() as connection:
        make_layer(connection, document, owner, kind, round)
        return load_layer(connection, wanted)


def make_layer(
    connection: Connection,
    document: UUID,
    owner: UUID,
    kind: str = "human",
    round: int = 1,
    *,
    batch: UUID | None = None,
    run: UUID | None = None,
) -> UUID:
    """Make the row and stream of a layer where they are missing, in an open transaction; returns the layer's id.

    Args:
        connection: an open writing transaction.
        document: the document it is a view of.
        owner: whose it is.
        kind: human, model or gold.
        round: 1, 2, …; of a model, its run.
        batch: the import it came with.
        run: the model run that made it.

    Raises:
        Refused: where the document or owner does not exist, or the kind is not the owner's.
    """
    wanted = layer_id(document, owner, kind, round)
    if connection.value("SELECT 1 FROM layer WHERE id = :id", {"id": wanted}) is not None:
        return wanted
    place = connection.row("SELECT n_chars, ordinal FROM document WHERE id = :id", {"id": document})
    if place is None:
        raise Refused("there is no such document")
    owned = connection.value("SELECT kind FROM annotator WHERE id = :id", {"id": owner})
    if owned is None:
        raise Refused("there is no such annotator")
    if kind not in KINDS or owned != kind:
        raise Refused(f"a layer of kind {kind} can't belong to an owner of kind {owned}")
    add(connection, [Head(wanted, LAYER, 0, document)])
    connection.run(
        "INSERT INTO layer (id, document_id, doc_len, owner_id, kind, round, ordinal, status, flag, next_n, "
        "import_batch_id, model_run_id) "
        "VALUES (:id, :document, :length, :owner, :kind, :round, :ordinal, 'todo', :flag, 1, :batch, :run)",
        {
            "id": wanted,
            "document": document,
            "length": place[0],
            "owner": owner,
            "kind": kind,
            "round": round,
            "ordinal": place[1],
            "flag": False,
            "batch": batch,
            "run": run,
        },
    )
    return wanted


def load_layer(connection: Connection, id: UUID) -> Layer:
    """A layer with everything in it.

    Raises:
        Fault: where there is no such layer, or its rows are damaged.
    """
    try:
        found = read_layer(connection, id)
    except ValueError as error:
        raise Fault("The layer's rows are damaged", "Run `workbench db check`") from error
    if found is None:
        raise Fault("There is no such layer")
    return found


def layers_of(connection: Connection, document: UUID) -> list[LayerInfo]:
    """Every layer of a document; who may see which is :mod:`workbench.store.access`'s to say."""
    rows = connection.rows(
        _INFO + "WHERE l.document_id = :document ORDER BY l.kind, a.handle, l.round", {"document": document}
    )
    return [_info(row) for row in rows]


def owners(connection: Connection) -> dict[str, str]:
    """The handle and kind of everybody who has begun a layer (its status or what stands in it says so), by handle."""
    rows = connection.rows(
        "SELECT DISTINCT a.handle, a.kind FROM layer l JOIN annotator a ON a.id = l.owner_id "
        "WHERE l.status <> 'todo' OR l.next_n > 1 ORDER BY a.handle"
    )
    return {str(row[0]): str(row[1]) for row in rows}


def info(connection: Connection, id: UUID) -> LayerInfo | None:
    """What a list says of one layer; None where there is none."""
    row = connection.row(_INFO + "WHERE l.id = :id", {"id": id})
    return None if row is None else _info(row)


def _info(row: Row) -> LayerInfo:
    id, document, owner, handle, kind, round_, status, flag, note, schema, spans, relations = row
    return LayerInfo(
        as_uuid(id), as_uuid(document), as_uuid(owner), handle, kind, round_, status, bool(flag), note, schema,
        spans, relations,
    )  # fmt: skip
