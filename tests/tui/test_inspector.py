"""The inspector's lines: how paragraphs are folded, and that only lines that changed are painted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from workbench.tui.widgets.inspector import fold, lines
from workbench.tui.widgets.sight import Note

words = st.lists(st.sampled_from(["a", "word", "東京", "e\u0301", "supercalifragilistic", "  ", " "]), max_size=30)


@given(words.map(" ".join), st.integers(2, 40))
def test_folding_loses_nothing_but_blanks_and_keeps_to_the_width(text: str, width: int) -> None:
    folded = fold(text, width)
    assert folded
    assert all(cell_len(line) <= width for line in folded)
    assert "".join("".join(folded).split()) == "".join(text.split())


def test_lines_break_at_blanks_and_only_words_that_are_too_long_are_cut() -> None:
    assert fold("  the old customs house", 10) == ("  the old", "customs", "house")
    assert fold("of supercalifragilistic things", 9) == ("of", "supercali", "fragilist", "ic things")


def test_what_does_not_fit_is_said_to_be_more() -> None:
    notes = [Note("one two", "bold"), Note("three"), Note("")]
    assert lines(notes, 3, 3) == [("one", "bold"), ("two", "bold"), ("thr", ""), ("ee", "")][:2] + [
        ("… and more", "dim")
    ]
    assert lines(notes, 9, 2) == [("one two", "bold"), ("three", "")]
