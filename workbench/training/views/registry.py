"""The registry: which entity a link leads to, once merges are followed, as the ``kb_id`` of an export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from workbench.core.entity import Entity


class Registry:
    """Follows links; ``ids`` has an empty id, then those of the entities that were led to, in order of first use."""

    def __init__(self, entities: Mapping[UUID, Entity]) -> None:
        self.ids: list[str] = [""]
        self._entities = entities
        self._index: dict[str, int] = {}
        self._final: dict[UUID, int] = {}

    def finals(self, links: Sequence[UUID]) -> NDArray[np.int64]:
        """For each link, the index in ``ids`` of the entity it leads to; never 0."""
        for link in sorted({*links} - self._final.keys()):
            id_ = str(self.final(link))
            if id_ not in self._index:
                self._index[id_] = len(self.ids)
                self.ids.append(id_)
            self._final[link] = self._index[id_]
        return np.fromiter(map(self._final.__getitem__, links), np.int64, len(links))

    def final(self, link: UUID) -> UUID:
        """The entity that a link leads to, followed through merges as far as they go without a ring."""
        seen = {link}
        while (entity := self._entities.get(link)) and entity.redirect and entity.redirect not in seen:
            link = entity.redirect
            seen.add(link)
        return link
