"""Comparing: two answers' spans under a rule, by label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from workbench.agreement.spans.marks import Group, Marks
from workbench.agreement.spans.rule import Rule
from workbench.agreement.tally import ANY, Tally


def compared(first: Marks, second: Marks, rule: Rule) -> dict[str, Tally]:
    """Tallies by label, or one for all where the rule does not look at labels; none where neither marked anything.

    Where labels must be equal the largest matching falls apart into one a label, so these add up to the whole.
    """
    if not rule.same_label:
        if not first.groups and not second.groups:
            return {}
        return {ANY: Tally(rule.size(first.all, second.all), len(first.all), len(second.all))}
    mine, theirs = first.groups, second.groups
    both = _equal(first, second) if rule.near == "equal" else _matching(first, second, rule)
    found = {label: Tally(both[label], len(group), len(theirs.get(label, NONE))) for label, group in mine.items()}
    for label, other in theirs.items():
        if label not in mine:
            found[label] = Tally(0, 0, len(other))
    return found


NONE: Final = Group([])


def _equal(first: Marks, second: Marks) -> Mapping[str, int]:
    """How many spans of each label stand in both: asked of all labels at once, because that is quicker."""
    return Counter(label for label, _ in first.whole.shared(second.whole))


def _matching(first: Marks, second: Marks, rule: Rule) -> Mapping[str, int | Fraction]:
    theirs = second.groups
    return {label: rule.size(group, theirs[label]) if label in theirs else 0 for label, group in first.groups.items()}
