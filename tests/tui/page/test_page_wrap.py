"""Wrapping: where rows break, and that every code point has one place of its own."""

from __future__ import annotations

import re

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.tui.page.pages import texts, widths
from workbench.core.display import safe
from workbench.tui.page import cells
from workbench.tui.page import wrap as wrapping
from workbench.tui.page.cells import ALONE, BREAKS, ODD
from workbench.tui.page.wrap import Rows, wrap

NOTHING = re.compile(r"(?!)")


def rows(text: str, width: int = 10) -> list[str]:
    wrapped = Rows(text, width)
    return [text[slice(*wrapped.bounds(row))] for row in range(wrapped.count)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [""]),
        ("one", ["one"]),
        ("one two three", ["one two ", "three"]),
        ("exactly 10", ["exactly 10"]),
        ("exactly 10 and", ["exactly 10 ", "and"]),
        ("a,b. (c) d-e f", ["a,b. (c) ", "d-e f"]),
        ("x" * 23, ["x" * 10, "x" * 10, "xxx"]),
        ("ab " + "x" * 12, ["ab ", "x" * 10, "xx"]),
        ("  " + "x" * 12, ["  " + "x" * 8, "xxxx"]),
        ("one\ntwo", ["one\n", "two"]),
        ("one\n", ["one\n", ""]),
        ("a\r\n\r\nb\rc\x0cd\u2028e\u2029f", ["a\r\n", "\r\n", "b\r", "c\x0c", "d\u2028", "e\u2029", "f"]),
        ("\n\n", ["\n", "\n", ""]),
        ("full row10 \nnext", ["full row10 ", "\n", "next"]),
        ("full row10\nnext", ["full row10\n", "next"]),
    ],
)
def test_rows_break_after_white_space_and_at_line_ends(text: str, expected: list[str]) -> None:
    assert rows(text) == expected


def test_east_asian_text_breaks_between_characters_but_not_before_a_comma_or_after_a_bracket() -> None:
    assert rows("東京都議会は開会") == ["東京都議会", "は開会"]
    assert rows("東京都議会、開会") == ["東京都議", "会、開会"]
    assert rows("東京都議「会」開") == ["東京都議", "「会」開"]
    assert rows("ab東京都議会") == ["ab東京都議", "会"]


def test_no_row_breaks_within_a_grapheme() -> None:
    scientist, flag = "👩‍🔬", "🇩🇪"
    assert all(row.count("\u200d") == row.count("👩") for row in rows(scientist * 9))
    assert all(len(row) % 2 == 0 for row in rows(flag * 9))
    assert rows("e\u0301" * 12) == ["e\u0301" * 10, "e\u0301" * 2]


def test_a_tab_takes_columns_but_one_offset() -> None:
    wrapped = Rows("a\tb", 20)
    assert [wrapped.x_of(offset) for offset in range(4)] == [0, 1, 4, 5]
    assert [wrapped.offset_at(0, x) for x in range(6)] == [0, 1, 1, 1, 2, 3]


def test_a_line_of_eight_thousand_characters_becomes_rows() -> None:
    text = "word " * 1600
    assert [len(row) for row in rows(text, 79)] == [80] * 100 + [0]


def test_the_narrowest_page_has_two_columns() -> None:
    assert rows("東a", 2) == ["東", "a"]
    with pytest.raises(ValueError, match="two columns"):
        wrap("a", 1)


def test_what_is_thought_plain_is_one_column_and_stands_alone() -> None:
    for code in range(0x20, 0x10000):
        char = chr(code)
        if char in BREAKS:
            continue
        if not ODD.match(char):
            assert cell_len(char) == 1 and safe(char) == char, hex(code)
            assert regex.findall(r"\X", "a" + char + "a") == ["a", char, "a"], hex(code)
        elif ALONE.fullmatch(char):
            assert cell_len(char) == 2 and safe(char) == char, hex(code)
            assert regex.findall(r"\X", "a" + char + char + "a") == ["a", char, char, "a"], hex(code)


@given(texts, widths)
def test_rows_cover_every_code_point_once_and_fit(text: str, width: int) -> None:
    wrapped = Rows(text, width)
    assert "".join(rows(text, width)) == text
    assert all(a < b for a, b in zip(wrapped.starts, wrapped.starts[1:-1], strict=False))
    for row in range(wrapped.count):
        assert wrapped.cells(row).width <= width + 1
        assert wrapped.row_of(wrapped.starts[row]) == row
    assert wrapped.row_of(len(text)) == wrapped.count - 1


@given(texts, widths)
def test_every_grapheme_has_a_column_of_its_own(text: str, width: int) -> None:
    wrapped = Rows(text, width)
    seen = 0
    for row in range(wrapped.count):
        row_cells = wrapped.cells(row)
        for start in row_cells.starts:
            assert wrapped.row_of(start) == row
            assert wrapped.offset_at(row, wrapped.x_of(start)) == start
        assert list(row_cells.xs) == sorted(set(row_cells.xs))
        seen += len(row_cells.starts)
    assert wrapped.offset_at(wrapped.count - 1, width + 5) == len(text)
    assert seen <= len(text)


@given(
    st.lists(st.sampled_from([*"ab ,.(「」、ー東京ア　", "word ", "東京都"]), max_size=80).map("".join),
    st.integers(2, 30),
)
def test_the_quick_way_through_simple_text_breaks_where_the_slow_way_does(text: str, width: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cells, "ALONE", NOTHING)
        patch.setattr(wrapping, "ALONE", NOTHING)
        slow = Rows(text, width)
        columns = [list(slow.cells(row).xs) for row in range(slow.count)]
    quick = Rows(text, width)
    assert quick.starts == slow.starts
    assert [list(quick.cells(row).xs) for row in range(quick.count)] == columns
