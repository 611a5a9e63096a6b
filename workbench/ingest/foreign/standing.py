"""What stands in the project before an import: its schema, people and texts, which later files of it add to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from workbench.core.json import sha256
from workbench.core.schema import Schema
from workbench.ingest.naming import slug, unique
from workbench.ingest.neardup import Finder, Match
from workbench.store import annotators, schemas
from workbench.store.connection import Connection
from workbench.store.dump import every_text

ALIKE = 0.6
"""From this similarity on, a text is taken for another state of a stored one…"""
NAMESAKE = 0.3
"""…or from this on, where the two have one name."""


@dataclass(slots=True)
class Standing:
    """The project; without a database an empty one, in which every name of a label stands for itself."""

    schema: Schema | None = None
    version: int | None = None
    kinds: dict[str, str] = field(default_factory=dict)
    names: dict[UUID, str] = field(default_factory=dict)
    _by_text: dict[str, UUID] = field(default_factory=dict)
    _fresh: dict[UUID, str] = field(default_factory=dict)
    _stored: Callable[[UUID], str] | None = None
    _taken: set[str] = field(default_factory=set)
    _finder: Finder[UUID] = field(init=False)

    def __post_init__(self) -> None:
        self._finder = Finder(self.text)

    @classmethod
    def read(cls, connection: Connection, stored: Callable[[UUID], str]) -> Standing:
        """The project as it is; ``stored`` gives the text of a document later on.

        Raises:
            Fault: where it has no schema.
        """
        version, schema = schemas.current(connection)
        found = cls(schema, version, {one.handle: one.kind for one in annotators.everybody(connection)}, _stored=stored)
        for id, name, text in every_text(connection):
            found.names[id] = name
            found._by_text.setdefault(sha256(text), id)
            found._finder.know(id, text)
        found._taken = set(found.names.values())
        return found

    def known(self, text: str) -> UUID | None:
        """The document that has this very text."""
        return self._by_text.get(sha256(text))

    def text(self, id: UUID) -> str:
        """A document's text.

        Raises:
            KeyError: where there is no such document.
        """
        if id in self._fresh or self._stored is None:
            return self._fresh[id]
        return self._stored(id)

    def alike(self, id: UUID, text: str) -> list[Match[UUID]]:
        """Documents that a new one is like; it is one of them from now on."""
        self._fresh[id] = text
        return [match for match in self._finder.add(id, text) if match.key in self.names]

    def drifted(self, name: str, matches: list[Match[UUID]]) -> Match[UUID] | None:
        """The document, stored before this import, whose text this is another state of, if there is one."""
        before = [match for match in matches if match.key not in self._fresh]
        likely = [m for m in before if m.similarity >= (NAMESAKE if self.names[m.key] == slug(name) else ALIKE)]
        return max(likely, key=lambda match: (self.names[match.key] == slug(name), match.similarity), default=None)

    def name(self, id: UUID, wanted: str, text: str) -> str:
        """Give a new document its name; it is there from now on."""
        self._by_text.setdefault(sha256(text), id)
        name = unique(slug(wanted), self._taken)
        self._taken.add(name)
        self.names[id] = name
        return name
