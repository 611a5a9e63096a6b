"""Worked cases of this folder's measures: published figures, hand computations and what other tools found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.agreement.casefile import Case, differences, read
from tests.agreement.gamma.cases import MEASURES

FACTS = Path(__file__).with_name("facts.json")


@pytest.mark.parametrize("case", read(FACTS), ids=lambda case: str(case["id"]))
def test_a_worked_case(case: Case) -> None:
    assert differences(MEASURES[case["measure"]](case), case["expected"], case["tolerance"]) == []
