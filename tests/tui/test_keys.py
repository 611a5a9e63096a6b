"""The command table, keys of one's own, and the way from a key to its command."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from textual import events
from textual.app import ComposeResult
from textual.keys import _character_to_key
from textual.widgets import Static

from workbench.core.fault import Fault
from workbench.tui.app import Workbench
from workbench.tui.commands import (
    AGREEMENT,
    CELLS,
    CHOOSE,
    COMMANDS,
    COMMENTS,
    COMPARE,
    CONTEXTS,
    DISAGREEMENTS,
    EVERYWHERE,
    GUIDELINE,
    HINT,
    LABEL,
    LIBRARY,
    LINK,
    READ,
    RESIZE,
    TICK,
    UNDER,
    keymap,
    of,
    table,
)
from workbench.tui.config import Config, load
from workbench.tui.keynames import normal, shown
from workbench.tui.keys import CommandScreen
from workbench.tui.manual import page
from workbench.tui.screens.agreement.board import Board
from workbench.tui.screens.agreement.compare import Compare
from workbench.tui.screens.agreement.listed import Listed
from workbench.tui.screens.annotate import AnnotateScreen
from workbench.tui.screens.comments import Comments
from workbench.tui.screens.guideline import Guideline
from workbench.tui.screens.help import listing
from workbench.tui.screens.ingest import Ingest
from workbench.tui.screens.library import LibraryScreen
from workbench.tui.screens.picker import EntityPicker
from workbench.tui.screens.preview import Preview
from workbench.tui.widgets.footer import CommandBar, hinted, hints
from workbench.tui.widgets.status import StatusLine

PRINTABLE = string.punctuation + string.ascii_letters + string.digits


def config(tmp_path: Path, text: str) -> Config:
    file = tmp_path / "config.toml"
    file.write_text(text)
    return load(file)


# -- the table -----------------------------------------------------------------


def test_ids_are_unique_and_contexts_known() -> None:
    assert len({c.id for c in COMMANDS}) == len(COMMANDS)
    assert {c.context for c in COMMANDS} == set(CONTEXTS)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.id)
def test_every_key_is_one_a_terminal_can_send(command: object) -> None:
    for key in command.keys:  # type: ignore[attr-defined]
        if key != "shift+tab":
            assert normal(key) == key


def test_arrows_digits_and_function_keys_reach_what_work_cannot_do_without() -> None:
    """With another keyboard layout the letters do not arrive; the palette (F2) then reaches the rest."""
    assert "f2" in next(c for c in COMMANDS if c.id == "palette").keys
    for id_ in ("open", "left", "right", "up", "down", "extend-left", "extend-right", "help", "quit"):
        keys = next(c for c in COMMANDS if c.id == id_).keys
        assert any(len(key) > 1 and not key.startswith("ctrl+") for key in keys), id_


SCREENS = [
    (LibraryScreen, (LIBRARY,)),
    (AnnotateScreen, (READ, LABEL, RESIZE, HINT, CHOOSE)),
    (Preview, (TICK, *UNDER[TICK])),
    (Ingest, (TICK, *UNDER[TICK])),
    (Comments, (COMMENTS, *UNDER[COMMENTS])),
    (EntityPicker, (LINK, *UNDER[LINK])),
    (Guideline, (GUIDELINE, *UNDER[GUIDELINE])),
    (Board, (AGREEMENT, CELLS)),
    (Listed, (DISAGREEMENTS, CELLS)),
    (Compare, (COMPARE,)),
]


@pytest.mark.parametrize(("screen", "contexts"), SCREENS)
def test_every_command_has_an_action_on_the_screen_that_uses_its_context(
    screen: type, contexts: tuple[str, ...]
) -> None:
    missing = [c.id for context in contexts for c in of(context) if not hasattr(screen, f"action_{c.action}")]
    assert not missing


def test_every_context_is_some_screens() -> None:
    assert {context for _, contexts in SCREENS for context in contexts} == {*CONTEXTS} - {EVERYWHERE}


@pytest.mark.parametrize("context", CONTEXTS)
def test_a_context_holds_its_own_keys_those_under_it_and_those_that_hold_everywhere(context: str) -> None:
    known = {key for c in COMMANDS if c.context in (context, *UNDER.get(context, ()), EVERYWHERE) for key in c.keys}
    assert set(keymap(COMMANDS)[context]) == known


def test_a_key_cannot_mean_two_things_where_one_context_lies_under_another() -> None:
    with pytest.raises(Fault, match="tick and choose-cancel share the key q"):
        table({"tick": ("q",)})


def test_commands_that_hold_everywhere_are_the_applications() -> None:
    assert not [c.id for c in of(EVERYWHERE) if not hasattr(Workbench, f"action_{c.action}")]


# -- names of keys -------------------------------------------------------------


@pytest.mark.parametrize("character", PRINTABLE)
def test_a_character_is_called_what_textual_calls_it_and_shown_as_itself(character: str) -> None:
    reported = character if character.isalnum() else _character_to_key(character)
    assert normal(character) == reported
    assert shown(reported) == character


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("PgDn", "pagedown"),
        ("esc", "escape"),
        ("Shift+Left", "shift+left"),
        ("F3", "f3"),
        ("ctrl+K", "ctrl+k"),
        ("del", "delete"),
    ],
)
def test_named_keys(written: str, key: str) -> None:
    assert normal(written) == key


@pytest.mark.parametrize(
    "key", ["ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j", "alt+x", "ctrl+shift+a", "", "bogus", "ctrl+1", "\x1b"]
)
def test_what_a_terminal_cannot_send_is_refused(key: str) -> None:
    with pytest.raises(Fault):
        normal(key)


# -- the configuration ---------------------------------------------------------


def test_without_a_file_all_is_as_shipped(tmp_path: Path) -> None:
    assert load(tmp_path / "none.toml") == Config()


def test_keys_and_theme_are_read(tmp_path: Path) -> None:
    read = config(tmp_path, 'theme = "light"\n[keys]\nnext-todo = "f3 ?x"\n'.replace("?x", "y"))
    assert read == Config("light", {"next-todo": ("f3", "y")})
    assert keymap(table(read.keys))[LIBRARY]["f3"].id == "next-todo"
    assert "n" not in keymap(table(read.keys))[LIBRARY]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('theme = "pink"', "no theme pink"),
        ("theme = ", "no TOML"),
        ("[colours]", "nothing is called colours"),
        ('keys = "x"', "must be a table"),
        ('[keys]\nnonsense = "n"', "nonsense"),
        ('[keys]\nopen = "ctrl+m"', "can't tell ctrl+m from enter"),
        ('[keys]\nopen = "n"', "share the key n"),
        ('[keys]\nopen = "f1"', "share the key f1"),
        ("[keys]\nopen = 3", "must be words"),
        ('[keys]\nopen = []', "must be words"),
        ('[keys]\n"\\u001b[2J" = "n"', "␛[2J"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(Fault) as fault:
        config(tmp_path, text)
    assert said in str(fault.value)
    assert "config.toml" in str(fault.value)
    assert "\x1b" not in str(fault.value)


def test_a_file_that_is_not_text_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(Fault, match="can't be read"):
        load(tmp_path / "config.toml")


# -- manual, help and footer ---------------------------------------------------


def test_the_manual_is_what_the_table_says() -> None:
    assert (Path(__file__).parents[2] / "docs" / "keys.md").read_text("utf-8") == page()


def test_the_manual_names_every_command() -> None:
    assert all(f"`{c.id}` |" in page() for c in COMMANDS)


def test_help_lists_every_command_of_a_context_and_finds_by_word_and_key() -> None:
    text = listing((READ,), COMMANDS).plain
    assert all(" ".join(c.help.split()) in " ".join(text.split()) for c in of(READ))
    assert "Previous sentence" in listing((READ,), COMMANDS, "sentence").plain
    assert "Undo" not in listing((READ,), COMMANDS, "sentence").plain
    assert "No key" in listing((READ,), COMMANDS, "zzz").plain


@pytest.mark.parametrize("context", [c for c in CONTEXTS if c != EVERYWHERE])
@pytest.mark.parametrize("width", [20, 40, 80, 140])
def test_the_footer_fits_any_width(context: str, width: int) -> None:
    content, places = hints(hinted(context, COMMANDS), width)
    assert content.cell_length <= width or len(places) == 1
    assert len(places) <= 8
    assert all(a < b for a, b, _ in places)


def test_the_footer_of_a_screen_keeps_its_last_hint_at_80() -> None:
    content, _ = hints(hinted(LIBRARY, COMMANDS), 80)
    assert content.plain.rstrip().endswith("F1 Help")


def test_the_status_line_gives_way_from_left_to_right() -> None:
    line = StatusLine()
    line.document, line.position, line.who = "A long title of a document " * 4, "12%", "mika"
    for width in (20, 40, 80, 140):
        assert line.line(width).cell_length <= width
    assert line.line(80).plain.rstrip().endswith("saved · mika")
    assert "12%" in line.line(80).plain
    line.message = "This can't be done"
    assert "This can't be done" in line.line(80).plain and "12%" not in line.line(80).plain


# -- dispatch ------------------------------------------------------------------


class Probe(CommandScreen[None]):
    """A screen that notes what it was asked."""

    context = READ

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def compose(self) -> ComposeResult:
        yield Static("page")
        yield StatusLine()
        yield CommandBar(READ)

    def action_right(self) -> None:
        self.asked.append("right")

    async def action_left(self) -> None:
        self.asked.append("left")

    def action_delete(self) -> None:
        raise Fault("nothing is here")

    def on_context_key(self, event: events.Key) -> bool:
        self.asked.append(f"free {event.key}")
        return event.key == "1"


async def test_keys_reach_actions_refusals_the_status_line_and_the_rest_the_screen(app: Workbench) -> None:
    async with app.run_test() as pilot:
        probe = Probe()
        await app.push_screen(probe)
        await pilot.press("right", "h", "1")
        assert probe.asked == ["right", "left", "free 1"]
        await pilot.press("x")
        assert probe.query_one(StatusLine).message == "Nothing is here"
        await pilot.press("l")
        assert probe.query_one(StatusLine).message == ""
        await pilot.press("u")
        assert probe.query_one(StatusLine).message == "Undo is not possible here"
        await pilot.press("ctrl+c")
        assert "ctrl+q" in probe.query_one(StatusLine).message


async def test_a_context_changes_keys_and_footer_and_own_keys_go_first(app: Workbench) -> None:
    async with app.run_test() as pilot:
        probe = Probe()
        await app.push_screen(probe)
        bar = probe.query_one(CommandBar)
        before = str(bar.content)
        probe.set_context("hint", frozenset({"escape"}))
        assert str(bar.content) != before
        await pilot.press("right", "escape")
        assert probe.asked == ["free right", "free escape"]
        probe.set_context(READ)
        assert str(bar.content) == before
        await pilot.press("right")
        assert probe.asked[-1] == "right"
