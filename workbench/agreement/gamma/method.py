"""The method: what is to be decided before γ is measured, and printed with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from workbench.agreement.gamma.dissimilarity import Dissimilarity
from workbench.agreement.gamma.samplers import SAMPLERS, Sampler
from workbench.agreement.interval import SEED
from workbench.core.fault import Fault

SAMPLES: Final = 30
PRECISION: Final = 0.05


@dataclass(frozen=True, slots=True)
class Method:
    """How γ is measured.

    Attributes:
        dissimilarity: of two units; by default position and label weigh the same, and labels differ or do not.
        sampler: name of what makes random continua.
        samples: random continua at least.
        precision: how far the expected disorder may be off, as a share of itself, 19 times of 20; asks for more random
            continua where so few do not reach it (0: never).
        seed: where random numbers begin.

    Raises:
        Fault: for a sampler of another name, or no sample.
    """

    dissimilarity: Dissimilarity = field(default_factory=Dissimilarity)
    sampler: str = "shuffle"
    samples: int = SAMPLES
    precision: float = PRECISION
    seed: int = SEED

    def __post_init__(self) -> None:
        if self.sampler not in SAMPLERS:
            raise Fault(f"There is no sampler {self.sampler}", f"Choose one of {', '.join(SAMPLERS)}")
        if self.samples < 1 or self.precision < 0:
            raise Fault("γ needs a random continuum or more, and a precision that is not below 0")

    @property
    def sample(self) -> Sampler:
        """What makes random continua."""
        return SAMPLERS[self.sampler]
