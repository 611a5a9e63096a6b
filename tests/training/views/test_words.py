"""The distinct forms of tokens, against slicing every one of them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from workbench.training.views import words
from workbench.training.views.words import forms_of

forms = st.text("abé🚢", min_size=1, max_size=3) | st.sampled_from(
    ["abcdefgh", "abcdefghi", "abcdefghij", "a" * 16, "a" * 17, "é" * 4, "é" * 5, "b" * 4000, "b" * 4001]
)


def assert_same(tokens: list[str]) -> None:
    text = " ".join(tokens)
    sizes = np.array([len(token) for token in tokens], np.int64)
    ends = np.cumsum(sizes + 1) - 1
    found, index = forms_of(text, ends - sizes, ends)
    assert [found[i] for i in index.tolist()] == tokens
    assert found == list(dict.fromkeys(tokens))


@given(st.lists(forms, max_size=40))
def test_every_token_has_its_own_form(tokens: list[str]) -> None:
    assert_same(tokens)


@given(st.lists(forms, max_size=40))
def test_a_table_in_which_all_collide_costs_time_and_nothing_else(tokens: list[str]) -> None:
    bits, words.BITS = words.BITS, 1  # type: ignore[misc]
    try:
        assert_same(tokens)
    finally:
        words.BITS = bits  # type: ignore[misc]
