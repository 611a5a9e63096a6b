"""Choosing: which documents are exported and whose work on them, as far as the person who asks may see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from workbench.core.fault import Fault
from workbench.core.layer import Layer
from workbench.core.ledger import Ledger
from workbench.core.selection import GOLD, Selection
from workbench.store import annotators, documents
from workbench.store.access import visible_layers
from workbench.store.connection import Connection, as_uuid
from workbench.store.layers import LayerInfo, layers_of, load_layer
from workbench.training.majority import majority
from workbench.training.view import Source

HIDDEN = "hidden until you have finished your own"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The documents of an export, and how many were cut by which tokenizer (by fingerprint)."""

    sources: list[Source]
    tokenizers: dict[str, int]


def choose(connection: Connection, viewer: UUID, selection: Selection, ledger: Ledger) -> Chosen:
    """Finished documents with the chosen layer of each; what is left out is counted in the ledger.

    Raises:
        Fault: where a name is nobody's, or all that was asked for is hidden from the viewer.
    """
    for name in selection.names:
        annotators.require(connection, name)
    sources: list[Source] = []
    tokenizers: Counter[str] = Counter()
    hidden = 0
    for id_, archived in connection.rows("SELECT id, archived FROM document ORDER BY ordinal, id"):
        document = as_uuid(id_)
        every = [] if archived else layers_of(connection, document)
        wanted = _wanted(every, selection)
        why = "archived" if archived else _why_not(wanted, selection)
        if not why and not _visible(connection, viewer, document, wanted):
            why = HIDDEN
            hidden += 1
        if why:
            ledger.leave_out(why)
            continue
        source, fingerprint = _source(connection, document, wanted, selection)
        sources.append(source)
        tokenizers[fingerprint] += 1
    if hidden and not sources:
        raise Fault(f"The work of {selection} is hidden from you until you have finished your own", "Ask the lead")
    return Chosen(sources, dict(tokenizers))


def usual(connection: Connection) -> Selection:
    """What is exported where nobody says: gold, or else the work of the only person who has finished any.

    Raises:
        Fault: where several people have finished documents and none is gold.
    """
    rows = connection.rows(
        "SELECT DISTINCT a.handle, l.kind FROM layer l JOIN annotator a ON a.id = l.owner_id "
        "WHERE l.status = 'done' AND l.kind <> 'model' ORDER BY a.handle"
    )
    names = [handle for handle, kind in rows if kind == "human"]
    if any(kind == GOLD for _, kind in rows) or not names:
        return Selection((GOLD,))
    if len(names) > 1:
        raise Fault("Several people have finished documents, and there is no gold", "Say whose with --layers NAME")
    return Selection((names[0],))


def _wanted(layers: Sequence[LayerInfo], selection: Selection) -> list[LayerInfo]:
    """The finished layers that are taken of a document: one, or all that vote; the latest round of each owner."""
    latest: dict[str, LayerInfo] = {}
    for layer in sorted(layers, key=lambda layer: layer.round):
        if layer.status == "done":
            latest[layer.handle] = layer
    if selection.majority is not None:
        voters = [layer for _, layer in sorted(latest.items()) if layer.kind == "human"]
        return voters if len(voters) >= selection.majority else []
    return next(([latest[name]] for name in selection.names if name in latest), [])


def _why_not(wanted: Sequence[LayerInfo], selection: Selection) -> str:
    if wanted:
        return ""
    if selection.majority is not None:
        return f"finished by fewer than {selection.majority}"
    return "not finished"


def _visible(connection: Connection, viewer: UUID, document: UUID, wanted: Sequence[LayerInfo]) -> bool:
    seen = {layer.id for layer in visible_layers(connection, viewer, document)}
    return all(layer.id in seen for layer in wanted)


def _source(
    connection: Connection, document: UUID, wanted: Sequence[LayerInfo], selection: Selection
) -> tuple[Source, str]:
    found = documents.document(connection, document)
    layers: list[Layer] = [load_layer(connection, layer.id) for layer in wanted]
    layer = layers[0] if selection.majority is None else majority(layers, selection.majority)
    owner = wanted[0].handle if selection.majority is None else str(selection)
    return Source(
        document,
        found.name,
        documents.text(connection, document),
        documents.tokens(connection, document),
        tuple(documents.zones(connection, document)),
        layer,
        owner,
    ), found.fingerprint or "none"
