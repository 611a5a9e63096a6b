"""The export of a project: what the database holds, divided for good, as a folder of training data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from workbench.core.ledger import Ledger
from workbench.store import snapshots, splits
from workbench.store.access import role_of
from workbench.store.database import Database
from workbench.training.export import Exported, export
from workbench.training.folder import refuse_existing
from workbench.training.found import found
from workbench.training.memory import no_collector
from workbench.training.policy import Policy
from workbench.training.ready.manifest import Origin
from workbench.training.snapshot import Named, agree, found_then, give


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to export: whose layers (None: the usual), the views, refuse losses, replace, and the command line.

    With a ``name`` it is what was named so, as it stood; a new name is given to the project as it stands.
    """

    layers: str | None = None
    policy: Policy = Policy()
    strict: bool = False
    force: bool = False
    command: tuple[str, ...] = ()
    name: str | None = None


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
    known = None if wishes.name is None else named(database, actor, out, wishes, wishes.name)
    with no_collector(), database.reading() as connection:
        if known is None:
            what = found(connection, actor, wishes.layers, wishes.policy, ledger)
        else:
            what = found_then(connection, actor, known, ledger)
        keeps = role_of(connection, actor) in ("curator", "lead") and not database.readonly
        command = wishes.command if known is None else known.command
        stand, all_ = 0, len(what.job.picks)

        def count(n: int) -> None:
            nonlocal stand
            stand += n
            advance(stand, all_)

        def origin(writer: str, why: str) -> Origin:
            return what.origin(command, fingerprint_of(what.job.schema.language), writer, why)

        count(0)
        made = export(out, what.job, origin, ledger, strict=wishes.strict, force=wishes.force, advance=count)
    if keeps and what.fresh:
        with database.writing() as connection:
            splits.keep(connection, what.fresh, actor)
    return made


def named(database: Database, actor: UUID, out: Path, wishes: Wishes, name: str) -> Named:
    """What was named so, or is from now on.

    The name is given before anything is written: an export that is cut short can be made again by its name.

    Raises:
        Fault: where the place is taken, or the wishes are not those that were named.
    """
    refuse_existing(out, wishes.force)
    with database.reading() as connection:
        one = snapshots.find(connection, name)
    if one is None:
        with database.writing() as connection:
            one = snapshots.find(connection, name)
            if one is None:
                return give(connection, actor, name, wishes.layers, wishes.policy)
    known = Named.of(one)
    agree(known, wishes.layers, wishes.policy)
    return known
