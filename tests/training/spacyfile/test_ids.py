"""String ids are spaCy's: judged by spaCy's own hash and table, and by the figure that its manual prints."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from spacy.strings import StringStore, hash_string

from workbench.training.spacyfile.murmur import FEW, hashes
from workbench.training.spacyfile.strings import string_ids
from workbench.training.spacyfile.symbols import installed, table


def test_the_figure_of_spacys_manual() -> None:
    """Linguistic features → Vocab, hashes and lexemes: ``doc.vocab.strings["coffee"]``."""
    assert string_ids(["coffee"]).tolist() == [3197928453018144401]


def test_the_table_is_the_installed_one() -> None:
    """Fails when spaCy is upgraded: make ``symbols.json`` anew, then prove the writer again (the equality tests)."""
    assert table() == installed()
    assert len(table().symbols) == 457


def test_reserved_symbols_are_numbers_and_the_empty_string_is_nothing() -> None:
    words = ["", "ORG", "LAW", "EVENT", "X", "agent", "law"]
    store = StringStore()
    assert string_ids(words).tolist() == [store.add(word) for word in words]
    assert string_ids([""]).tolist() == [0]
    assert string_ids([]).tolist() == []


def test_every_length_side_by_side_and_one_by_one() -> None:
    """Both ways of hashing, at every remainder of eight bytes, against spaCy's compiled one."""
    chance = random.Random(3)
    strings = [
        "".join(chance.choices("aé界👩", k=length))
        for length in range(1, 70)
        for _ in range(chance.choice((1, FEW + 1)))
    ]
    strings += ["x" * length for length in range(1, 70) for _ in range(FEW + 1)]
    encoded = [string.encode() for string in strings]
    assert hashes(encoded).tolist() == [hash_string(string) for string in strings]
    assert hashes(encoded).dtype == np.uint64


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=40))
def test_any_strings(strings: list[str]) -> None:
    store = StringStore()
    assert string_ids(strings).tolist() == [store.add(string) for string in strings]
