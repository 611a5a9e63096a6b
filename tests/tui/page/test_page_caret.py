"""The caret: where motions lead, and what they select."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.page.pages import texts, tokens_of, widths
from workbench.core.edit import Refused
from workbench.tui.page.caret import Caret, Unit
from workbench.tui.page.wrap import Rows

TEXT = "One two, three\n\nfour  fiveé six"


def caret(text: str = TEXT, width: int = 16, unit: Unit = "token") -> Caret:
    made = Caret(Rows(text, width), tokens_of(text))
    made.unit = unit
    return made


def walk(caret: Caret, by: int, motion: str = "by_unit", steps: int = 20) -> list[int]:
    found = []
    for _ in range(steps):
        to = getattr(caret, motion)(by)
        if to == caret.cursor:
            break
        caret.place(to)
        found.append(to)
    return found


def test_tokens_are_stepped_over_white_space() -> None:
    there = caret()
    assert walk(there, 1) == [4, 7, 9, 16, 22, 28]
    assert walk(there, -1) == [22, 16, 9, 7, 4, 0]


def test_tokens_that_are_white_space_are_passed_over() -> None:
    text = "a\n\nb"
    there = caret(text)
    there.tokens.starts[:] = type(there.tokens.starts)("I", [0, 1, 3])
    there.tokens.ends[:] = type(there.tokens.ends)("I", [1, 3, 4])
    assert walk(there, 1) == [3]
    assert there.at(1) == (1, 2)


def test_graphemes_are_stepped_whole() -> None:
    assert walk(caret("e\u0301👩‍🔬\r\nx", unit="grapheme"), 1) == [2, 5, 7, 8]
    there = caret("e\u0301👩‍🔬\r\nx", unit="grapheme")
    there.place(8)
    assert walk(there, -1) == [7, 5, 2, 0]


def test_rows_keep_their_column_and_pass_over_blank_rows() -> None:
    there = caret()
    there.place(9)
    assert walk(there, 1, "by_row") == [22]
    graphemes = caret(unit="grapheme")
    graphemes.place(9)
    assert graphemes.by_row(1) == 15
    graphemes.column()
    graphemes.place(15, keep_column=True)
    assert graphemes.by_row(1) == 25


def test_edges_of_row_and_text() -> None:
    there = caret()
    there.place(4)
    assert (there.row_edge(False), there.row_edge(True)) == (0, 9)
    assert (there.text_edge(False), there.text_edge(True)) == (0, 28)
    there.unit = "grapheme"
    assert (there.row_edge(True), there.text_edge(True)) == (14, len(TEXT))


def test_extending_grows_from_the_first_unit_both_ways() -> None:
    there = caret()
    there.place(9)
    there.place(16, extend=True)
    assert there.selection == (9, 20)
    there.place(4, extend=True)
    assert there.selection == (4, 14)
    there.place(0)
    assert there.selection is None


def test_an_exact_selection_is_extended_and_an_anchored_one_by_every_motion() -> None:
    there = caret()
    there.select(5, 6)
    assert (there.selection, there.cursor, there.range()) == ((5, 6), 5, (5, 6))
    there.place(9, extend=True)
    assert there.selection == (5, 14)
    there.clear()
    there.place(0)
    there.toggle_anchor()
    there.place(4)
    assert there.selection == (0, 7)
    there.toggle_anchor()
    assert there.selection is None


def test_a_label_takes_the_unit_or_the_selection_and_nothing_at_the_end() -> None:
    there = caret()
    there.place(10)
    assert there.range() == (9, 14)
    there.unit = "grapheme"
    assert there.range() == (10, 11)
    there.place(len(TEXT))
    with pytest.raises(Refused, match="no text"):
        there.range()


def test_edges_step_by_unit() -> None:
    there = caret()
    assert (there.step(3, 1, is_end=True), there.step(7, -1, is_end=True)) == (7, 3)
    assert (there.step(4, -1, is_end=False), there.step(4, 1, is_end=False)) == (0, 7)
    assert there.step(len(TEXT), 1, is_end=True) == len(TEXT)
    there.unit = "grapheme"
    assert (there.step(27, -1, is_end=True), there.step(0, -1, is_end=False)) == (26, 0)


@pytest.mark.parametrize("unit", ["token", "grapheme"])
@pytest.mark.parametrize("text", ["", " ", "\n\n", "\xa0\r\n"])
def test_texts_without_a_word_can_be_walked(text: str, unit: Unit) -> None:
    there = caret(text, unit=unit)
    for motion in ("by_unit", "by_row"):
        for by in (1, -1, 5):
            there.place(getattr(there, motion)(by))
    assert there.row_edge(True) >= there.row_edge(False)
    assert there.text_edge(True) == len(text)
    assert there.nearest(0, 3, 1) is not None


@given(texts, widths, st.sampled_from(["token", "grapheme"]))
def test_walking_forth_and_back_visits_the_same_places(text: str, width: int, unit: Unit) -> None:
    there = caret(text, width, unit)
    there.place(there.text_edge(False))
    start = there.cursor
    forth = [start, *walk(there, 1, steps=len(text) + 1)]
    back = [there.cursor, *walk(there, -1, steps=len(text) + 1)]
    assert forth == back[::-1]
    assert forth == sorted(set(forth))
    assert forth[-1] == there.text_edge(True)
