"""What the screens look like, in pictures one has looked at; only with the Textual they were made with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import textual
from textual.pilot import Pilot

from tests.tui.project import project
from tests.tui.waiting import settled
from workbench.store.database import Database
from workbench.tui.app import Workbench
from workbench.tui.screens.ask import Choose

pytestmark = pytest.mark.skipif(textual.__version__ != "8.2.8", reason="pictures differ between versions of Textual")
SIZES = ((80, 24), (140, 45))
Compare = Callable[..., bool]


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("theme", ["dark", "light", "monochrome"])
def test_library(app: Workbench, snap_compare: Compare, theme: str, size: tuple[int, int]) -> None:
    async def ready(pilot: Pilot[int]) -> None:
        app.theme = theme
        await settled(pilot)
        await pilot.press("down")
        await settled(pilot)

    assert snap_compare(app, terminal_size=size, run_before=ready)


def test_library_colour_blind(app: Workbench, snap_compare: Compare) -> None:
    async def ready(pilot: Pilot[int]) -> None:
        app.theme = "colour-blind"
        await settled(pilot)

    assert snap_compare(app, terminal_size=(80, 24), run_before=ready)


def test_library_filtered(app: Workbench, snap_compare: Compare) -> None:
    async def ready(pilot: Pilot[int]) -> None:
        await settled(pilot)
        await pilot.press("slash", *"harbour")
        await settled(pilot)

    assert snap_compare(app, terminal_size=(80, 24), run_before=ready)


def test_library_empty(tmp_path: Path, open_app: Callable[[Database, str], Workbench], snap_compare: Compare) -> None:
    from workbench.store import annotators

    db = Database.create(str(tmp_path / "empty.db"), name="empty")
    annotators.ensure(db, "mika")
    assert snap_compare(open_app(db, "mika"), terminal_size=(80, 24), run_before=settled)


def test_who(tmp_path: Path, open_app: Callable[[Database, str], Workbench], snap_compare: Compare) -> None:
    app = open_app(project(tmp_path / "demo.db"), "noor")
    assert snap_compare(app, terminal_size=(80, 24), run_before=settled)


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
def test_help(app: Workbench, snap_compare: Compare, size: tuple[int, int]) -> None:
    async def ready(pilot: Pilot[int]) -> None:
        await settled(pilot)
        await pilot.press("f1")
        await settled(pilot)

    assert snap_compare(app, terminal_size=size, run_before=ready)


def test_palette(app: Workbench, snap_compare: Compare) -> None:
    async def ready(pilot: Pilot[int]) -> None:
        await settled(pilot)
        await pilot.press("f2", *"sort")
        await settled(pilot)
        await pilot.pause(0.3)

    assert snap_compare(app, terminal_size=(80, 24), run_before=ready)


def test_choose(app: Workbench, snap_compare: Compare) -> None:
    async def ready(pilot: Pilot[int]) -> None:
        app.theme = "light"
        await settled(pilot)
        app.push_screen(Choose("Which one?", [("a", "agent", 1), ("t", "target", 2), ("", "place", 3)]))
        await settled(pilot)
        await pilot.press("down")

    assert snap_compare(app, terminal_size=(80, 24), run_before=ready)
