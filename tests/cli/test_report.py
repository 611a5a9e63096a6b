"""What commands print: JSON that reads back, CSV no spreadsheet runs, tables no terminal obeys."""

from __future__ import annotations

import csv
import io
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.cli import report
from workbench.core.fault import Fault

ANY_TEXT = st.text(st.characters(codec=None), max_size=30)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | ANY_TEXT, lambda v: st.lists(v, max_size=3), max_leaves=8
)


def printed(work) -> str:
    """What a call writes to stdout."""
    from contextlib import redirect_stdout

    buffer = io.StringIO()
    with redirect_stdout(buffer):
        work()
    return buffer.getvalue()


@given(values)
def test_json_reads_back_and_holds_nothing_a_terminal_obeys(value) -> None:
    text = printed(lambda: report.as_json(value))
    assert json.loads(text) == value
    assert not [c for c in text if c != "\n" and (unicodedata.category(c) in ("Cc", "Cs") or c in "\u2028\u202e\u2066")]


@given(st.lists(st.tuples(ANY_TEXT, ANY_TEXT), max_size=5))
def test_no_cell_of_csv_starts_a_formula(rows) -> None:
    text = printed(lambda: report.as_csv(["a", "b"], rows))
    cells = list(csv.reader(io.StringIO(text)))
    assert cells[0] == ["a", "b"]
    assert len(cells) == len(rows) + 1
    assert not [cell for row in cells[1:] for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_numbers_stay_numbers_in_csv() -> None:
    assert printed(lambda: report.as_csv(["n"], [[-3], [None], ["-3"]])) == 'n\n-3\n""\n\'-3\n'


def test_a_table_aligns_by_cells_and_shows_controls() -> None:
    rows = [["a\x1b[2J", 5], ["日本", 10], [None, 0]]
    text = printed(lambda: report.as_table(["name", "spans"], rows))
    assert text == "name   spans\na␛[2J      5\n日本      10\n           0\n"


def test_both_forms_at_once_are_refused() -> None:
    with pytest.raises(Fault):
        report.in_form([], ["a"], json=True, csv=True)


def test_nobody_to_ask_means_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    with pytest.raises(Fault, match="--yes"):
        report.agreed("Really?", yes=False)
    report.agreed("Really?", yes=True)


def test_progress_draws_nothing_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with report.progress("reading", total=3, after=0.0) as step:
        for _ in range(3):
            step()
    assert capsys.readouterr() == ("", "")
