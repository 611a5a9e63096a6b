"""The application around the screens: themes, people, questions, faults, imports."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.color import Color
from textual.command import CommandPalette
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from tests.tui.project import project
from tests.tui.waiting import library, message, picture, settled
from workbench.core.edit import Edit, Operation, on
from workbench.core.fault import Fault
from workbench.core.ids import uuid7
from workbench.store import annotators
from workbench.store.database import Database
from workbench.tui import config, themes
from workbench.tui.app import Workbench, run
from workbench.tui.screens.ask import Ask, Choose, Confirm
from workbench.tui.screens.help import Help
from workbench.tui.screens.tour import Tour
from workbench.tui.screens.who import Who

Open = Callable[[Database, str], Workbench]


# -- themes --------------------------------------------------------------------


def test_the_themes_are_those_of_the_configuration() -> None:
    assert tuple(theme.name for theme in themes.THEMES) == config.THEMES


@pytest.mark.parametrize("theme", themes.THEMES, ids=lambda t: t.name)
def test_words_can_be_read_in_every_theme(theme: themes.Theme) -> None:
    muted, cursor, cursor_text = (theme.variables[name] for name in ("muted", "cursor", "cursor-text"))
    grounds = [theme.background, theme.surface, theme.panel]
    inks = [theme.foreground, theme.primary, theme.accent, theme.warning, theme.error, theme.success, muted]
    pairs = [(ink, ground) for ink in inks for ground in grounds] + [(cursor_text, cursor)]
    for ink, ground in pairs:
        assert _contrast(str(ink), str(ground)) >= 4.5, (theme.name, ink, ground)


def _contrast(one: str, other: str) -> float:
    """WCAG 2 contrast, written from its definition."""

    def light(colour: str) -> float:
        parts = [c / 255 for c in Color.parse(colour).rgb]
        r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


async def test_f9_steps_through_the_themes(app: Workbench) -> None:
    async with app.run_test() as pilot:
        seen = [app.theme]
        for _ in themes.THEMES:
            await pilot.press("f9")
            seen.append(app.theme)
        assert tuple(seen[:-1]) == config.THEMES and seen[-1] == seen[0]


async def test_no_color_means_monochrome(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_app: Open) -> None:
    from textual import constants

    monkeypatch.setattr(constants, "COLOR_SYSTEM", constants.COLOR_SYSTEM)
    monkeypatch.setenv("NO_COLOR", "1")
    app = open_app(project(tmp_path / "demo.db"), "mika")
    async with app.run_test() as pilot:
        await settled(pilot)
        assert app.theme == "monochrome"
        colours = {
            colour.triplet
            for strip in app.screen._compositor.render_strips()
            for segment in strip.apply_filter(app._filters[-1], Color.parse("black"))
            if segment.style
            for colour in (segment.style.color, segment.style.bgcolor)
            if colour is not None
        }
        assert all(t is not None and t.red == t.green == t.blue for t in colours)


# -- who -----------------------------------------------------------------------


async def test_somebody_unknown_is_asked_and_joins(tmp_path: Path, open_app: Open) -> None:
    app = open_app(project(tmp_path / "demo.db"), "login")
    async with app.run_test() as pilot:
        await settled(pilot)
        assert isinstance(app.screen, Who) and app.screen.query_one(Input).value == "login"
        app.screen.query_one(Input).value = "two words"
        await pilot.press("enter")
        assert "can't be" in str(app.screen.query_one(".error", Static).content)
        app.screen.query_one(Input).value = "gold"
        await pilot.press("enter")
        assert isinstance(app.screen, Who)
        app.screen.query_one(Input).value = "noor"
        await pilot.press("enter")
        await settled(pilot)
        assert app.viewer is not None and (app.viewer.handle, app.viewer.role) == ("noor", "annotator")
        assert "8 documents" in picture(app)
        with app.db.reading() as connection:
            assert annotators.by_handle(connection, "noor") is not None
        assert isinstance(app.screen, Confirm) and "practice page" in picture(app)
        await pilot.press("y")
        await settled(pilot)
        assert isinstance(app.screen, Tour)


async def test_the_tour_is_offered_once_to_somebody_new_and_never_to_somebody_known(
    tmp_path: Path, open_app: Open
) -> None:
    db = project(tmp_path / "demo.db")
    app = open_app(db, "login")
    async with app.run_test() as pilot:
        await settled(pilot)
        app.screen.query_one(Input).value = "sol"
        await pilot.press("enter")
        await settled(pilot)
        assert app.viewer is not None and app.viewer.handle == "sol"
        assert app.screen is library(app) and "New here?" not in message(app)


async def test_somebody_who_has_begun_nothing_is_told_of_the_tour_in_passing(tmp_path: Path, open_app: Open) -> None:
    db = project(tmp_path / "demo.db")
    annotators.ensure(db, "noor")
    app = open_app(db, "noor")
    async with app.run_test() as pilot:
        await settled(pilot)
        assert message(app) == "New here? t teaches the five first keys"
        await pilot.press("down")
        assert message(app) == ""
        library(app).refresh_rows()
        await settled(pilot)
        assert message(app) == ""


async def test_whoever_does_not_say_leaves(tmp_path: Path, open_app: Open) -> None:
    app = open_app(project(tmp_path / "demo.db"), "login")
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("escape")
    assert app.return_code == 0


# -- questions -----------------------------------------------------------------


async def answer(app: Workbench, screen: object, *keys: str) -> object:
    """What a question returns for keys."""
    got: list[object] = []
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.push_screen(screen, got.append)  # type: ignore[arg-type]
        await settled(pilot)
        await pilot.press(*keys)
        await settled(pilot)
    assert len(got) == 1
    return got[0]


FEW = [("a", "apple", 1), ("b", Content("pear"), 2), ("q", "quince", 3)]
MANY = [("", f"entry {i}", i) for i in range(40)]


@pytest.mark.parametrize(
    ("screen", "keys", "expected"),
    [
        (lambda: Ask("Note", "old"), ("space", "x", "enter"), "old x"),
        (lambda: Ask("Note", "old"), ("backspace", "enter"), "ol"),
        (lambda: Ask("Note", "old"), ("escape",), None),
        (lambda: Confirm("Sure?", "It is a lot"), ("y",), True),
        (lambda: Confirm("Sure?"), ("enter",), True),
        (lambda: Confirm("Sure?"), ("n",), False),
        (lambda: Confirm("Sure?"), ("escape",), False),
        (lambda: Choose("Which?", FEW), ("b",), 2),
        (lambda: Choose("Which?", FEW), ("q",), 3),
        (lambda: Choose("Which?", FEW), ("1",), 1),
        (lambda: Choose("Which?", FEW), ("down", "enter"), 2),
        (lambda: Choose("Which?", FEW), ("escape",), None),
        (lambda: Choose("Which?", MANY), (*"entry", "space", "3", "9", "enter"), 39),
        (lambda: Choose("Which?", MANY), ("down", "down", "enter"), 2),
        (lambda: Choose("Which?", MANY), ("q", "escape"), None),
    ],
)  # fmt: skip
async def test_questions(app: Workbench, screen: Callable[[], object], keys: tuple[str, ...], expected: object) -> None:
    assert await answer(app, screen(), *keys) == expected


async def test_a_choice_can_be_clicked(app: Workbench) -> None:
    got: list[object] = []
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(Choose("Which?", FEW), got.append)
        await settled(pilot)
        await pilot.click(OptionList, offset=(3, 1))
        await settled(pilot)
    assert got == [2]


async def test_help_opens_narrows_and_closes(app: Workbench) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("question_mark")
        assert isinstance(app.screen, Help)
        assert "Next document" in picture(app)
        await pilot.press(*"archiv")
        assert "Show or hide what was put away" in picture(app) and "Next document." not in picture(app)
        await pilot.press("escape")
        assert app.screen is library(app)


async def test_the_palette_carries_out_commands_and_finds_documents(app: Workbench) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("f2")
        assert isinstance(app.screen, CommandPalette)
        await pilot.press(*"Theme")
        await settled(pilot)
        await pilot.press("enter", "enter")
        await settled(pilot)
        assert app.theme == "light"
        assert [row.title for row in app.find_documents("satellite", 5)] == ["Regulator fines a satellite firm"]


# -- leaving -------------------------------------------------------------------


def unsavable(app: Workbench) -> Operation:
    """An operation that is built on a state the database never had."""
    assert app.viewer is not None
    return Operation(app.viewer.id, "label", on(uuid7(), [Edit("span", 1, {"label": "x"}, None)]))


async def test_leaving_with_unsaved_steps_asks_and_then_rescues_them(app: Workbench) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        operation = unsavable(app)
        app.writer.submit(operation, {operation.streams[0]: 7})
        app.writer.settle(5)
        await pilot.press("ctrl+q")
        await settled(pilot)
        assert isinstance(app.screen, Confirm)
        await pilot.press("n")
        await settled(pilot)
        assert app.screen is library(app)
        await pilot.press("ctrl+q")
        await settled(pilot)
        await pilot.press("y")
    path = app.stop_writing()
    assert path is not None and str(operation.id) in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600


async def test_leaving_with_everything_saved_just_leaves(app: Workbench) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+q")
    assert app.return_code == 0
    assert app.stop_writing() is None


# -- faults and imports --------------------------------------------------------


def test_without_a_terminal_nothing_is_opened(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="needs a terminal"):
        run(str(tmp_path / "none.db"), "mika")


async def test_a_fault_of_ours_ends_the_program_without_showing_values(app: Workbench) -> None:
    error = ValueError("a word of a document")
    with pytest.raises(ValueError):
        async with app.run_test() as pilot:
            app._handle_exception(error)
            await pilot.pause()
    assert app.fault is error and app._return_code == 1
    assert not app._exit_renderables


def test_the_application_starts_without_what_it_does_not_need() -> None:
    """The first screen waits for Textual alone; SQLModel and spaCy are never loaded by it."""
    heavy = ("pydantic", "sqlmodel", "sqlalchemy", "alembic", "spacy", "numpy", "workbench.core.schema")
    code = f"""import sys, workbench.tui.app, workbench.tui.screens.library
print([m for m in {heavy} if m in sys.modules])"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
