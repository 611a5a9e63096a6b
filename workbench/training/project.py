"""The export of a project: what the database holds, divided for good, as a folder of training data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from workbench.core.ledger import Ledger
from workbench.core.selection import parse
from workbench.store import entities, schemas, splits
from workbench.store.access import role_of
from workbench.store.connection import Connection
from workbench.store.database import Database
from workbench.store.units import units
from workbench.training.choosing import choose, usual
from workbench.training.division import Terms, plan, terms
from workbench.training.export import Exported, Job, export, finished_under
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
    with database.reading() as connection:
        version, schema = schemas.current(connection)
        selection = usual(connection) if wishes.layers is None else parse(wishes.layers)
        chosen = choose(connection, actor, selection, ledger)
        picks = chosen.picks
        by = terms(connection)
        division, fresh = _division(connection, actor, by, [pick.document for pick in picks])
        source = stored(connection, picks) if selection.majority is None else agreed(connection, selection.majority)
        registry = entities.all_entities(connection)
        job = Job(picks, source, schema, registry, division, by.salt, wishes.policy)
        keeps = role_of(connection, actor) in ("curator", "lead") and not database.readonly
        done = 0

        def count(n: int) -> None:
            nonlocal done
            done += n
            advance(done, len(picks))

        def origin(writer: str, why: str) -> Origin:
            return Origin(
                layers=str(selection),
                command=wishes.command,
                schema_version=version,
                finished_under=finished_under(picks),
                tokenizers=chosen.tokenizers,
                installed=fingerprint_of(schema.language),
                unit=_unit(by),
                salt=by.salt,
                shares=dict(zip(PARTS, by.shares, strict=True)),
                straddling=len(division.straddling),
                writer=writer,
                why=why,
            )

        count(0)
        made = export(out, job, origin, ledger, strict=wishes.strict, force=wishes.force, advance=count)
    if keeps and fresh:
        with database.writing() as connection:
            splits.keep(connection, fresh, actor)
    return made


def _division(
    connection: Connection, actor: UUID, by: Terms, documents: Sequence[UUID]
) -> tuple[Division, Mapping[UUID, str]]:
    """The division of the documents, and what of it is new; nothing is planned where all have been divided before."""
    before = splits.assigned(connection)
    if any(document not in before for document in documents):
        planned = plan(connection, actor, by, only=set(documents))
        return planned.division, planned.changes
    unit_of = units(connection, by.group_by)
    sides: dict[UUID, dict[UUID, str]] = {}
    for document, part in sorted(before.items()):
        sides.setdefault(unit_of[document], {})[document] = part
    straddling = tuple(tuple(unit) for unit in sides.values() if len(set(unit.values())) > 1)
    return Division(before, straddling), {}


def _unit(by: Terms) -> str:
    group = by.group_by
    return "near-duplicate cluster" if group == "none" else f"near-duplicate cluster, joined by {group}"
