"""The suggester's range: which lengths of spans spancat proposes, taken from the lengths of the gold.

A span outside the range can never be found, however long one trains; each further length costs memory and time for
every token. So the range covers what is common, up to a cap.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 20
"""Tokens of the longest span that is proposed, whatever the gold holds."""

COVERED: Final = 0.99
"""The share of the training part's spans that the range covers where the cap allows."""


@dataclass(frozen=True, slots=True)
class SpanRange:
    """Lengths in tokens from ``shortest`` to ``longest``, both included; ``outside`` of ``spans`` have another."""

    shortest: int
    longest: int
    spans: int
    outside: int

    def said(self) -> str:
        """What is proposed, in words, with how much of the gold that covers."""
        lengths = (
            f"{self.shortest} to {self.longest} tokens" if self.shortest < self.longest else f"{self.longest} token"
        )
        plural = "s" if self.shortest == self.longest > 1 else ""
        return (
            f"spans of {lengths}{plural}, as {self.spans - self.outside:,} of {self.spans:,} in the training part are"
        )


def span_range(sizes: Counter[int]) -> SpanRange:
    """The range for spans of these lengths (spans by length in tokens, none of them 0).

    Raises:
        ValueError: where there is no span to take a range from.
    """
    total = sizes.total()
    if not total:
        raise ValueError("no spans to take a range from")
    reached, longest = 0, 1
    for length in sorted(sizes):
        if reached >= COVERED * total or (length > LONGEST and reached):
            break
        reached += sizes[length]
        longest = min(length, LONGEST)
    shortest = min(min(size for size, n in sizes.items() if n), longest)
    inside = sum(n for length, n in sizes.items() if shortest <= length <= longest)
    return SpanRange(shortest, longest, total, total - inside)
