"""F1 under any rule, of spans and of relations, and the classes of MUC."""

from __future__ import annotations

from functools import partial
from itertools import combinations
from typing import TypeVar

from workbench.agreement.coding.cohen import cohen_kappa
from workbench.agreement.pairwise import Pairwise, each_pair, spread
from workbench.agreement.relations.arcs import Arcs
from workbench.agreement.relations.candidates import candidate_ratings, candidates
from workbench.agreement.relations.compared import compared_arcs
from workbench.agreement.relations.rule import ArcRule
from workbench.agreement.report.measures.measured import Aids, Measured
from workbench.agreement.report.summed import Summed
from workbench.agreement.resampling import intervals
from workbench.agreement.spans.compared import compared
from workbench.agreement.spans.marks import Marks
from workbench.agreement.spans.muc import Mode, added, classes
from workbench.agreement.spans.rule import Rule
from workbench.agreement.study import Answer, StudiedDocument

T = TypeVar("T")


def known(name: str, summed: Summed, aids: Aids) -> Measured:
    """An F1 that the report has counted already."""
    return _measured(summed.f1[name])


def spans(rule: Rule, summed: Summed, aids: Aids) -> Measured:
    """F1 of spans under a rule."""
    sheets = {}
    for document in summed.study.documents:
        marks = {name: Marks.of(answer.spans.values()) for name, answer in people(summed, document).items()}
        sheets[document.key] = each_pair(marks, partial(compared, rule=rule))
    return _measured(Pairwise.of(sheets))


def relations(rule: ArcRule, summed: Summed, aids: Aids) -> Measured:
    """F1 of relations under a rule."""
    sheets = {}
    for document in summed.study.documents:
        sheets[document.key] = each_pair(_arcs(summed, document), partial(compared_arcs, rule=rule))
    return _measured(Pairwise.of(sheets))


def muc(mode: Mode, summed: Summed, aids: Aids) -> Measured:
    """F1 by the classes of MUC and SemEval in one mode, pair by pair."""
    pairs = {}
    for first, second in combinations(sorted(summed.frame.people), 2):
        both = [one.answers for one in summed.study.documents if {first, second} <= one.answers.keys()]
        found = added(classes(list(a[first].spans.values()), list(a[second].spans.values())) for a in both)
        pairs[first, second] = found[mode].f1
    return Measured(spread(pairs.values()).mean, pairs)


def candidate_kappa(summed: Summed, aids: Aids) -> Measured:
    """Cohen's κ over every pair of spans that both have and that a relation could have joined."""
    allowed = summed.frame.schema.allowed
    sheets = [
        each_pair(_arcs(summed, one), partial(candidates, allowed=lambda head, tail: bool(allowed(head, tail))))
        for one in summed.study.documents
    ]
    names = sorted({pair for sheet in sheets for pair in sheet})
    pairs = {pair: cohen_kappa(candidate_ratings(s[pair] for s in sheets if pair in s)) for pair in names}
    return Measured(spread(pairs.values()).mean, pairs)


def people(summed: Summed, document: StudiedDocument) -> dict[str, Answer]:
    """The answers of the people alone, without the reference."""
    return {name: document.answers[name] for name in summed.frame.people if name in document.answers}


def _arcs(summed: Summed, document: StudiedDocument) -> dict[str, Arcs]:
    found = people(summed, document)
    return {name: Arcs(answer.spans, answer.relations.values()) for name, answer in found.items()}


def _measured(measure: Pairwise) -> Measured:
    found = intervals(measure)
    labels = {label: value for label, value in found.items() if label}
    return Measured(found[None], measure.by_pair(), labels, {"all pairs pooled": measure.pooled()})
