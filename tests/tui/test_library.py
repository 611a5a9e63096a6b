"""The library on a real database: moving, filtering, sorting, putting away, opening."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Input, Static

from tests.tui.project import TITLES, project
from tests.tui.waiting import library, message, picture, rows, settled
from workbench.store import annotators, documents, splits
from workbench.store.database import Database
from workbench.tui.app import Workbench
from workbench.tui.widgets.documents import KEPT, PAGE, DocumentList, thumb
from workbench.tui.widgets.progress import Progress

Open = Callable[[Database, str], Workbench]


async def test_shows_documents_with_everybodys_state(app: Workbench) -> None:
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(pilot)
        seen = picture(app).splitlines()
        assert "8 documents" in seen[0] and "1 done" in seen[0] and "6 to do" in seen[0]
        assert "mika" in seen[1] and "1/8" in seen[1] and "2/8" in seen[1]
        assert "◐ started" in seen[3] and TITLES[0] in seen[3] and "2026-03-01" in seen[3]
        assert "● done" in seen[4] and "sol✓" in seen[4]
        assert "sol…" in seen[6]


async def test_keys_move_the_cursor_and_stop_at_the_ends(app: Workbench) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        shown = library(app).query_one(DocumentList)
        for key, at in (("j", 1), ("down", 2), ("k", 1), ("G", 7), ("down", 7), ("g", 0), ("up", 0), ("pagedown", 7)):
            await pilot.press(key)
            assert shown.cursor == at, key


async def test_filter_narrows_as_one_types_and_escape_shows_all(app: Workbench) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"cable")
        await settled(pilot)
        assert rows(app) == [TITLES[5]]
        await pilot.press("enter")
        assert app.focused is None
        await pilot.press("escape")
        await settled(pilot)
        assert len(rows(app)) == 8
        assert library(app).query_one(DocumentList).row is not None


async def test_a_filter_that_matches_nothing_says_so(app: Workbench) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"zzz")
        await settled(pilot)
        assert "No document has these words" in picture(app)


async def test_wildcards_of_the_database_are_plain_characters(app: Workbench) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        library(app).action_filter()
        app.screen.query_one(Input).value = "%"
        await settled(pilot)
        assert rows(app) == []


async def test_sort_steps_through_orders_and_turns_round(app: Workbench) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("s")
        await settled(pilot)
        assert rows(app) == sorted(TITLES)
        await pilot.press("S")
        await settled(pilot)
        assert rows(app) == sorted(TITLES, reverse=True)


async def test_next_todo_passes_over_what_is_finished(app: Workbench) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("n")
        await settled(pilot)
        row = library(app).query_one(DocumentList).row
        assert row is not None and row.title == TITLES[2]
        assert library(app).query_one(DocumentList).position == "3 of 8"


async def test_putting_away_is_logged_and_can_be_taken_back(app: Workbench) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        first = library(app).query_one(DocumentList).row
        assert first is not None
        await pilot.press("x")
        await settled(pilot)
        assert TITLES[0] not in rows(app)
        with app.db.reading() as connection:
            assert documents.document(connection, first.id).archived
        await pilot.press("u")
        await settled(pilot)
        assert TITLES[0] in rows(app)
        with app.db.reading() as connection:
            assert not documents.document(connection, first.id).archived


async def test_bringing_in_is_no_operation_that_undo_takes_back(app: Workbench) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("u")
        await settled(pilot)
        assert "can't be undone" in message(app)
        assert len(rows(app)) == 8


async def test_a_division_of_the_corpus_is_not_undone_from_one_row(app: Workbench) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        first = library(app).query_one(DocumentList).row
        assert first is not None
        with app.db.writing() as connection:
            splits.put(connection, {first.id: "test"}, annotators.require(connection, "mika").id)
        await pilot.press("u")
        await settled(pilot)
        assert "split undo" in message(app)
        with app.db.reading() as connection:
            assert splits.assigned(connection) == {first.id: "test"}


async def test_an_annotator_is_refused_in_words(tmp_path: Path, open_app: Open) -> None:
    app = open_app(project(tmp_path / "demo.db"), "sol")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("x")
        await settled(pilot)
        assert "curator or lead" in message(app)
        assert len(rows(app)) == 8


async def test_an_empty_library_says_what_to_do(tmp_path: Path, open_app: Open) -> None:
    app = open_app(Database.create(str(tmp_path / "empty.db")), "mika")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(*"mika", "enter") if app.viewer is None else None
        await settled(pilot)
        said = str(library(app).query_one("#empty", Static).content)
        assert "Press i" in said
        await pilot.press("enter")
        assert "no document here" in message(app)


async def test_long_lists_load_pages_at_both_ends(tmp_path: Path, open_app: Open) -> None:
    n = KEPT + 2 * PAGE
    app = open_app(project(tmp_path / "long.db", n), "mika")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        shown = library(app).query_one(DocumentList)
        await pilot.press("G")
        assert shown.position == f"{n:,} of {n:,}"
        assert shown.row is not None and shown.row.name == f"doc-{n - 1:05}"
        for _ in range(n // 19):
            shown.move_page(-1)
        assert shown.row is not None and shown.row.name == f"doc-{shown.cursor:05}"
        await pilot.press("g")
        assert shown.row is not None and shown.row.name == "doc-00000"
        shown.move(KEPT + PAGE // 2)
        assert shown.row is not None and shown.row.name == f"doc-{KEPT + PAGE // 2:05}"


async def test_a_click_selects_and_the_wheel_scrolls(tmp_path: Path, open_app: Open) -> None:
    app = open_app(project(tmp_path / "long.db", 60), "mika")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        shown = library(app).query_one(DocumentList)
        await pilot.click(DocumentList, offset=(5, 4))
        assert shown.cursor == 3
        shown._scroll(3)
        assert shown.in_view()[0].name == "doc-00003"
        shown._scroll(-30)
        assert shown.in_view()[0].name == "doc-00000"


async def test_moving_the_cursor_paints_rows_and_lays_nothing_out(
    app: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        laid_out: list[object] = []
        screen = app.screen
        refresh = screen._refresh_layout

        def spy(*args: object, **kwargs: object) -> None:
            laid_out.append(args)
            refresh(*args, **kwargs)  # type: ignore[arg-type]

        monkeypatch.setattr(screen, "_refresh_layout", spy)
        await pilot.press("down", "down", "up")
        assert not laid_out


async def test_coming_back_shows_the_new_state(app: Workbench) -> None:
    from tests.tui.project import begin
    from workbench.tui.screens.help import Help

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("f1")
        assert isinstance(app.screen, Help)
        third = library(app).query_one(DocumentList).in_view()[2]
        assert app.viewer is not None
        begin(app.db, third.id, app.viewer.id, "done")
        await pilot.press("escape")
        await settled(pilot)
        assert library(app).query_one(DocumentList).in_view()[2].status == "done"
        assert "2 done" in str(library(app).query_one(Progress).content)


@given(st.integers(1, 60), st.integers(1, 100_000), st.data())
def test_the_scroll_bar_touches_its_ends_only_where_the_list_does(height: int, more: int, data: st.DataObject) -> None:
    total = height + more
    top = data.draw(st.integers(0, more))
    bar = thumb(top, height, total)
    assert len(bar) >= 1 and bar.start >= 0 and bar.stop <= height
    if height - len(bar) >= 2:
        assert (bar.start == 0) == (top == 0)
        assert (bar.stop == height) == (top == more)


async def test_a_list_longer_than_the_screen_has_a_scroll_bar_and_a_short_one_has_none(
    tmp_path: Path, open_app: Open
) -> None:
    app = open_app(project(tmp_path / "long.db", 60), "mika")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        shown = library(app).query_one(DocumentList)

        def bar() -> str:
            return "".join(shown.render_line(y).text[-1] for y in range(1, shown.size.height))

        assert bar().startswith("█") and bar().endswith("│")
        await pilot.press("G")
        assert bar().startswith("│") and bar().endswith("█")
        await pilot.press("slash", *"doc-00007", "enter")
        await settled(pilot)
        assert len(shown.in_view()) == 1 and set(bar()) == {" "}
