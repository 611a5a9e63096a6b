"""α_U of 1995: the figures of Krippendorff 1995 and 2004, and a slow expectation that draws every place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from tests.agreement.unitizing.made import Rows, continua, continuum
from workbench.agreement.continuum import Continuum
from workbench.agreement.unitizing.alpha_1995 import ROSTERS, Section, alpha_1995, delta

GAP = False


@pytest.mark.parametrize(
    ("one", "other", "squared"),
    [
        (Section(5, 11, True), Section(4, 6, True), 26),
        (Section(5, 11, True), Section(7, 9, True), 8),
        (Section(5, 11, True), Section(5, 11, True), 0),
        (Section(225, 295, True), Section(220, 300, True), 50),
        (Section(400, 450, GAP), Section(400, 420, True), 400),
        (Section(0, 4, GAP), Section(2, 6, True), 0),
        (Section(0, 4, GAP), Section(2, 6, GAP), 0),
        (Section(0, 4, True), Section(4, 6, True), 0),
    ],
)
def test_differences_of_sections(one: Section, other: Section, squared: int) -> None:
    """Krippendorff 2004, p. 251-254, and what the definition leaves at 0."""
    assert delta(one, other) == delta(other, one) == squared


SCALE = 50_000
"""The figures of 1995 are those of lengths without limit; so many places a unit of the paper come close."""

A = [(2, 10), (14, 20)], [(4, 8), (15, 17)]
B = [(0, 18)], [(0, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 9), (9, 10)]
D = [(0, 2), (2, 10), (10, 14), (14, 20), (20, 24)], [(0, 4), (4, 8), (8, 15), (15, 17), (17, 24)]


@pytest.mark.parametrize(
    ("line", "observed", "value"), [(A, 0.03125, 0.553), (B, 2.26736, -0.926), (D, 0.38715, 0.066)]
)
def test_the_lines_of_1995(line: tuple[list[tuple[int, int]], ...], observed: float, value: float) -> None:
    """Krippendorff 1995, p. 57-72; its expectation has a slip that moves α by less than .02."""
    rows = {f"{n}": [(s * SCALE, e * SCALE, "c") for s, e in own] for n, own in enumerate(line)}
    found, _ = alpha_1995([continuum(24 * SCALE, rows)])
    assert found.observed == pytest.approx(observed, abs=1e-4)
    assert found.alpha.value == pytest.approx(value, abs=0.02)


BOOK: dict[str, Rows] = {
    "i": [(30, 90, "k"), (75, 145, "c"), (150, 200, "k"), (220, 250, "c")],
    "j": [(30, 90, "k"), (70, 150, "c"), (150, 200, "k"), (205, 225, "c"), (250, 270, "c")],
}


def test_the_example_of_2004() -> None:
    """Krippendorff 2004, p. 254: c .7286, k 1, both .8591."""
    found, labels = alpha_1995([continuum(300, BOOK)])
    assert labels["c"].alpha.value == pytest.approx(0.7286, abs=1e-4)
    assert labels["k"].alpha.value == 1
    assert found.alpha.value == pytest.approx(0.8591, abs=5e-4)


@given(continua())
@settings(max_examples=40, deadline=None)
def test_documents_can_stand_end_to_end(documents: list[Continuum]) -> None:
    """Observed disagreement adds up: one text of the same annotators, all of it, is worth each part by its square."""
    same = [d for d in documents if set(d.spans) == set(documents[0].spans)]
    found, _ = alpha_1995(same)
    length = sum(d.length for d in same)
    alone = [alpha_1995([d])[1] for d in same]
    names = {name for labels in alone for name in labels}
    if not names:
        assert found.alpha.value is None
        return
    parts = sum(
        (labels[name].observed or 0) * d.length**2 for d, labels in zip(same, alone, strict=True) for name in labels
    )
    assert found.observed == pytest.approx(parts / length**2 / len(names))


def test_overlapping_units_are_merged_and_told() -> None:
    found, labels = alpha_1995([continuum(30, {"x": [(0, 5, "A"), (3, 9, "A")], "y": [(0, 9, "A")]})])
    assert found.alpha.value == 1
    assert labels["A"].merged == 1
    assert "merged: 1" in labels["A"].alpha.why


@pytest.mark.parametrize(
    ("documents", "why"),
    [
        ([continuum(9, {"x": [(0, 3, "A")]})], "fewer than two annotators"),
        ([], "fewer than two annotators"),
        ([continuum(9, {"x": [], "y": []})], "nobody marked anything"),
        ([continuum(9, {"x": [], "y": []}), continuum(9, {"x": [], "z": []})], ROSTERS),
    ],
)
def test_undefined_has_its_reason(documents: list[Continuum], why: str) -> None:
    assert alpha_1995(documents)[0].alpha.value is None
    assert why in alpha_1995(documents)[0].alpha.why


def test_a_skip_zone_is_not_there() -> None:
    rows: dict[str, Rows] = {"x": [(0, 5, "A"), (12, 15, "A")], "y": [(0, 4, "A"), (12, 16, "A")]}
    without: dict[str, Rows] = {"x": [(0, 5, "A"), (8, 11, "A")], "y": [(0, 4, "A"), (8, 12, "A")]}
    assert alpha_1995([continuum(20, rows, [(6, 10)])]) == alpha_1995([continuum(16, without)])
