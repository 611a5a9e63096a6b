"""Picking, ordering and naming disagreements, and which ones are behind a number."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from tests.agreement.disagreement.studies import SCHEMA, one, studies
from tests.agreement.disagreement.test_listing import WORKED, found, span
from workbench.agreement.disagreement.behind import behind
from workbench.agreement.disagreement.plain import COLUMNS, record_json, row
from workbench.agreement.disagreement.record import KINDS
from workbench.agreement.disagreement.wanted import ORDERS, Wanted, order_of, ordered, picked
from workbench.agreement.disagreement.weights import Weights
from workbench.agreement.disagreement.words import sides_in_words, snippet
from workbench.agreement.report.numbers import means, numbers
from workbench.agreement.report.summed import Summed
from workbench.agreement.study import Study
from workbench.core.fault import Fault

THREE = one(
    ana=[span(1, 0, 3), span(2, 5, 9), span(3, 12, 15)],
    ben=[span(1, 0, 4), span(2, 5, 9, "Y"), span(3, 12, 15)],
    cem=[span(2, 5, 9)],
)
"""A place of two edges that Cem lacks, one of two labels, one that Cem lacks."""


def kinds(**asked: str) -> list[str]:
    return [record.kind for record in picked(found(THREE), Wanted.of(SCHEMA, **asked), SCHEMA)]


def test_by_kind_whatever_else_differs_there() -> None:
    assert kinds(kind="boundary") == ["boundary"]
    assert kinds(kind="missed") == ["boundary", "missed"]
    assert kinds(kind="label,boundary") == ["boundary", "label"]


def test_by_pair_the_kind_is_how_these_two_differ() -> None:
    assert kinds(pair="cem,ana") == ["boundary", "missed"]
    assert kinds(pair="ana,cem", kind="boundary") == []
    assert kinds(pair="ana,ben") == ["boundary", "label"]


def test_by_label_and_by_two_that_are_confused() -> None:
    assert kinds(label="Y") == ["label"]
    assert kinds(label="Ex,Y") == ["label"]
    assert kinds(label="Y,X") == ["label"]
    assert kinds(label="g") == ["boundary", "label", "missed"]


def test_by_annotator_and_document() -> None:
    assert kinds(annotator="ben") == ["boundary", "label", "missed"]
    assert kinds(document="one") == ["boundary", "label", "missed"]
    assert kinds(document="two") == []


@pytest.mark.parametrize(
    "asked", [{"kind": "odd"}, {"label": "odd"}, {"label": "X,Y,X"}, {"pair": "ana"}, {"pair": "ana,ana"}]
)
def test_what_means_nothing_is_refused(asked: dict[str, str]) -> None:
    with pytest.raises(Fault):
        Wanted.of(SCHEMA, **asked)


def test_the_orders() -> None:
    weights = Weights(Summed.of(THREE))
    by = {order: [r.kind for r in ordered(found(THREE), order, weights.of)] for order in ORDERS}
    assert by["text"] == ["boundary", "label", "missed"]
    assert by["kind"] == ["label", "boundary", "missed"]
    weighed = [weights.of(record) or 0 for record in ordered(found(THREE), "weight", weights.of)]
    assert weighed == sorted(weighed, reverse=True)
    with pytest.raises(Fault, match="no order odd"):
        order_of("odd")


def test_every_number_of_the_report_has_disagreements_behind_it() -> None:
    """Each kind is behind at least one number, and what lowers a number is behind it."""
    for kind, (ana, ben) in WORKED.items():
        study = one(ana=ana, ben=ben)
        (record,) = found(study)
        summed = Summed.of(study)
        asked = [number.name for number in numbers(summed, means(summed, sure=False), sure=False)]
        behind_it = [name for name in asked if behind(name).picks(record, SCHEMA)]
        assert behind_it or record.effect.score == "", kind
        if record.effect.score:
            assert record.effect.score in behind_it, kind


@given(studies())
def test_plain_forms_hold_no_text_and_can_be_read_again(study: Study) -> None:
    weights = Weights(Summed.of(study))
    for record in found(study):
        told = json.loads(json.dumps(record_json(record, weights.of(record)), allow_nan=False))
        assert told["kind"] in KINDS
        assert {name for side in told["sides"] for name in side["annotators"]} <= set(study.annotators)
        assert len(row(record, None)) == len(COLUMNS)


def test_words_of_sides_and_of_a_place() -> None:
    text = "Anna Berg spoke in Oslo."
    boundary, label, missed = found(THREE)
    assert sides_in_words(boundary, SCHEMA) == ["ana: Ex 0–3", "ben: Ex 0–4", "cem: –"]
    assert sides_in_words(boundary, SCHEMA, text) == ["ana: Ex “Ann”", "ben: Ex “Anna”", "cem: –"]
    assert sides_in_words(label, SCHEMA, text) == ["ana, cem: Ex", "ben: Y"]
    assert snippet(text, label, 10) == "a «Berg» s"
