"""The registry: what spans link to."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import Final
from uuid import UUID

import regex

from workbench.core.edit import ENTITY, Change, Edit, Operation, Refused
from workbench.core.entity import Entity
from workbench.core.ids import uuid7
from workbench.store.connection import Connection
from workbench.store.present import entity_of

_COLUMNS: Final = "id, slug, name, kind, aliases, redirect"


def all_entities(connection: Connection) -> list[Entity]:
    """Every entry, merged ones too, by name."""
    return [entity_of(row) for row in connection.rows(f"SELECT {_COLUMNS} FROM entity ORDER BY name, slug")]


def entity(connection: Connection, id: UUID) -> Entity | None:
    """The entry of this id; None where there is none."""
    row = connection.row(f"SELECT {_COLUMNS} FROM entity WHERE id = :id", {"id": id})
    return None if row is None else entity_of(row)


def by_slug(connection: Connection, slug: str) -> Entity | None:
    """The entry of this short name; None where there is none."""
    row = connection.row(f"SELECT {_COLUMNS} FROM entity WHERE slug = :slug", {"slug": slug})
    return None if row is None else entity_of(row)


def search(connection: Connection, words: str, limit: int = 20) -> list[Entity]:
    """Entries whose name, short name or aliases hold all the words; those that begin with them first."""
    wanted = words.casefold().split()
    found = []
    for one in all_entities(connection):
        names = [text.casefold() for text in (one.name, one.slug, *one.aliases)]
        if one.redirect is None and all(any(word in name for name in names) for word in wanted):
            begins = any(name.startswith(" ".join(wanted)) for name in names)
            found.append((not begins, len(one.name), one.name, one.slug, one))
    return [row[-1] for row in sorted(found, key=lambda row: row[:-1])[:limit]]


def resolve(connection: Connection, id: UUID) -> Entity | None:
    """The entry of this id, or the one it was merged into; None where there is none."""
    seen = set()
    found = entity(connection, id)
    while found is not None and found.redirect is not None and found.id not in seen:
        seen.add(found.id)
        found = entity(connection, found.redirect)
    return found


def uses(connection: Connection, id: UUID) -> int:
    """How many spans link to an entry."""
    return int(connection.value("SELECT count(*) FROM span_link WHERE entity_id = :id", {"id": id}))


def slug_for(connection: Connection, name: str) -> str:
    """A short name made from a name, with a number where it is taken."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    base = regex.sub(r"[^\p{L}\p{N}]+", "-", regex.sub(r"\p{M}", "", plain)).strip("-")[:48] or "entity"
    slug, k = base, 1
    while by_slug(connection, slug) is not None:
        k += 1
        slug = f"{base}-{k}"
    return slug


# -- operations (saved with workbench.store.commit) ------------------------------


def new(connection: Connection, name: str, kind: str | None = None, aliases: Iterable[str] = ()) -> Entity:
    """An entry on its way in, with an identity and a short name of its own; :func:`add` makes the operation.

    Raises:
        Refused: where the name is empty.
    """
    if not name.strip():
        raise Refused("an entry of the registry needs a name")
    return Entity(uuid7(), slug_for(connection, name), name.strip(), kind, tuple(aliases))


def add_change(entry: Entity) -> Change:
    """The change that adds an entry, to stand in an operation of one's own."""
    return Change(entry.id, Edit(ENTITY, 0, None, entry.to_json()))


def add(entry: Entity, actor: UUID) -> Operation:
    """The operation that adds an entry."""
    return Operation(actor, "add entity", (add_change(entry),))


def rename(entry: Entity, name: str, actor: UUID, *, keep_alias: bool = True) -> Operation:
    """The operation that renames an entry; its old name stays as an alias unless told otherwise."""
    if not name.strip():
        raise Refused("an entry of the registry needs a name")
    aliases = tuple(a for a in entry.aliases if a != name)
    if keep_alias and entry.name not in aliases and entry.name != name:
        aliases = (*aliases, entry.name)
    return change(entry, replace(entry, name=name.strip(), aliases=aliases), actor, "rename entity")


def merge(entry: Entity, into: Entity, actor: UUID) -> Operation:
    """The operation that merges an entry into another: spans keep their links, which now lead there.

    Raises:
        Refused: where the two are one, or the other was itself merged.
    """
    if entry.id == into.id:
        raise Refused("an entry can't be merged into itself")
    if into.redirect is not None:
        raise Refused("the other entry was merged itself; merge into the one it leads to")
    return change(entry, replace(entry, redirect=into.id), actor, "merge entity")


def change(old: Entity, new: Entity, actor: UUID, kind: str = "change entity") -> Operation:
    """The operation that puts an entry from one state to another."""
    return Operation(actor, kind, (Change(old.id, Edit(ENTITY, 0, old.to_json(), new.to_json())),))
