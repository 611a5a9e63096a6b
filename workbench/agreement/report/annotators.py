"""The table of annotators: who stands apart from the others, and how."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from workbench.agreement.gold import Scores, against
from workbench.agreement.pairwise import Pairwise, spread
from workbench.agreement.report.content import AnnotatorRow, Bias
from workbench.agreement.report.counted import NOBODY
from workbench.agreement.report.summed import Summed
from workbench.agreement.value import Value, undefined


def annotators(summed: Summed) -> tuple[AnnotatorRow, ...]:
    """A row for each of the people, by name."""
    scores = {number: against(found, str(summed.frame.gold)) for number, found in summed.against.items()}
    return tuple(
        _row(summed, name, {number: found[name] for number, found in scores.items() if name in found})
        for name in sorted(summed.frame.people)
    )


def _row(summed: Summed, name: str, scores: dict[str, Scores]) -> AnnotatorRow:
    profile = summed.profiles.get(name, NOBODY)
    exact, overlap = (summed.f1[number] for number in ("span-exact", "span-overlap"))
    own, others = _marked(exact, name)
    return AnnotatorRow(
        name=name,
        documents=profile.documents,
        exact=_with_the_rest(exact, name),
        overlap=_with_the_rest(overlap, name),
        spans=profile.spans,
        ratio=_ratio(own.total(), others.total(), "the others marked nothing"),
        length=_ratio(profile.length, profile.spans, "no spans"),
        coverage=_ratio(profile.covered, profile.text, "no text"),
        bias=_bias(summed, own, others),
        against=scores,
    )


def _with_the_rest(measure: Pairwise, name: str) -> Value:
    return spread(value for pair, value in measure.by_pair().items() if name in pair).mean


def _marked(measure: Pairwise, name: str) -> tuple[Counter[str], Counter[str]]:
    """By label, spans of the annotator and of their partners, pair by pair on the documents that the two share."""
    own: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for pair, tallies in measure.sums.items():
        if name in pair:
            first = pair[0] == name
            for label, tally in tallies.items():
                own[label] += tally.first if first else tally.second
                others[label] += tally.second if first else tally.first
    return own, others


def _bias(summed: Summed, own: Counter[str], others: Counter[str]) -> tuple[Bias, ...]:
    """The most unlike first: the difference as a share of both."""
    found = [Bias(label, summed.frame.schema.label_name(label), own[label], others[label]) for label in own | others]
    return tuple(
        sorted(found, key=lambda bias: (-Fraction(abs(bias.own - bias.others), bias.own + bias.others), bias.label))
    )


def _ratio(part: int, whole: int, why: str) -> Value:
    return Value(part / whole, n=whole) if whole else undefined(why)
