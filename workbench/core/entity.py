"""Entities: what spans link to, in the project's registry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from workbench.core.json import Json


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, state, body, law … of the registry; ``redirect`` names the entity it was merged into."""

    id: UUID
    slug: str
    name: str
    kind: str | None = None
    aliases: tuple[str, ...] = ()
    redirect: UUID | None = None

    def to_json(self) -> dict[str, Json]:
        """The entity without its id: the form of the log."""
        return {
            "slug": self.slug,
            "name": self.name,
            "kind": self.kind,
            "aliases": list(self.aliases),
            "redirect": None if self.redirect is None else str(self.redirect),
        }

    @classmethod
    def from_json(cls, id_: UUID, value: Mapping[str, Any]) -> Entity:
        """The entity that :meth:`to_json` wrote."""
        redirect = value["redirect"]
        return cls(
            id_,
            value["slug"],
            value["name"],
            value["kind"],
            tuple(value["aliases"]),
            None if redirect is None else UUID(redirect),
        )
