"""Choosing: which documents are exported and whose work on them, as far as the person who asks may see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from workbench.core.fault import Fault
from workbench.core.layer import Layer
from workbench.core.ledger import Ledger
from workbench.core.selection import GOLD, Selection
from workbench.store import annotators
from workbench.store.bulk import Work, works
from workbench.store.connection import Connection
from workbench.store.dump import finished_owners
from workbench.training.majority import majority
from workbench.training.view import Source

HIDDEN = "hidden until you have finished your own"


@dataclass(slots=True)
class Chosen:
    """The documents of an export; for each tokenizer (its fingerprint) how many it cut; and what divides them.

    ``units`` gives the near-duplicate cluster (or the document itself) of each document that is exported or was divided
    before, ``assigned`` the parts of the latter.
    """

    sources: list[Source] = field(default_factory=list)
    tokenizers: Counter[str] = field(default_factory=Counter)
    units: dict[UUID, UUID] = field(default_factory=dict)
    assigned: dict[UUID, str] = field(default_factory=dict)


def choose(connection: Connection, viewer: UUID, selection: Selection, ledger: Ledger) -> Chosen:
    """Finished documents with the chosen layer of each; what is left out is counted in the ledger.

    Raises:
        Fault: where a name is nobody's, or all that was asked for is hidden from the viewer.
    """
    for name in selection.names:
        if name != GOLD:
            annotators.require(connection, name)
    out = Chosen()
    hidden = 0
    for work in works(connection, viewer, lambda *layer: _asked(selection, *layer), archived=True):
        id_ = work.document.id
        if work.split is not None:
            out.assigned[id_] = work.split
            out.units[id_] = work.cluster or id_
        layers = _latest(work.layers)
        why = _why_not(work, layers, selection)
        hidden += why == HIDDEN
        if why:
            ledger.leave_out(why)
            continue
        out.sources.append(_source(work, layers, selection))
        out.tokenizers[work.document.fingerprint or "none"] += 1
        out.units[id_] = work.cluster or id_
    if hidden and not out.sources:
        raise Fault(f"The work of {selection} is hidden from you until you have finished your own", "Ask the lead")
    return out


def usual(connection: Connection) -> Selection:
    """What is exported where nobody says: gold, or else the work of the only person who has finished any.

    Raises:
        Fault: where several people have finished documents and none is gold.
    """
    owners = finished_owners(connection)
    names = [handle for handle, kind in owners if kind == "human"]
    if any(kind == GOLD for _, kind in owners) or not names:
        return Selection((GOLD,))
    if len(names) > 1:
        raise Fault("Several people have finished documents, and there is no gold", "Say whose with --layers NAME")
    return Selection((names[0],))


def _asked(selection: Selection, handle: str, kind: str, status: str) -> bool:
    if status != "done":
        return False
    return kind == "human" if selection.majority is not None else handle in selection.names


def _latest(layers: Sequence[tuple[str, Layer]]) -> dict[str, Layer]:
    """The latest round of each owner, by handle."""
    return dict(sorted(layers, key=lambda one: (one[0], one[1].round)))


def _why_not(work: Work, layers: dict[str, Layer], selection: Selection) -> str:
    """Why a document is left out; empty where it is taken."""
    if work.document.archived:
        return "archived"
    if work.hidden:
        return HIDDEN
    if selection.majority is not None and len(layers) < selection.majority:
        return f"finished by fewer than {selection.majority}"
    return "" if layers else "not finished"


def _source(work: Work, layers: dict[str, Layer], selection: Selection) -> Source:
    if selection.majority is not None:
        owner, layer = str(selection), majority(list(layers.values()), selection.majority)
    else:
        owner = next(name for name in selection.names if name in layers)
        layer = layers[owner]
    document = work.document
    return Source(document.id, document.name, work.text, work.tokens, work.zones, layer, owner)
