"""Hints: short, and none the start of another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.tui.page.hints import LETTERS, labels


def test_few_targets_get_the_home_row() -> None:
    assert labels(4) == ["a", "s", "d", "f"]
    assert labels(0) == []


def test_the_first_letters_open_into_two() -> None:
    assert labels(27)[:2] == ["s", "d"]
    assert labels(27)[-2:] == ["aa", "as"]


@given(st.integers(0, 2000))
def test_no_hint_begins_another(count: int) -> None:
    hints = sorted(labels(count))
    assert len(set(hints)) == count
    assert not any(b.startswith(a) for a, b in zip(hints, hints[1:], strict=False))
    assert max(map(len, hints), default=0) <= (1 if count <= 26 else 2 if count <= 26 * 26 else 3)
    assert set("".join(hints)) <= set(LETTERS)
