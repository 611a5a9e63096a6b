"""The manual's page of formats says what the formats themselves say."""

from __future__ import annotations

from pathlib import Path

from workbench.formats.manual import CLOSE, OPEN, with_formats

PAGE = Path(__file__).parents[2] / "docs" / "formats.md"


def test_the_tables_are_up_to_date() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page.count(OPEN) == page.count(CLOSE) == 1
    assert with_formats(page) == page, "run python -m workbench.formats"
