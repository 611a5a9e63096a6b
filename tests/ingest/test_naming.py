"""Names of documents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.ingest.naming import LONGEST, slug, unique


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("U.S. and Japan sign", "us-and-japan-sign"),
        ("Ünïted — Naçions’ plan", "united-nacions-plan"),
        ("日本 経済", "日本-経済"),
        ("…", ""),
    ],
)
def test_slugs(text: str, wanted: str) -> None:
    assert slug(text) == wanted


@given(st.text(max_size=120))
def test_slugs_are_short_and_plain(text: str) -> None:
    made = slug(text)
    assert len(made) <= LONGEST
    assert not made.startswith("-") and not made.endswith("-")
    assert not any(c.isspace() for c in made)
    assert made == made.lower()


@given(st.lists(st.sampled_from(["a", "b", "", "a-2"]), max_size=12))
def test_names_are_unique(wanted: list[str]) -> None:
    taken: set[str] = set()
    for one in wanted:
        name = unique(one, taken)
        assert name and name not in taken
        taken.add(name)
