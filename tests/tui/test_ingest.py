"""Bringing pages in from the screen: a real process on real files."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, SelectionList, Static

from tests.tui.waiting import library, rows, settled
from workbench.tui.app import Workbench
from workbench.tui.screens.ingest import Ingest

TEXT = "A quiet note.\n\nThe council met in the old hall and agreed on nothing at all, which pleased everyone.\n"


async def look(app: Workbench, pilot: object, path: str) -> str:
    """Open the screen on a path; returns what it says."""
    await settled(pilot)  # type: ignore[arg-type]
    await pilot.press("i")  # type: ignore[attr-defined]
    await settled(pilot)  # type: ignore[arg-type]
    app.screen.query_one(Input).value = path
    await pilot.press("enter")  # type: ignore[attr-defined]
    await settled(pilot)  # type: ignore[arg-type]
    return str(app.screen.query_one("#said", Static).content)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two files of text."""
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "one.txt").write_text(TEXT)
    (pages / "two.txt").write_text(TEXT.replace("council", "committee").replace("hall", "barn"))
    return pages


async def test_what_is_left_ticked_comes_in(app: Workbench, folder: Path) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        assert "2 found" in await look(app, pilot, str(folder))
        listed = app.screen.query_one(SelectionList)
        assert listed.option_count == 2 and len(listed.selected) == 2
        await pilot.press("down", "space", "enter")
        await settled(pilot)
        await settled(pilot)
        assert app.screen is library(app)
        assert len(rows(app)) == 9
        assert "1 found" in await look(app, pilot, str(folder))


async def test_what_cannot_be_read_is_said_in_a_sentence(app: Workbench, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"abc\xff")
    async with app.run_test(size=(100, 30)) as pilot:
        said = await look(app, pilot, str(tmp_path / "bad.txt"))
        assert isinstance(app.screen, Ingest) and "bad.txt" in said and "Traceback" not in said
        said = await look_again(app, pilot, str(tmp_path / "missing"))
        assert "missing" in said and "Traceback" not in said
        await pilot.press("escape")
        await settled(pilot)
        assert len(rows(app)) == 8


async def look_again(app: Workbench, pilot: object, path: str) -> str:
    """Another path in the open screen."""
    app.screen.query_one(Input).value = path
    await pilot.press("enter")  # type: ignore[attr-defined]
    await settled(pilot)  # type: ignore[arg-type]
    return str(app.screen.query_one("#said", Static).content)


async def test_nothing_ticked_brings_nothing_in(app: Workbench, folder: Path) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await look(app, pilot, str(folder))
        await pilot.press("a", "enter")
        await settled(pilot)
        assert "Nothing is ticked" in str(app.screen.query_one("#said", Static).content)
        await pilot.press("escape")
        await settled(pilot)
        assert len(rows(app)) == 8
