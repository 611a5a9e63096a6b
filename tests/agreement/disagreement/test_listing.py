"""The list of disagreements: worked places, and what must hold for any study."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from tests.agreement.disagreement.studies import one, studies
from workbench.agreement.disagreement.listing import Disagreements
from workbench.agreement.disagreement.record import KINDS, Disagreement
from workbench.agreement.disagreement.weights import Weights
from workbench.agreement.report.confusion import confusion
from workbench.agreement.report.summed import Summed
from workbench.agreement.study import StudiedDocument, Study
from workbench.core.relation import DocumentLabel, Relation
from workbench.core.span import Span


def found(study: Study) -> list[Disagreement]:
    return list(Disagreements.of(study))


def span(n: int, start: int, end: int, label: str = "X", **more: object) -> Span:
    return Span(n, label, ((start, end),), **more)  # type: ignore[arg-type]


def relation(n: int, head: int, tail: int, label: str = "r", **more: object) -> Relation:
    return Relation(n, label, head, tail, **more)  # type: ignore[arg-type]


A, B = span(1, 0, 3), span(2, 5, 9)
"""Two spans that everybody has."""

WORKED: dict[str, tuple[list[Any], list[Any]]] = {
    "missed": ([span(1, 0, 3)], []),
    "boundary": ([span(1, 0, 3)], [span(1, 0, 4)]),
    "label": ([span(1, 0, 3)], [span(1, 0, 3, "Y")]),
    "boundary+label": ([span(1, 0, 3)], [span(1, 1, 3, "Y")]),
    "split/merge": ([span(1, 0, 9)], [span(1, 0, 3), span(2, 5, 9)]),
    "attribute": ([span(1, 0, 3, attributes=(("sure", "no"),))], [span(1, 0, 3)]),
    "document-label": ([DocumentLabel(1, "topic", "sea")], [DocumentLabel(1, "topic", "sky")]),
    "relation-missed": ([A, B, relation(3, 1, 2)], [A, B]),
    "relation-type": ([A, B, relation(3, 1, 2)], [A, B, relation(3, 1, 2, "s")]),
    "relation-direction": ([A, B, relation(3, 1, 2)], [A, B, relation(3, 2, 1)]),
    "relation-argument": (
        [A, B, span(4, 10, 12), relation(3, 1, 2)],
        [A, B, span(4, 10, 12), relation(3, 1, 4)],
    ),
}
"""One document, two annotators, one disagreement."""


@pytest.mark.parametrize("kind", WORKED)
def test_each_kind(kind: str) -> None:
    ana, ben = WORKED[kind]
    records = found(one(ana=ana, ben=ben))
    assert [record.kind for record in records] == [kind]
    assert records[0].pairs == {("ana", "ben"): kind}


def test_the_kinds_of_the_manual_are_all_reached() -> None:
    assert {*WORKED, "link", "cascaded"} == set(KINDS)


def test_a_default_that_is_written_is_no_disagreement() -> None:
    assert found(one(ana=[span(1, 0, 3, attributes=(("sure", "yes"),))], ben=[span(1, 0, 3)])) == []


def test_symmetric_relations_have_no_direction() -> None:
    assert found(one(ana=[A, B, relation(3, 1, 2, "s")], ben=[A, B, relation(3, 2, 1, "s")])) == []


def test_attributes_of_relations_differ() -> None:
    records = found(one(ana=[A, B, relation(3, 1, 2, attributes=(("sure", "no"),))], ben=[A, B, relation(3, 1, 2)]))
    assert [(record.kind, record.effect.score) for record in records] == [("attribute", "")]


def test_a_relation_follows_from_its_spans() -> None:
    """Ben lacks one end: drawing the relation was not open to him."""
    records = found(one(ana=[A, B, relation(3, 1, 2)], ben=[A]))
    assert [record.kind for record in records] == ["cascaded", "missed"] or [r.kind for r in records] == [
        "missed", "cascaded",
    ]  # fmt: skip
    cascaded = next(record for record in records if record.kind == "cascaded")
    assert cascaded.cause == next(record for record in records if record.kind == "missed").id


def test_a_relation_between_spans_with_other_edges_follows_from_them() -> None:
    records = found(one(ana=[A, B, relation(3, 1, 2)], ben=[A, span(2, 5, 10), relation(3, 1, 2)]))
    assert sorted(record.kind for record in records) == ["boundary", "cascaded"]


def test_three_annotators_are_one_record_with_the_majority_first() -> None:
    """Ana and Cem agree, Ben has other edges: one place, opened once."""
    (record,) = found(one(ana=[span(1, 0, 3)], ben=[span(7, 0, 4)], cem=[span(2, 0, 3)]))
    assert [side.annotators for side in record.sides] == [("ana", "cem"), ("ben",)]
    assert (record.start, record.end) == (0, 4)
    assert record.pairs == {("ana", "ben"): "boundary", ("ben", "cem"): "boundary"}


def test_one_who_marked_nothing_stands_on_a_side_of_their_own() -> None:
    (record,) = found(one(ana=[span(1, 0, 3)], ben=[span(1, 0, 4)], cem=[]))
    assert record.kinds == ("boundary", "missed")
    assert ("cem",) in [side.annotators for side in record.sides]


def test_unopened_is_no_answer() -> None:
    assert found(one(ana=[span(1, 0, 3)])) == []


def test_one_person_is_held_against_the_reference() -> None:
    study = replace(one(ana=[span(1, 0, 3)], gold=[]), gold="gold")
    assert [record.kind for record in found(study)] == ["missed"]


def test_the_reference_takes_no_side_among_people() -> None:
    study = replace(one(ana=[span(1, 0, 3)], ben=[span(1, 0, 3)], gold=[]), gold="gold")
    assert found(study) == []


# -- what must hold for any study ----------------------------------------------


@settings(max_examples=60)
@given(studies())
def test_no_disagreement_stands_twice(study: Study) -> None:
    records = found(study)
    assert len({record.id for record in records}) == len(records)
    for record in records:
        assert record.kind in KINDS
        assert len(record.sides) > 1
        assert len({name for side in record.sides for name in side.annotators}) == sum(
            len(side.annotators) for side in record.sides
        )


@settings(max_examples=60)
@given(studies())
def test_every_span_that_somebody_lacks_is_in_one_record(study: Study) -> None:
    """The members of span records are the spans that do not stand in everybody's answer: none is left out."""
    for document in study.documents:
        if len(document.answers) < 2:
            continue
        marks = {n: Counter((s.label, s.fragments) for s in a.spans.values()) for n, a in document.answers.items()}
        common = min_of(list(marks.values()))
        lacking = sum((mark - common).total() for mark in marks.values())
        held = [
            member
            for record in found(study)
            if record.document == document.id and record.aspect in ("span", "label")
            for side in record.sides
            for member in side.members
        ]
        assert len(held) == len(set(held)) == lacking


def min_of(marks: list[Counter[Any]]) -> Counter[Any]:
    common = marks[0]
    for mark in marks[1:]:
        common = common & mark
    return common


@settings(max_examples=60)
@given(studies())
def test_settling_all_is_full_agreement(study: Study) -> None:
    """Each record's effect, summed, takes every number of the report to 1: nothing is missing, nothing counts twice."""
    weights = Weights(Summed.of(study))
    for settled in weights.settled(found(study)):
        assert settled.n
        if settled.after.value is not None:
            assert settled.after.value == pytest.approx(1, abs=1e-12)


@settings(max_examples=60)
@given(studies())
def test_one_weight_is_settling_that_one(study: Study) -> None:
    """The quick way for one record and the long way for many agree."""
    weights = Weights(Summed.of(study))
    for record in found(study):
        settled = weights.settled([record])
        expected = settled[0].gain if settled else None
        assert weights.of(record) == (expected if expected is None else pytest.approx(expected, abs=1e-12))


@given(studies(names=("ana", "ben")))
def test_two_annotators_have_the_kinds_of_the_report(study: Study) -> None:
    """For two, the records are those that the confusion matrix counts; a split span is a miss there."""
    counted = confusion(Summed.of(study).crossed, study.schema).kinds
    records = [record for record in found(study) if record.aspect in ("span", "label")]
    kinds = Counter(record.kind for record in records)
    split = [record for record in records if record.kind == "split/merge"]
    parts = sum(max(len(side.members) for side in record.sides) for record in split)
    assert kinds["label"] == counted["label"]
    assert kinds["boundary+label"] == counted["boundary+label"]
    assert kinds["boundary"] + len(split) == counted["boundary"]
    assert kinds["missed"] + parts - len(split) == counted["missed"]


@settings(max_examples=40)
@given(studies())
def test_neither_names_nor_order_matter(study: Study) -> None:
    """Documents the other way round and spans renumbered backwards: the same places and kinds, the same ids."""
    turned = replace(study, documents=[_backwards(document) for document in reversed(study.documents)])
    one, other = ({record.id: (record.kind, record.sides) for record in found(each)} for each in (study, turned))
    assert one == other


def _backwards(document: StudiedDocument) -> StudiedDocument:
    answers = {
        name: replace(
            answer, spans=dict(reversed(answer.spans.items())), relations=dict(reversed(answer.relations.items()))
        )
        for name, answer in reversed(document.answers.items())
    }
    return replace(document, answers=answers)


@settings(max_examples=40)
@given(studies())
def test_an_edit_is_followed_to_what_is_there_from_the_start(study: Study) -> None:
    edited = replace(study.documents[0], answers=dict(study.documents[-1].answers))
    after = replace(study, documents=[edited, *study.documents[1:]])
    followed = Disagreements.of(study).replaced(edited)
    assert list(followed) == found(after)


@settings(max_examples=40)
@given(studies(names=("ana", "ben")))
def test_exchanging_two_annotators_changes_neither_kinds_nor_gains(study: Study) -> None:
    call = {"ana": "ben", "ben": "ana"}
    documents = [
        replace(one, answers={call[name]: answer for name, answer in one.answers.items()}) for one in study.documents
    ]
    other = replace(study, documents=documents, annotators=tuple(sorted(call[name] for name in study.annotators)))
    weights, turned = (Weights(Summed.of(each)) for each in (study, other))
    one = {record.id: (record.kind, weights.of(record)) for record in found(study)}
    assert one == {record.id: (record.kind, turned.of(record)) for record in found(other)}
