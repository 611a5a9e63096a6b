"""Voting: what at least so many of several people say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def shared(lists: Sequence[Sequence[T]], least: int) -> list[T]:
    """What at least so many lists hold, in the order of first mention; twice in one list counts once."""
    votes = Counter(value for values in lists for value in dict.fromkeys(values))
    return [value for value, n in votes.items() if n >= least]


def elected(lists: Sequence[Sequence[T]], least: int) -> list[T]:
    """What at least so many lists hold, or nothing where no one list holds it all.

    Two camps of equal strength that exclude each other thus elect nothing, because neither has won.
    """
    found = shared(lists, least)
    return found if any(set(found) <= set(values) for values in lists) else []
