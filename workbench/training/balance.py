"""Balance: how far each part is from its share of all that is counted, and where one more unit does most good.

The distance is Σ over counted things k and parts p of (h - s)² / s, h being the part's share of all k and s the share
it should have. Every k weighs the same, however often it stands, so that rare labels come out as even as common ones.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class Balance(Generic[K]):
    """What the parts hold so far.

    Args:
        totals: how much there is of everything that is counted, decided or not; all above 0.
        shares: of each part, by name; a part whose share is 0 gets nothing.
    """

    def __init__(self, totals: Mapping[K, int], shares: Mapping[str, float]) -> None:
        self._shares = {part: share for part, share in shares.items() if share > 0}
        self._scale = {key: 1 / total**2 for key, total in totals.items()}
        self._held = {part: dict.fromkeys(totals, 0) for part in shares}

    def add(self, part: str, counts: Mapping[K, int]) -> None:
        """Give a part what a unit holds."""
        held = self._held[part]
        for key, n in counts.items():
            held[key] += n

    def take(self, part: str, counts: Mapping[K, int]) -> None:
        """Take away from a part what a unit holds."""
        self.add(part, {key: -n for key, n in counts.items()})

    def without(self, key: K) -> list[str]:
        """The parts that should have some of this and have none."""
        return [part for part in self._shares if not self._held[part].get(key)]

    def best(self, counts: Mapping[K, int], parts: Sequence[str]) -> str:
        """The part that brings the whole nearest to its shares if it gets a unit; of several, the first.

        Only what differs between the parts is added up: n more of k in a part adds n (2 held + n) / (total² s) to the
        distance, and something that is the same for all. With one thing counted, in units of one size, this is
        Sainte-Laguë's rule for the seats of a parliament.

        Raises:
            ValueError: where none of the parts has a share.
        """
        weights = [(key, n, n * self._scale[key]) for key, n in counts.items()]

        def distance(part: str) -> float:
            held = self._held[part]
            return sum([(2 * held[key] + n) * weight for key, n, weight in weights]) / self._shares[part]

        return min((part for part in parts if part in self._shares), key=distance)
