"""A measured value: a number, or none with the reason in words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

Interval: TypeAlias = tuple[float, float]
"""Lower and upper end, both included."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a measure found; ``value`` is None where it is undefined, and then ``why`` says so in words.

    ``n`` is how many things were counted (items, documents, spans: the measure says which), ``se`` a standard error
    and ``interval`` an interval where the measure knows one. A defined value may carry a caution in ``why``.

    Raises:
        ValueError: for an undefined value without a reason, or a number that is not finite.
    """

    value: float | None
    why: str = ""
    n: int = 0
    se: float | None = None
    interval: Interval | None = None

    def __post_init__(self) -> None:
        if self.value is None and not self.why:
            raise ValueError("an undefined value needs its reason")
        if self.value is not None and not math.isfinite(self.value):
            raise ValueError("a value is a finite number or None with its reason")

    @property
    def defined(self) -> bool:
        """Whether there is a number."""
        return self.value is not None


def undefined(why: str, n: int = 0) -> Value:
    """No number, and the reason."""
    return Value(None, why, n)
