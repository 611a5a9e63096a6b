"""Found: what an export is made of, out of the database as it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from workbench.core.ledger import Ledger
from workbench.core.selection import Selection, parse
from workbench.store import entities, schemas, splits
from workbench.store.connection import Connection
from workbench.store.units import units
from workbench.training.choosing import choose, usual
from workbench.training.division import Terms, plan, terms
from workbench.training.export import Job
from workbench.training.policy import Policy
from workbench.training.ready.manifest import Origin
from workbench.training.source import agreed, stored
from workbench.training.split import PARTS, Division


@dataclass(frozen=True, slots=True)
class Found:
    """What is exported, and where it comes from; ``fresh`` is what of its division is new."""

    job: Job
    selection: Selection
    schema_version: int
    tokenizers: Mapping[str, int]
    terms: Terms
    fresh: Mapping[UUID, str]

    def origin(self, command: Sequence[str], installed: str, writer: str, why: str) -> Origin:
        """Where the export comes from, for its manifest."""
        group = self.terms.group_by
        return Origin(
            layers=str(self.selection),
            command=command,
            schema_version=self.schema_version,
            finished_under=Counter(str(pick.schema or "none") for pick in self.job.picks),
            tokenizers=self.tokenizers,
            installed=installed,
            unit="near-duplicate cluster" if group == "none" else f"near-duplicate cluster, joined by {group}",
            salt=self.terms.salt,
            shares=dict(zip(PARTS, self.terms.shares, strict=True)),
            straddling=len(self.job.division.straddling),
            writer=writer,
            why=why,
        )


def found(connection: Connection, actor: UUID, layers: str | None, policy: Policy, ledger: Ledger) -> Found:
    """What is exported as the project stands.

    Args:
        connection: a transaction.
        actor: who exports; what is hidden from them is left out.
        layers: whose, as ``--layers`` says it; None for the usual.
        policy: what becomes of spans.
        ledger: counts the documents that are left out.

    Raises:
        Fault: where there is no schema, a name is nobody's, or all is hidden.
    """
    version, schema = schemas.current(connection)
    selection = usual(connection) if layers is None else parse(layers)
    chosen = choose(connection, actor, selection, ledger)
    by = terms(connection)
    division, fresh = _division(connection, actor, by, [pick.document for pick in chosen.picks])
    least = selection.majority
    source = stored(connection, chosen.picks) if least is None else agreed(connection, least)
    registry = entities.all_entities(connection)
    job = Job(chosen.picks, source, schema, registry, division, by.salt, policy)
    return Found(job, selection, version, chosen.tokenizers, by, fresh)


def straddling(before: Mapping[UUID, str], unit_of: Mapping[UUID, UUID]) -> tuple[tuple[UUID, ...], ...]:
    """The units whose documents stand in several parts."""
    shared = {unit for unit, n in Counter(unit_of.values()).items() if n > 1}
    sides: dict[UUID, dict[UUID, str]] = {}
    for document, unit in sorted(unit_of.items()) if shared else ():
        if unit in shared and document in before:
            sides.setdefault(unit, {})[document] = before[document]
    return tuple(tuple(unit) for unit in sides.values() if len(set(unit.values())) > 1)


def _division(
    connection: Connection, actor: UUID, by: Terms, documents: Sequence[UUID]
) -> tuple[Division, Mapping[UUID, str]]:
    """The division of the documents, and what of it is new; nothing is planned where all have been divided before."""
    before = splits.assigned(connection)
    if any(document not in before for document in documents):
        planned = plan(connection, actor, by, only=set(documents))
        return planned.division, planned.changes
    return Division(before, straddling(before, units(connection, by.group_by))), {}
