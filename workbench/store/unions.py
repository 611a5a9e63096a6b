"""Unions: things that belong together because something joins them, directly or through others."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Unions(Generic[T]):
    """Disjoint sets (union-find); a thing nobody joined is alone in its own."""

    def __init__(self) -> None:
        self._above: dict[T, T] = {}

    def root(self, thing: T) -> T:
        """The one thing that stands for all that belong together with this one."""
        top = thing
        while (above := self._above.get(top, top)) != top:
            top = above
        while thing != top:
            self._above[thing], thing = top, self._above[thing]
        return top

    def join(self, into: T, other: T) -> None:
        """Let what belongs to one and what belongs to the other belong together; the first one's root stays."""
        top, lower = self.root(into), self.root(other)
        if top != lower:
            self._above[lower] = top
