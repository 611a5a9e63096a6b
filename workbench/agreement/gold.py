"""Against a reference: precision, recall and F1 of each annotator, overall and by label."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.agreement.pairwise import Pairwise
from workbench.agreement.tally import Tally, f1, precision, recall
from workbench.agreement.value import Value


@dataclass(frozen=True, slots=True)
class Scores:
    """How an answer stands to the reference."""

    precision: Value
    recall: Value
    f1: Value


def against(measure: Pairwise, reference: str, label: str | None = None) -> dict[str, Scores]:
    """The scores of everyone who finished a document that the reference has, by name.

    The reference is an annotator like any other (adjudicated, or chosen); only here is it more than that.
    """
    found = {}
    for pair in measure.pairs:
        if reference in pair:
            tally = measure.tally(pair, label)
            name = pair[1]
            if name == reference:
                name, tally = pair[0], Tally(tally.both, tally.second, tally.first)
            found[name] = Scores(precision(tally), recall(tally), f1(tally))
    return found
