"""Narrowing: a study seen through one label, or a group of them."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid5

from workbench.agreement.study import Answer, Study
from workbench.core.fault import Fault
from workbench.core.schema import Schema


def narrowed(study: Study, label: str) -> Study:
    """The study with spans of one label (or abstract label, or group) alone; of a relation label, with all spans and
    these relations alone.

    Raises:
        Fault: where the schema has no such label.
    """
    wanted = label_id(study.schema, label)
    documents = [
        replace(
            document, answers={name: _cut(answer, study.schema, wanted) for name, answer in document.answers.items()}
        )
        for document in study.documents
    ]
    return replace(study, documents=tuple(documents))


def label_id(schema: Schema, label: str) -> str:
    """The id of a label, group or relation label, given by id or by name.

    Raises:
        Fault: where there is none.
    """
    for parts in (schema.labels, schema.groups, schema.relations):
        if label in parts:
            return label
    named = [key for parts in (schema.labels, schema.relations) for key, part in parts.items() if part.name == label]
    if not named:
        raise Fault(f"The schema has no label {label}", "`workbench schema show` lists them")
    return named[0]


def _cut(answer: Answer, schema: Schema, wanted: str) -> Answer:
    """A part of an answer is another answer: what was counted on the whole does not hold for it."""
    answer = replace(answer, layer=uuid5(answer.layer, wanted))
    if wanted in schema.relations:
        relations = {n: relation for n, relation in answer.relations.items() if relation.label == wanted}
        return replace(answer, relations=relations)
    spans = {n: span for n, span in answer.spans.items() if schema.matches(span.label, (wanted,))}
    relations = {n: r for n, r in answer.relations.items() if r.head in spans and r.tail in spans}
    return replace(answer, spans=spans, relations=relations)
