"""Choosing: which documents are exported and whose work on them, as far as the person who asks may see it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

from workbench.core.fault import Fault
from workbench.core.ledger import Ledger
from workbench.core.selection import GOLD, Selection
from workbench.store import annotators
from workbench.store.connection import Connection
from workbench.store.dump import finished_owners
from workbench.store.standing import Head, Standing, standings
from workbench.store.upto import UpTo

HIDDEN = "hidden until you have finished your own"


@dataclass(frozen=True, slots=True)
class Pick:
    """A document that is exported, and the layers that are taken: one, or all that vote in a majority.

    ``owner`` says whose work it is, ``kind`` and ``round`` which; ``schema`` is the version it was finished under.
    """

    document: UUID
    name: str
    tokens: int
    layers: tuple[UUID, ...]
    owner: str
    kind: str
    round: int
    schema: int | None


@dataclass(slots=True)
class Chosen:
    """The documents of an export, and for each tokenizer (its fingerprint) how many of them it cut."""

    picks: list[Pick] = field(default_factory=list)
    tokenizers: Counter[str] = field(default_factory=Counter)


def choose(
    connection: Connection, viewer: UUID, selection: Selection, ledger: Ledger, past: UpTo | None = None
) -> Chosen:
    """Finished documents with the chosen layers of each; what is left out is counted in the ledger.

    They are as they stood in the ``past``, where one is given.

    Raises:
        Fault: where a name is nobody's, or all that was asked for is hidden from the viewer.
    """
    for name in selection.names:
        if name != GOLD:
            annotators.require(connection, name)
    out = Chosen()
    hidden = 0
    for standing in standings(connection, viewer, lambda *layer: _asked(selection, *layer), past):
        layers = _latest(standing)
        why = _why_not(standing, layers, selection)
        hidden += why == HIDDEN
        if why:
            ledger.leave_out(why)
            continue
        out.picks.append(_pick(standing, layers, selection))
        out.tokenizers[standing.fingerprint or "none"] += 1
    if hidden and not out.picks:
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


def _latest(standing: Standing) -> dict[str, Head]:
    """The latest round of each owner, by handle."""
    return {head.handle: head for head in sorted(standing.layers, key=lambda head: (head.handle, head.round))}


def _why_not(standing: Standing, layers: dict[str, Head], selection: Selection) -> str:
    """Why a document is left out; empty where it is taken."""
    if standing.archived:
        return "archived"
    if standing.hidden:
        return HIDDEN
    if selection.majority is not None and len(layers) < selection.majority:
        return f"finished by fewer than {selection.majority}"
    return "" if layers else "not finished"


def _pick(standing: Standing, layers: dict[str, Head], selection: Selection) -> Pick:
    if selection.majority is not None:
        taken, owner = tuple(layers.values()), str(selection)
        kind, round_, schema = "majority", 1, max((head.schema or 0 for head in taken), default=0) or None
    else:
        owner = next(name for name in selection.names if name in layers)
        taken, kind, round_, schema = (layers[owner],), layers[owner].kind, layers[owner].round, layers[owner].schema
    ids = tuple(head.id for head in taken)
    return Pick(standing.id, standing.name, standing.tokens, ids, owner, kind, round_, schema)
