"""Worked cases: published figures and hand computations, from this folder or from a file named in the environment.

``WORKBENCH_AGREEMENT_CASES=FILE`` reads any file of the same shape, of any measure, instead of this folder's facts;
those of unitizing and γ stand in their folders.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.agreement import cases
from tests.agreement.casefile import Case, differences, read
from tests.agreement.gamma import cases as gamma_cases
from tests.agreement.unitizing import cases as unitizing_cases

MEASURES = {**cases.MEASURES, **unitizing_cases.MEASURES, **gamma_cases.MEASURES}
FACTS = Path(__file__).with_name("facts.json")
PEERS_DEFECT = {
    "gamma_cat_pygamma_variant": "a peer lets unaligned units into γcat, so that agreeing labels alone do not make it 1"
}


@pytest.mark.parametrize(
    "case", read(Path(os.environ.get("WORKBENCH_AGREEMENT_CASES") or FACTS)), ids=lambda case: str(case["id"])
)
def test_a_worked_case(case: Case) -> None:
    measure = case["measure"]
    if measure in PEERS_DEFECT:
        pytest.skip(PEERS_DEFECT[measure])
    assert differences(MEASURES[measure](case), case["expected"], case["tolerance"]) == []


@pytest.mark.parametrize(
    ("found", "expected", "tolerance", "wrong"),
    [
        (0.5, 0.5004, 0.001, 0),
        (0.5, 0.502, 0.001, 1),
        (0.5, None, 0, 1),
        (None, None, 0, 0),
        (None, 0.5, 1, 1),
        ({"a": 1.0, "b": 0}, {"a": 1.1}, {"a": 0.2}, 0),
        ({"a": 1.0}, {"a": 1.1}, {"a": 0.01}, 1),
        ([1, 2], [1, 2, 3], 0, 1),
        (0.4, [0.39, 0.42], "ranges", 0),
        (0.5, [0.39, 0.42], "ranges", 1),
        (101.0, 100.0, {"rel": 0.02, "abs": 0}, 0),
        (103.0, 100.0, {"rel": 0.02, "abs": 0}, 1),
    ],
)
def test_a_difference_is_seen(found: object, expected: object, tolerance: object, wrong: int) -> None:
    """A judge that lets everything pass would make every case above worthless."""
    assert len(differences(found, expected, tolerance)) == wrong
