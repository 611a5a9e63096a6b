"""The mode line of a choice: every key can be seen, however narrow the terminal."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from tests.tui.annotate.project import SHIPPED
from workbench.formats.schema_yaml import read
from workbench.tui.choosing import Choosing, fitting, options


def line(question: str, names: list[tuple[str, str]], width: int) -> str:
    return Choosing(question, options((key, name, name) for key, name in names), lambda _: None).line(width).plain


def test_every_group_of_the_shipped_schema_shows_all_its_keys_in_80_columns() -> None:
    schema = read(SHIPPED.read_text("utf-8"))
    for group in schema.groups:
        names = [(label.key or "?", schema.label_name(i)) for i, label in schema.labels.items() if label.group == group]
        shown = line(f"Label · {group}", names, 80)
        assert cell_len(shown) <= 80, group
        assert all(f" {key}  {name[:2]}" in shown for key, name in names), shown


def test_only_names_that_are_too_long_are_cut() -> None:
    names = [("a", "ab"), ("b", "a very long name indeed")]
    assert line("Q", names, 80) == " Q   a  ab  b  a very long name indeed "
    assert line("Q", names, 24) == " Q   a  ab  b  a very l "


@pytest.mark.parametrize(
    ("lengths", "room", "longest"), [([], 9, 0), ([3, 9], 12, 9), ([3, 9], 11, 8), ([9, 9], 6, 3), ([9, 9], 1, 2)]
)
def test_what_fits(lengths: list[int], room: int, longest: int) -> None:
    assert fitting(lengths, room) == longest
