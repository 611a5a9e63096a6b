"""Date lines: what is one, how a source glued to it is cut off, and which day it means."""

from __future__ import annotations

from datetime import date

import pytest

from workbench.ingest.pages.dates import date_line, glued_date, resolve

AS_OF = date(2024, 3, 31)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("time3 days ago", ("3 days ago", True)),
        ("3 days ago", ("3 days ago", False)),
        ("an hour ago", ("an hour ago", False)),
        ("time2 weeks ago", ("2 weeks ago", True)),
        ("Yesterday", ("Yesterday", False)),
        ("timea few seconds ago", ("a few seconds ago", True)),
        ("time07-11-2023", ("07-11-2023", True)),
        ("32-13-2025", ("32-13-2025", False)),
    ],
)
def test_a_date_line_is_read_without_its_icon(text: str, expected: tuple[str, bool]) -> None:
    assert date_line(text) == expected


@pytest.mark.parametrize(
    "text", ["", "time", "days ago", "He left 3 days ago", "3 days ago.", "7-11-2023", "2023-11-07", "TIME07-11-2023"]
)
def test_other_lines_are_no_date_lines(text: str) -> None:
    assert date_line(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fjord Post07-11-2023", ("Fjord Post", "07-11-2023", True)),
        ("Channel 407-11-2023", ("Channel 4", "07-11-2023", True)),
        ("Fjord Post 07-11-2023", ("Fjord Post", "07-11-2023", False)),
        ("TIME07-11-2023", ("TIME", "07-11-2023", True)),
        ("Maritime07-11-2023", ("Maritime", "07-11-2023", True)),
        ("Fjord Post3 days ago", ("Fjord Post", "3 days ago", True)),
        ("Canal 2418 minutes ago", ("Canal 24", "18 minutes ago", True)),
        ("Channel 43 days ago", ("Channel 4", "3 days ago", True)),
        ("Fjord Postan hour ago", ("Fjord Post", "an hour ago", True)),
    ],
)
def test_a_glued_line_is_cut_before_its_date(text: str, expected: tuple[str, str, bool]) -> None:
    assert glued_date(text) == expected


@pytest.mark.parametrize("text", ["07-11-2023", "USA Today", "The pact lapsed", "3 days ago", "x" * 200 + "07-11-2023"])
def test_lines_without_source_or_date_are_not_glued(text: str) -> None:
    assert glued_date(text) is None


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("05-06-2025", "2025-06-05"),
        ("32-13-2025", None),
        ("30-02-2025", None),
        ("00-00-0000", None),
    ],
)
def test_printed_days_are_day_first_and_never_guessed(printed: str, expected: str | None) -> None:
    assert resolve(printed, None) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("18 minutes ago", "2024-03-31"),
        ("an hour ago", "2024-03-31"),
        ("30 hours ago", "2024-03-30"),
        ("just now", "2024-03-31"),
        ("a few seconds ago", "2024-03-31"),
        ("yesterday", "2024-03-30"),
        ("a day ago", "2024-03-30"),
        ("31 days ago", "2024-02-29"),
        ("2 weeks ago", "2024-03-17"),
        ("a month ago", "2024-02-29"),
        ("13 months ago", "2023-02-28"),
        ("1 year ago", "2023-03-31"),
        ("a few days ago", None),
        ("about 3 hours ago", None),
        ("9999 years ago", None),
        ("", None),
    ],
)
def test_ages_count_back_by_the_calendar(printed: str, expected: str | None) -> None:
    assert resolve(printed, AS_OF) == expected


def test_an_age_is_no_date_without_the_day_of_fetching() -> None:
    assert resolve("3 days ago", None) is None
