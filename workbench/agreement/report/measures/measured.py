"""Measured: one measure over a study, by pair and by label."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias
from uuid import UUID

from workbench.agreement.pairwise import Pair
from workbench.agreement.report.summed import Summed
from workbench.agreement.value import Value
from workbench.core.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Measured:
    """What a measure found; tables that make no sense for it are empty.

    Attributes:
        overall: over everything; ``n`` counts what the measure says.
        pairs: by two annotators.
        labels: by label.
        parts: what else it gives, by name.
        notes: what should be known, in sentences.
    """

    overall: Value
    pairs: Mapping[Pair, Value] = field(default_factory=dict)
    labels: Mapping[str, Value] = field(default_factory=dict)
    parts: Mapping[str, Value] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


class Aids(NamedTuple):
    """What some measures need besides: tokens by document, read only if asked for, and who hears of progress."""

    tokens: Callable[[], Mapping[UUID, Tokens]]
    each: Callable[[int, int], None] | None = None


Measuring: TypeAlias = Callable[[Summed, Aids], Measured]


class Measure(NamedTuple):
    """A measure's name, its title, the question it answers, and how."""

    name: str
    title: str
    question: str
    run: Measuring
