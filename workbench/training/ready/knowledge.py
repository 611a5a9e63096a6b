"""Knowledge: the project's registry as lines from which ``code/make_kb.py`` makes spaCy's knowledge base."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from workbench.core.entity import Entity
from workbench.core.json import Json, canonical


def final(entity: Entity, registry: Mapping[UUID, Entity]) -> Entity:
    """The entity into which this one was merged, however often; itself where it was not."""
    seen = {entity.id}
    while (link := entity.redirect) and link in registry and link not in seen:
        entity = registry[link]
        seen.add(link)
    return entity


def knowledge_lines(entities: Iterable[Entity]) -> str:
    """One JSON line for each entity that stands, by id; names of those merged into it are among its aliases."""
    registry = {entity.id: entity for entity in entities}
    names: dict[UUID, set[str]] = {}
    for entity in registry.values():
        names.setdefault(final(entity, registry).id, set()).update((entity.name, *entity.aliases))
    return "".join(canonical(_line(registry[id_], names[id_])) + "\n" for id_ in sorted(names, key=str))


def _line(entity: Entity, names: set[str]) -> dict[str, Json]:
    return {
        "id": str(entity.id),
        "slug": entity.slug,
        "name": entity.name,
        "kind": entity.kind,
        "aliases": sorted(names - {entity.name}),
    }
