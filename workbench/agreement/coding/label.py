"""Labels of items, and the order that makes results the same for any order of input."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TypeAlias

Label: TypeAlias = str | int | float | frozenset[str]
"""What an annotator says of an item; a set where several values may stand together."""


def ordered(labels: Iterable[Label]) -> tuple[Label, ...]:
    """Distinct labels, numbers by value, then words, then sets."""
    return tuple(sorted(set(labels), key=_key))


def places(labels: Iterable[Label]) -> tuple[Fraction, ...]:
    """Where labels stand on a scale: at their own values if all are numbers, else at their rank, 0, 1, …"""
    given = tuple(labels)
    if all(isinstance(label, int | float) for label in given):
        return tuple(Fraction(label) for label in given if isinstance(label, int | float))
    return tuple(Fraction(rank) for rank in range(len(given)))


def shown(label: Label) -> str:
    """A label in words, for reasons and tables."""
    if isinstance(label, frozenset):
        return "{" + ", ".join(sorted(label)) + "}"
    return str(label)


def _key(label: Label) -> tuple[int, float, tuple[str, ...]]:
    if isinstance(label, frozenset):
        return 2, len(label), tuple(sorted(label))
    if isinstance(label, str):
        return 1, 0, (label,)
    return 0, label, ()
