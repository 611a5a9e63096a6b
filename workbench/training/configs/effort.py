"""Effort: how long a config trains, and whether it streams the corpus, from the size of the training part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

STREAMED: Final = 1_000_000
"""Training tokens from which spaCy streams: 6 M tokens held in memory took 2.8 GB and two minutes to start, streamed
265 MB and 5 seconds (spaCy 3.8, one CPU)."""

SMALL: Final = 1_000
"""Training documents below which a run ends within a minute or two; above, it ends when it stops getting better."""


@dataclass(frozen=True, slots=True)
class Effort:
    """When training looks at dev, and when it stops."""

    documents: int
    tokens: int

    @property
    def streamed(self) -> bool:
        """Whether the corpus is read again and again instead of being held; its order never changes then."""
        return self.tokens >= STREAMED

    def settings(self) -> dict[str, Any]:
        """The settings of the section ``training``; ``max_epochs`` -1 streams, 0 means no limit."""
        small = self.documents < SMALL
        return {
            "patience": 300 if small else 1600,
            "max_epochs": -1 if self.streamed else 0,
            "max_steps": 600 if small else 20_000,
            "eval_frequency": 100 if small else 200,
        }
