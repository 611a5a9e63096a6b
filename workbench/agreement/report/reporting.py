"""Reporting: from sums to the whole report."""

from __future__ import annotations

from workbench.agreement.interval import RESAMPLES, SEED
from workbench.agreement.report.advice import advice
from workbench.agreement.report.annotators import annotators
from workbench.agreement.report.cautions import cautions
from workbench.agreement.report.confusion import confusion
from workbench.agreement.report.content import Report, Scope
from workbench.agreement.report.numbers import means, numbers
from workbench.agreement.report.reading import reading
from workbench.agreement.report.summed import Summed
from workbench.agreement.report.tables import documents, labels, pairs


def reported(summed: Summed, *, sure: bool = True) -> Report:
    """The report; without intervals where not ``sure``, which is quick enough to follow every edit."""
    found = means(summed, sure=sure)
    said, rows, people = numbers(summed, found, sure=sure), labels(summed, found), annotators(summed)
    scope, crossed = _scope(summed, sure), confusion(summed.crossed, summed.frame.schema)
    return Report(
        scope=scope,
        numbers=said,
        pairs=pairs(summed),
        labels=rows,
        documents=documents(summed),
        annotators=people,
        confusion=crossed,
        reading=reading(said, crossed),
        advice=advice(said, crossed, people, scope.counted),
        cautions=cautions(scope, said, rows, crossed),
    )


def _scope(summed: Summed, sure: bool) -> Scope:
    from workbench.agreement.unitizing.family import notes

    answered = [document for document in summed.study.documents if document.answers]
    shared = [row for row in summed.documents.values() if row.profiles]
    people = set(summed.frame.people)
    return Scope(
        annotators=summed.frame.people,
        gold=summed.frame.gold,
        documents=len(answered),
        shared=len(shared),
        alone=sum(len(people & document.answers.keys()) == 1 for document in answered),
        both_empty=sum(not any(profile.spans for profile in row.profiles.values()) for row in shared),
        resamples=RESAMPLES if sure else 0,
        seed=SEED,
        notes=tuple(f"uα: {note}" for note in notes(summed.lengths)),
    )
