"""Rules: when two spans count as the same."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from workbench.agreement.spans import matching
from workbench.agreement.spans.extent import Extent, overlap
from workbench.agreement.spans.marks import Group, Marked

Nearness = Literal["equal", "overlap", "alike", "iou", "dice"]


@dataclass(frozen=True, slots=True)
class Rule:
    """Which spans may match, and how much a match is worth.

    ``near``: *equal* extents; *overlap* in one code point or more; *alike*: intersection over union of at least
    ``threshold``; *iou* and *dice*: any overlap, worth its share. ``same_label`` asks for equal labels besides.
    """

    name: str
    near: Nearness
    same_label: bool = True
    threshold: Fraction = Fraction(0)

    def size(self, first: Group, second: Group) -> int | Fraction:
        """What the largest one-to-one matching of two groups is worth: a number of pairs, or a sum of shares."""
        if self.near == "equal":
            return first.common(second)
        if self.near == "overlap":
            return matching.overlapping(first, second)
        if self.near == "alike":
            return matching.alike(first, second, self.threshold)
        return matching.soft(first, second, dice=self.near == "dice")

    def fits(self, first: Marked, second: Marked) -> bool:
        """Whether two spans may match."""
        return (first.label == second.label or not self.same_label) and self.close(first.fragments, second.fragments)

    def close(self, first: Extent, second: Extent) -> bool:
        """Whether two extents may match, labels aside."""
        if self.near == "equal":
            return first == second
        if self.near == "alike":
            return matching.reaches(first, second, self.threshold)
        return overlap(first, second)


EXACT: Final = Rule("exact", "equal")
BOUNDARIES: Final = Rule("boundaries", "equal", same_label=False)
OVERLAP: Final = Rule("overlap, same label", "overlap")
OVERLAP_ANY: Final = Rule("overlap, any label", "overlap", same_label=False)
SOFT: Final = Rule("soft", "iou")
DICE: Final = Rule("soft (Dice)", "dice")


def alike(threshold: float, same_label: bool = True) -> Rule:
    """Spans whose intersection is at least this share of their union (above 0, at most 1).

    Raises:
        ValueError: for a threshold outside that.
    """
    if not 0 < threshold <= 1:
        raise ValueError("the threshold is a share above 0 and at most 1")
    return Rule(f"IoU ≥ {threshold:g}", "alike", same_label, Fraction(threshold).limit_denominator(1_000_000))
