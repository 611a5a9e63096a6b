"""Bags: things that may repeat, and how many two bags have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable
from functools import cached_property
from typing import Generic, TypeVar

H = TypeVar("H", bound=Hashable)


class Bag(Generic[H]):
    """A multiset, in no order that shows."""

    def __init__(self, things: list[H]) -> None:
        self.things = things

    def __len__(self) -> int:
        return len(self.things)

    @cached_property
    def distinct(self) -> frozenset[H]:
        """Each thing once."""
        return frozenset(self.things)

    @cached_property
    def times(self) -> Counter[H]:
        """How often each thing stands."""
        return Counter(self.things)

    def common(self, other: Bag[H]) -> int:
        """How many things stand in both, counting repeats."""
        return len(self.shared(other))

    def shared(self, other: Bag[H]) -> Collection[H]:
        """The things that stand in both: as a frozenset where neither repeats any, else each as often as in both."""
        if len(self.distinct) == len(self) and len(other.distinct) == len(other):
            return self.distinct & other.distinct
        return list((self.times & other.times).elements())

    def rest(self, other: Bag[H]) -> Collection[H]:
        """The things that stand here and not in the other, in no order; each as often as here more than there."""
        if len(self.distinct) == len(self) and len(other.distinct) == len(other):
            return self.distinct - other.distinct
        return list((self.times - other.times).elements())
