"""Dissimilarity: how little two units resemble each other, by where they are and by their labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from workbench.agreement.arrays import Floats


@dataclass(frozen=True, slots=True)
class Dissimilarity:
    """d = Δ∅ · (``alpha`` · positional + ``beta`` · categorical); Mathet et al. 2015, section 4.

    Attributes:
        alpha: weight of positions.
        beta: weight of labels.
        empty: Δ∅, the dissimilarity of a unit and none; only the scale, γ does not feel it.
        labels: distance of two labels, in either order, 0 to 1; any two labels that are not named here are 1 apart.

    Raises:
        ValueError: for a weight below zero, a scale not above it, or a distance beyond 0 to 1.
    """

    alpha: float = 1.0
    beta: float = 1.0
    empty: float = 1.0
    labels: Mapping[tuple[str, str], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if min(self.alpha, self.beta) < 0 or self.empty <= 0:
            raise ValueError("weights must not be negative, and the empty unit must cost something")
        if not all(0 <= distance <= 1 for distance in self.labels.values()):
            raise ValueError("distances of labels lie between 0 and 1")

    def matrix(self, labels: Sequence[str]) -> Floats:
        """Distances of these labels: [labels, labels], symmetric, 0 on the diagonal."""
        out = 1.0 - np.eye(len(labels))
        code = {label: n for n, label in enumerate(labels)}
        for (one, other), distance in self.labels.items():
            if one in code and other in code and one != other:
                out[code[one], code[other]] = out[code[other], code[one]] = distance
        return out


def positional(start: Floats, end: Floats, other_start: Floats, other_end: Floats) -> Floats:
    """((Δ start + Δ end) / (both lengths))²: 0 for equal units, 1 for equal lengths that touch; Mathet 2015, 4.1."""
    apart = np.abs(start - other_start) + np.abs(end - other_end)
    return np.asarray((apart / ((end - start) + (other_end - other_start))) ** 2)
