"""The export of a project: what the database holds, divided for good, as a folder of training data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from workbench.core.ledger import Ledger
from workbench.core.selection import Selection, parse
from workbench.store import entities, schemas, splits
from workbench.store.access import role_of
from workbench.store.connection import Connection
from workbench.store.database import Database
from workbench.store.units import units
from workbench.training.choosing import choose, usual
from workbench.training.division import Terms, plan, terms
from workbench.training.export import Exported, Job, export
from workbench.training.memory import no_collector
from workbench.training.policy import Policy
from workbench.training.ready.manifest import Origin
from workbench.training.source import agreed, stored
from workbench.training.split import PARTS, Division


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to export: whose layers (None: the usual), the views, refuse losses, replace, and the command line."""

    layers: str | None = None
    policy: Policy = Policy()
    strict: bool = False
    force: bool = False
    command: tuple[str, ...] = ()


def export_project(
    database: Database,
    actor: UUID,
    out: Path,
    wishes: Wishes,
    fingerprint_of: Callable[[str], str],
    advance: Callable[[int, int], object] = lambda done, all: None,
) -> Exported:
    """Write the training data of a project.

    The division into train, dev and test is kept in the project where the actor may set it (curators and leads).

    Args:
        database: the project.
        actor: who exports; what is hidden from them is left out.
        out: the folder to write.
        wishes: how.
        fingerprint_of: the fingerprint of the installed tokenizer of a language.
        advance: told how many documents stand, and of how many.

    Raises:
        Fault: where nothing can be exported, or the place is taken.
    """
    ledger = Ledger()
    with no_collector(), database.reading() as connection:
        found = _found(connection, actor, wishes, ledger)
        keeps = role_of(connection, actor) in ("curator", "lead") and not database.readonly
        stand, all_ = 0, len(found.job.picks)

        def count(n: int) -> None:
            nonlocal stand
            stand += n
            advance(stand, all_)

        def origin(writer: str, why: str) -> Origin:
            return found.origin(wishes.command, fingerprint_of(found.job.schema.language), writer, why)

        count(0)
        made = export(out, found.job, origin, ledger, strict=wishes.strict, force=wishes.force, advance=count)
    if keeps and found.fresh:
        with database.writing() as connection:
            splits.keep(connection, found.fresh, actor)
    return made


@dataclass(frozen=True, slots=True)
class _Found:
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


def _found(connection: Connection, actor: UUID, wishes: Wishes, ledger: Ledger) -> _Found:
    version, schema = schemas.current(connection)
    selection = usual(connection) if wishes.layers is None else parse(wishes.layers)
    chosen = choose(connection, actor, selection, ledger)
    by = terms(connection)
    division, fresh = _division(connection, actor, by, [pick.document for pick in chosen.picks])
    least = selection.majority
    source = stored(connection, chosen.picks) if least is None else agreed(connection, least)
    registry = entities.all_entities(connection)
    job = Job(chosen.picks, source, schema, registry, division, by.salt, wishes.policy)
    return _Found(job, selection, version, chosen.tokenizers, by, fresh)


def _division(
    connection: Connection, actor: UUID, by: Terms, documents: Sequence[UUID]
) -> tuple[Division, Mapping[UUID, str]]:
    """The division of the documents, and what of it is new; nothing is planned where all have been divided before."""
    before = splits.assigned(connection)
    if any(document not in before for document in documents):
        planned = plan(connection, actor, by, only=set(documents))
        return planned.division, planned.changes
    return Division(before, _straddling(before, units(connection, by.group_by))), {}


def _straddling(before: Mapping[UUID, str], unit_of: Mapping[UUID, UUID]) -> tuple[tuple[UUID, ...], ...]:
    """The units whose documents stand in several parts."""
    shared = {unit for unit, n in Counter(unit_of.values()).items() if n > 1}
    sides: dict[UUID, dict[UUID, str]] = {}
    for document, unit in sorted(unit_of.items()) if shared else ():
        if unit in shared and document in before:
            sides.setdefault(unit, {})[document] = before[document]
    return tuple(tuple(unit) for unit in sides.values() if len(set(unit.values())) > 1)
