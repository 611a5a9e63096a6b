"""Comparing: two answers' spans under a rule, by label."""

from __future__ import annotations

from workbench.agreement.spans.marks import Marks
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
    size, mine, theirs = rule.size, first.groups, second.groups
    found = {}
    for label, group in mine.items():
        other = theirs.get(label)
        if other is None:
            found[label] = Tally(0, len(group), 0)
        else:
            found[label] = Tally(size(group, other), len(group), len(other))
    for label, other in theirs.items():
        if label not in mine:
            found[label] = Tally(0, 0, len(other))
    return found
