"""From the library to the figures, from a figure to its disagreements, from one of those to the text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from tests.tui.agreement.project import differing
from tests.tui.project import project
from tests.tui.waiting import picture, settled
from workbench.store import annotators
from workbench.store.database import Database
from workbench.tui.app import Workbench
from workbench.tui.screens.agreement.board import Board
from workbench.tui.screens.agreement.compare import Compare
from workbench.tui.screens.agreement.listed import Listed
from workbench.tui.screens.annotate import AnnotateScreen
from workbench.tui.screens.library import LibraryScreen
from workbench.tui.widgets.cells import CellList
from workbench.tui.widgets.compared_page import ComparedPage
from workbench.tui.widgets.status import StatusLine

SIZE = (120, 40)


async def press(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def test_from_f1_to_the_text_in_two_keys(app: Workbench) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "a")
        assert isinstance(app.screen, Board)
        assert "exact F1" in picture(app)
        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, Compare)
        assert "Anna Berg spoke in Oslo" in picture(app)


async def test_esc_goes_back_step_by_step(app: Workbench) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "a", "enter", "enter")
        for screen in (Listed, Board, LibraryScreen):
            await press(pilot, "escape")
            assert isinstance(app.screen, screen)


async def test_the_figures_are_those_of_the_project(app: Workbench) -> None:
    """Of 6 and 4 spans 2 are the same: F1 is 4/10; one document of three has too few for an interval."""
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "a")
        first = next(line for line in picture(app).splitlines() if "exact F1" in line)
        assert "0.400" in first


async def test_the_list_says_who_says_what_and_what_settling_changes(app: Workbench) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "a", "enter")
        shown = picture(app)
        assert "settling these 4: exact F1 0.400 → 1.000" in shown
        assert "sol: Person “Anna” | mika: Person “Anna Berg”" in shown
        assert "sol: Person | mika: State" in shown


async def test_sorting_steps_through_the_orders(app: Workbench) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "a", "enter", "s", "s")
        assert isinstance(app.screen, Listed)
        kinds = [record.kind for record in app.screen.records]
        assert kinds == ["label", "boundary", "missed", "missed"]


async def test_each_annotator_has_a_lane_and_differing_edges_are_marked(app: Workbench) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "a", "enter", "s")
        await press(pilot, "enter")
        lines = picture(app).splitlines()
        row = next(i for i, line in enumerate(lines) if "Anna Berg spoke" in line)
        mika, sol = lines[row + 1], lines[row + 2]
        assert mika.startswith("mik") and sol.startswith("sol")
        assert "▸" in mika and "Person" in mika
        assert mika.index("▸") > sol.index("▸")


async def test_next_and_previous_go_through_the_list_and_over_documents(app: Workbench) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "a", "enter", "s", "enter")
        names = []
        for _ in range(4):
            names.append(app.screen.query_one(StatusLine).document)
            await press(pilot, "n")
        assert names == ["doc-00001", "doc-00001", "doc-00002", "doc-00002"]
        assert "This is the last" in app.screen.query_one(StatusLine).message
        await press(pilot, "N")
        assert app.screen.query_one(StatusLine).position == "3 of 4"
        await press(pilot, "q")
        assert isinstance(app.screen, Listed)
        assert app.screen.current == app.screen.records[2]


async def test_an_edit_is_followed_on_the_way_back(app: Workbench) -> None:
    """Mika takes back a span that sol does not have and finishes again: its disagreement goes, the number rises."""
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "a", "enter", "s", "s", "enter", "n", "n")
        assert isinstance(app.screen, Compare)
        await press(pilot, "e")
        assert isinstance(app.screen, AnnotateScreen)
        await press(pilot, "x")
        assert app.writer.settle(5)
        await settled(pilot)
        await press(pilot, "q")
        await settled(pilot)
        assert isinstance(app.screen, Compare), "an unfinished document is in no number"
        await press(pilot, "q")
        assert isinstance(app.screen, Listed)
        assert [record.name for record in app.screen.records] == ["doc-00001", "doc-00001"]
        await press(pilot, "q")
        assert isinstance(app.screen, Board)
        first = next(line for line in picture(app).splitlines() if "exact F1" in line)
        assert "0.500" in first


async def test_the_page_of_all_cannot_be_changed(app: Workbench) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "a", "enter", "enter")
        page = app.screen.query_one(ComparedPage)
        before = dict(page.sheet.layer.spans)
        await press(pilot, "x", "1", "a", "down", "R", "f9")
        assert dict(page.sheet.layer.spans) == before
        assert app.writer.pending() == []


async def test_nothing_in_common_is_said(tmp_path: Path, open_app: Callable[[Database, str], Workbench]) -> None:
    app = open_app(project(tmp_path / "demo.db", titles=["One"]), "mika")
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "a")
        assert "No two annotators have finished a document in common" in picture(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, Board)


async def test_a_blind_annotator_sees_those_of_documents_they_finished(
    tmp_path: Path, open_app: Callable[[Database, str], Workbench]
) -> None:
    """Sol finished three documents and eve none: eve may see nobody's work."""
    db = differing(tmp_path / "demo.db")
    annotators.ensure(db, "eve", actor=annotators.ensure(db, "mika").id)
    app = open_app(db, "eve")
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "a")
        assert "that you may see" in picture(app)


async def test_moving_stops_at_cells_that_can_be_opened(app: Workbench) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "a")
        cells = app.screen.query_one(CellList)
        seen = []
        for _ in range(25):
            seen.append(cells.at)
            assert cells.cell is not None
            await pilot.press("down")
        assert seen == sorted(seen) and len(set(seen)) > 10
        await press(pilot, "g")
        assert cells.at == seen[0]


async def test_tables_are_stepped_through(app: Workbench) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "a", "right_square_bracket")
        first = picture(app)
        await press(pilot, "right_square_bracket", "right_square_bracket", "left_square_bracket")
        assert picture(app) != first
