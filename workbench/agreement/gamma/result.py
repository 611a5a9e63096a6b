"""Results: γ, γcat and γk of one document or of many, with what they are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from workbench.agreement.gamma.method import Method
from workbench.agreement.value import Value
from workbench.core.span import Span

Group: TypeAlias = Mapping[str, Span]
"""Spans that stand for the same thing, by annotator; those of only one annotator stand alone."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a coefficient is made of: 1 - ``observed`` / ``expected``.

    ``spread`` is the variance of ``expected`` as an estimate (0 were there endless samples); ``weight`` is what a
    document counts among others: spans of the mean annotator for γ, sureness of the aligned pairs for γcat and γk.
    """

    observed: float
    expected: float
    spread: float
    weight: float


@dataclass(frozen=True, slots=True)
class Gamma:
    """Agreement on one document; the ``se`` of a value is its Monte-Carlo error, its ``n`` counts spans.

    Attributes:
        gamma: γ, where spans are and which label they have.
        cat: γcat, which label, where spans stand together.
        labels: γk of each label, over pairs of which a span has it.
        groups: the best alignment, in text order.
        part: what γ is made of; None where it is undefined.
        cat_part: what γcat is made of.
        label_parts: what the defined γk are made of.
        samples: random continua drawn.
        method: how; print its sampler and seed beside the values.
    """

    gamma: Value
    cat: Value
    labels: Mapping[str, Value]
    groups: tuple[Group, ...]
    part: Part | None
    cat_part: Part | None
    label_parts: Mapping[str, Part]
    samples: int
    method: Method
