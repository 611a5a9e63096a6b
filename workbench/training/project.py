"""The export of a project: what the database holds, divided for good, as a folder of training data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from workbench.core.ledger import Ledger
from workbench.core.selection import Selection, parse
from workbench.store import documents, entities, schemas
from workbench.store.access import role_of
from workbench.store.database import Database
from workbench.training.choosing import Chosen, choose, usual
from workbench.training.export import Exported, export
from workbench.training.manifest import Origin
from workbench.training.split import SALT, SHARES, divide


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to export: whose layers (None: the usual), labels by group, refuse losses, replace, and the command line."""

    layers: str | None = None
    group: bool = False
    strict: bool = False
    force: bool = False
    command: tuple[str, ...] = ()


def export_project(
    database: Database, actor: UUID, out: Path, wishes: Wishes, fingerprint_of: Callable[[str], str]
) -> Exported:
    """Write the training data of a project.

    The division into train, dev and test is kept in the project where the actor may set it (curators and leads).

    Args:
        database: the project.
        actor: who exports; what is hidden from them is left out.
        out: the folder to write.
        wishes: how.
        fingerprint_of: the fingerprint of the installed tokenizer of a language.

    Raises:
        Fault: where nothing can be exported, or the place is taken.
    """
    ledger = Ledger()
    with database.reading() as connection:
        version, schema = schemas.current(connection)
        selection = usual(connection) if wishes.layers is None else parse(wishes.layers)
        chosen = choose(connection, actor, selection, ledger)
        registry = {entity.id: entity for entity in entities.all_entities(connection)}
        keeps = role_of(connection, actor) in ("curator", "lead") and not database.readonly
    division = divide(chosen.units, chosen.assigned)
    origin = _origin(wishes, selection, version, chosen, fingerprint_of(schema.language))
    done = export(
        out, chosen.sources, schema, registry, division, origin, ledger, strict=wishes.strict, force=wishes.force
    )
    if keeps:
        wanted = {source.id: division.parts[source.id] for source in chosen.sources}
        with database.writing() as connection:
            documents.set_split(connection, wanted, actor)
    return done


def _origin(wishes: Wishes, selection: Selection, version: int, chosen: Chosen, installed: str) -> Origin:
    return Origin(str(selection), wishes.group, SALT, SHARES, version, wishes.command, chosen.tokenizers, installed)
