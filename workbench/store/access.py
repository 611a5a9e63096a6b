"""Who may see and who may write: the one place for blindness and roles.

While a project is blind (the default), nobody sees a colleague's layer of a document before finishing their own,
unless their role is curator or lead. Nobody writes into another's layer, whatever their role.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from workbench.core.edit import COMMENT, DOCUMENT, SPLIT, Edit, Operation, Refused
from workbench.core.fault import Fault
from workbench.store.connection import Connection, as_uuid
from workbench.store.layers import LayerInfo, info, layers_of
from workbench.store.streams import ANNOTATOR, LAYER, PROJECT, Head

ROLES: Final = ("annotator", "curator", "lead")
"""From least to most."""


def role_of(connection: Connection, annotator: UUID) -> str | None:
    """An annotator's role; None where there is no such annotator or they are no longer active."""
    row = connection.row("SELECT role, active FROM annotator WHERE id = :id", {"id": annotator})
    return None if row is None or not row[1] else str(row[0])


def blind(connection: Connection) -> bool:
    """Whether the project is blind."""
    return bool(json.loads(connection.value("SELECT settings FROM project WHERE one = 1")).get("blind", True))


# -- seeing --------------------------------------------------------------------


def visible_layers(connection: Connection, viewer: UUID, document: UUID) -> list[LayerInfo]:
    """The layers of a document that the viewer may see.

    One's own and models' (they are suggestions) always; colleagues' and gold while the project is not blind, to
    curators and leads, and to whoever has finished the document.
    """
    found = layers_of(connection, document)
    if _sees_all(connection, viewer) or _finished(found, viewer):
        return found
    return [layer for layer in found if layer.owner == viewer or layer.kind == "model"]


def require_visible(connection: Connection, viewer: UUID, layer: UUID) -> None:
    """See that the viewer may look into a layer.

    Raises:
        Fault: with the reason in words.
    """
    found = info(connection, layer)
    if found is None:
        raise Fault("There is no such layer")
    if all(layer != seen.id for seen in visible_layers(connection, viewer, found.document)):
        raise Fault(
            f"The work of {found.handle} on this document is hidden from you until you have finished your own",
            "Finish the document first, or ask the lead: the project is blind",
        )


def visible_ids(connection: Connection, viewer: UUID) -> set[UUID] | None:
    """The layers that the viewer may see in the whole project; None where that is all of them."""
    if _sees_all(connection, viewer):
        return None
    rows = connection.rows(
        "SELECT l.id FROM layer l WHERE l.owner_id = :viewer OR l.kind = 'model' "
        "OR (EXISTS (SELECT 1 FROM layer o WHERE o.document_id = l.document_id AND o.owner_id = :viewer "
        "AND o.kind = 'human' AND o.status = 'done') "
        "AND NOT EXISTS (SELECT 1 FROM layer o WHERE o.document_id = l.document_id AND o.owner_id = :viewer "
        "AND o.kind = 'human' AND o.status <> 'done'))",
        {"viewer": viewer},
    )
    return {as_uuid(row[0]) for row in rows}


def _sees_all(connection: Connection, viewer: UUID) -> bool:
    role = role_of(connection, viewer)
    if role is None:
        raise Fault("You are not an annotator of this project", "Ask the lead to add you: `workbench annotator add`")
    return role in ("curator", "lead") or not blind(connection)


def _finished(layers: Sequence[LayerInfo], viewer: UUID) -> bool:
    own = [layer.status for layer in layers if layer.owner == viewer and layer.kind == "human"]
    return bool(own) and all(status == "done" for status in own)


# -- writing -------------------------------------------------------------------


def require_write(
    connection: Connection, operation: Operation, edits: Mapping[UUID, Sequence[Edit]], heads: Mapping[UUID, Head]
) -> None:
    """See that the operation's actor may change every stream it touches.

    Raises:
        Refused: with the reason in words.
    """
    role = role_of(connection, operation.actor)
    if role is None:
        role = _entering(connection, operation, heads)
    for stream, changed in edits.items():
        reason = _reason(connection, operation, role, heads[stream], changed)
        if reason:
            raise Refused(reason)


def _entering(connection: Connection, operation: Operation, heads: Mapping[UUID, Head]) -> str:
    """The role in which somebody enters the project by themselves: lead where they are its first human."""
    own = heads.get(operation.actor)
    if own is None or own.kind != ANNOTATOR or own.rev or len(heads) > 1:
        raise Refused("you are not an active annotator of this project")
    return "annotator" if connection.value("SELECT count(*) FROM annotator WHERE kind = 'human'") else "lead"


def _reason(connection: Connection, operation: Operation, role: str, head: Head, edits: Sequence[Edit]) -> str | None:
    """Why the actor may not change this stream; None where they may."""
    if head.kind == LAYER:
        return _layer_reason(operation, role, head)
    if head.kind in ("schema", PROJECT) and role != "lead":
        return f"only a lead changes the {head.kind}"
    if head.kind == ANNOTATOR:
        return _annotator_reason(connection, operation, role, head, edits)
    if head.kind == "document" and role == "annotator" and any(_steers(edit) for edit in edits):
        return "only a curator or lead archives documents and divides them into splits"
    if head.kind == "entity" and role == "annotator" and head.rev and not _made(connection, operation.actor, head.id):
        return "only a curator, a lead or whoever made it changes an entry of the registry"
    if head.kind == "thread" and any(_rewrites(edit, operation.actor) for edit in edits):
        return "a comment is its author's own"
    return None


def _layer_reason(operation: Operation, role: str, head: Head) -> str | None:
    if head.layer_kind == "gold":
        return None if role in ("curator", "lead") else "only a curator or lead writes the gold layer"
    if head.layer_kind == "model" or head.owner == operation.actor:
        return None
    if operation.kind == "import" and role == "lead" and head.rev == 0:
        return None
    return "no one can write into another's layer"


def _annotator_reason(
    connection: Connection, operation: Operation, role: str, head: Head, edits: Sequence[Edit]
) -> str | None:
    if role == "lead":
        return None
    for edit in edits:
        granted = None if edit.after is None else edit.after.get("role")
        joins = edit.before is None and granted == "annotator" and edit.after is not None
        if not joins and (edit.before is None or granted != edit.before.get("role") or head.id != operation.actor):
            return "only a lead gives or takes roles"
    return None


def _steers(edit: Edit) -> bool:
    """Whether an edit decides about a document for everybody."""
    return edit.item == SPLIT or (edit.item == DOCUMENT and edit.before is not None)


def _made(connection: Connection, actor: UUID, stream: UUID) -> bool:
    first = connection.value(
        "SELECT o.actor_id FROM edit e JOIN operation o ON o.id = e.operation_id "
        "WHERE e.stream_id = :stream ORDER BY e.seq LIMIT 1",
        {"stream": stream},
    )
    return first is not None and as_uuid(first) == actor


def _rewrites(edit: Edit, actor: UUID) -> bool:
    """Whether an edit speaks in another's name; anybody may mark a comment resolved."""
    if edit.item != COMMENT:
        return False
    spoken = edit.after or edit.before
    if spoken is None or spoken["author"] == str(actor):
        return False
    return edit.before is None or edit.after is None or {**edit.before, "resolved": 0} != {**edit.after, "resolved": 0}
