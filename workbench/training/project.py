"""The export of a project: what the database holds, divided for good, as a folder of training data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from workbench.core.ledger import Ledger
from workbench.core.selection import Selection, parse
from workbench.ingest.tokenizer import Tokenizer
from workbench.store import clusters, documents, entities, schemas
from workbench.store.access import role_of
from workbench.store.connection import Connection, as_uuid
from workbench.store.database import Database
from workbench.training.choosing import Chosen, choose, usual
from workbench.training.export import Exported, export
from workbench.training.manifest import Origin
from workbench.training.split import SALT, SHARES, Division, divide


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to export: whose layers (None: the usual), labels by group, refuse losses, replace, and the command line."""

    layers: str | None = None
    group: bool = False
    strict: bool = False
    force: bool = False
    command: tuple[str, ...] = ()


def export_project(database: Database, actor: UUID, out: Path, wishes: Wishes) -> Exported:
    """Write the training data of a project.

    The division into train, dev and test is kept in the project where the actor may set it (curators and leads).

    Raises:
        Fault: where nothing can be exported, or the place is taken.
    """
    ledger = Ledger()
    with database.reading() as connection:
        version, schema = schemas.current(connection)
        selection = usual(connection) if wishes.layers is None else parse(wishes.layers)
        chosen = choose(connection, actor, selection, ledger)
        division = _division(connection, chosen)
        registry = {entity.id: entity for entity in entities.all_entities(connection)}
        keeps = role_of(connection, actor) in ("curator", "lead") and not database.readonly
    origin = _origin(wishes, selection, version, chosen, Tokenizer(schema.language).fingerprint)
    done = export(
        out, chosen.sources, schema, registry, division, origin, ledger, strict=wishes.strict, force=wishes.force
    )
    if keeps:
        wanted = {source.id: division.parts[source.id] for source in chosen.sources}
        with database.writing() as connection:
            documents.set_split(connection, wanted, actor)
    return done


def _division(connection: Connection, chosen: Chosen) -> Division:
    """Divide what is exported, beside everything that was divided before."""
    assigned = {
        as_uuid(id_): part for id_, part in connection.rows("SELECT document_id, part FROM split WHERE n = 0")
    }
    cluster = {document: unit for unit, found in clusters.members(connection).items() for document in found}
    every: Sequence[UUID] = [*assigned, *(source.id for source in chosen.sources)]
    return divide({id_: cluster.get(id_, id_) for id_ in every}, assigned)


def _origin(wishes: Wishes, selection: Selection, version: int, chosen: Chosen, installed: str) -> Origin:
    return Origin(
        str(selection), wishes.group, SALT, SHARES, version, wishes.command, chosen.tokenizers, installed
    )
