"""Tables: the numbers by pair, by label and by document."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from workbench.agreement.report.content import DocumentRow, LabelRow, PairRow
from workbench.agreement.report.frame import SHARED
from workbench.agreement.report.numbers import Means
from workbench.agreement.report.summed import Summed
from workbench.agreement.value import Value, undefined

NEVER = undefined("no two annotators finished a document in common")


def pairs(summed: Summed) -> tuple[PairRow, ...]:
    """Every two people, those too who finished no document in common."""
    measure = summed.f1["span-exact"]
    shared, empty = measure.shared(), measure.both_empty()
    values = {name: found.by_pair() for name, found in summed.f1.items()}
    return tuple(
        PairRow(
            pair,
            shared.get(pair, 0),
            empty.get(pair, 0),
            {name: found.get(pair, NEVER) for name, found in values.items()},
        )
        for pair in combinations(sorted(summed.frame.people), 2)
    )


def labels(summed: Summed, found: Means) -> tuple[LabelRow, ...]:
    """Labels of spans, then of relations, in the schema's order; those that nobody used are left out."""
    return (*_labels(summed, found, "span"), *_labels(summed, found, "relation"))


def _labels(summed: Summed, found: Means, kind: str) -> Iterator[LabelRow]:
    exact, overlap = ("span-exact", "span-overlap") if kind == "span" else ("relation-strict", SHARED)
    measure = summed.f1.get(exact)
    if measure is None:
        return
    schema = summed.frame.schema
    known = list(schema.labels if kind == "span" else schema.relations)
    used = measure.labels
    name = schema.label_name if kind == "span" else schema.relation_name
    for label in [label for label in known if label in used] + sorted(set(used).difference(known)):
        nobody = undefined("neither has both of its spans" if kind == "relation" else "neither marked anything")
        yield LabelRow(
            kind,
            label,
            name(label),
            measure.pooled(label).n,
            found[exact][label],
            found[overlap].get(label, nobody),
        )


def documents(summed: Summed) -> tuple[DocumentRow, ...]:
    """Documents that two people or more finished, the worst first; both-empty ones, which have no F1, come last."""
    rows = []
    for document, counted in summed.rows():
        if counted.profiles:
            spans = sum(profile.spans for profile in counted.profiles.values())
            names = tuple(sorted(counted.profiles))
            rows.append(DocumentRow(document.id, document.name, names, spans, counted.exact.mean, counted.overlap.mean))
    return tuple(sorted(rows, key=_badness))


def _badness(row: DocumentRow) -> tuple[float, float, str, int]:
    return _or_last(row.exact), _or_last(row.overlap), row.name, row.id.int


def _or_last(value: Value) -> float:
    return 2.0 if value.value is None else value.value
