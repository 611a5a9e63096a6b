"""What lies beside and over the page: the inspector, the alarm, and questions with keys of the one table."""

from __future__ import annotations

import pytest
from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.widgets import Input

from tests.tui.annotate.conftest import Desk
from tests.tui.waiting import picture, settled
from workbench.core.fault import Fault
from workbench.tui.keys import CommandKeys, CommandModal
from workbench.tui.screens.ask import Ask
from workbench.tui.screens.comments import Comments
from workbench.tui.screens.field_list import FieldList
from workbench.tui.screens.guideline import Guideline
from workbench.tui.screens.help import Help
from workbench.tui.screens.picker import EntityPicker
from workbench.tui.screens.preview import Preview
from workbench.tui.widgets.inspector import Inspector

OVER: list[tuple[str, type]] = [
    ("A", Preview), ("w", Guideline), ("M", Comments), ("i", EntityPicker), ("m", Ask),
]  # fmt: skip


# -- the inspector ---------------------------------------------------------------


def inspected(desk: Desk) -> list[str]:
    return [line.text for line in desk.screen.inspector._lines]


async def test_the_inspector_follows_the_cursor_in_the_same_frame_and_paints_only_what_changed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.pilot.resize_terminal(140, 45)
    await settled(desk.pilot)
    await desk.label("President Ada Holm", "1", "p")
    await desk.label("Ada Holm", "1", "s")
    painted: list[int] = []
    refresh = Inspector.refresh

    def spy(self: Inspector, *regions: Region, **options: bool) -> Inspector:
        painted.extend(y for region in regions for y in region.line_range)
        assert regions or options, "the whole panel is painted"
        return refresh(self, *regions, **options)

    desk.screen.page.move_to(desk.screen.work.text.index("President"))
    assert inspected(desk)[0] == "▸ PERSON"
    monkeypatch.setattr(Inspector, "refresh", spy)
    desk.screen.page.move_to(desk.screen.work.text.index("Ada"))
    assert inspected(desk)[:2] == ["▸ STATE", "  Ada Holm"]
    assert 0 in painted
    painted.clear()
    desk.screen.page.move_right()
    assert painted == []


async def test_the_inspector_shows_itself_where_there_is_room_until_somebody_chooses(desk: Desk) -> None:
    panel = desk.screen.inspector
    assert not panel.size.width
    await desk.pilot.resize_terminal(140, 45)
    await settled(desk.pilot)
    assert panel.size.width and inspected(desk)[0] == "0 spans"
    await desk.press("I")
    await desk.pilot.resize_terminal(150, 45)
    await settled(desk.pilot)
    assert not panel.size.width


async def test_problems_are_counted_once_all_have_been_looked_for(desk: Desk) -> None:
    await desk.pilot.resize_terminal(140, 45)
    await desk.label("orland pay", "1", "s")
    desk.screen.look_at_problems()
    await desk.press("g")
    assert f"{len(desk.screen.work.findings.all())} problems" in inspected(desk)


# -- the alarm -------------------------------------------------------------------


async def test_why_work_is_not_saved_and_the_cure_can_be_read_in_80_columns(desk: Desk) -> None:
    await desk.pilot.resize_terminal(80, 24)
    why = Fault("The disk that holds the project is full", "Make room on it, then press t to try again")
    desk.screen.saving_failed(why)
    await settled(desk.pilot)
    shown = " ".join(picture(desk.app).split())
    assert f"Not saved: {why}" in shown
    assert "t try again f write a rescue file g give them up and reload" in shown
    desk.screen.load(desk.screen.document)
    await settled(desk.pilot)
    assert "Not saved" not in picture(desk.app)


# -- what lies over the page ---------------------------------------------------------


async def over(desk: Desk, key: str) -> CommandModal[object]:
    """Open a question on a span, by its key."""
    await desk.label("Norland", "1", "s")
    await desk.press(key)
    await settled(desk.pilot)
    screen = desk.app.screen
    assert isinstance(screen, CommandModal)
    return screen


@pytest.mark.parametrize(("key", "kind"), OVER, ids=lambda x: getattr(x, "__name__", x))
async def test_help_themes_and_quit_work_over_every_question(desk: Desk, key: str, kind: type) -> None:
    asked = await over(desk, key)
    assert isinstance(asked, kind)
    theme = desk.app.theme
    await desk.press("f9")
    assert desk.app.theme != theme and desk.app.screen is asked
    await desk.press("f1")
    await settled(desk.pilot)
    assert isinstance(desk.app.screen, Help)
    await desk.press("escape")
    assert desk.app.screen is asked
    await desk.press("escape")
    assert desk.app.screen is desk.screen
    await desk.press(key)
    await settled(desk.pilot)
    await desk.press("f10")
    await settled(desk.pilot)
    assert desk.app.return_code == 0


@pytest.mark.parametrize("key", ["M", "i"])
async def test_the_arrows_move_in_the_list_while_one_types(desk: Desk, key: str) -> None:
    asked = await over(desk, key)
    assert isinstance(asked, FieldList)
    await desk.press("ctrl+u", *"q?")
    asked.show([(Content(f"line {n}"), n) for n in range(3)], "a new one", at=3)  # type: ignore[misc]
    await desk.press("up", "up")
    assert (asked.typed, asked.highlighted, desk.app.focused) == ("q?", 1, asked.query_one(Input))
    await desk.press("pagedown", *"!")
    assert (asked.typed, asked.highlighted) == ("q?!", None)


async def test_a_refusal_is_said_under_the_list_and_nothing_is_lost(desk: Desk) -> None:
    asked = await over(desk, "M")
    await desk.press("ctrl+g")
    assert "no comment is highlighted" in picture(desk.app)
    await desk.press(*"why", "enter")
    await settled(desk.pilot)
    await desk.press("up", "ctrl+g")
    assert "whole document" in picture(desk.app)
    await desk.press("ctrl+r")
    assert isinstance(asked, Comments)
    assert [comment.resolved for comment in asked._things] == [True]


async def test_a_new_entry_needs_a_name(desk: Desk) -> None:
    await over(desk, "i")
    await desk.press("ctrl+u", "enter")
    assert "a new entry needs a name" in picture(desk.app)
    await desk.press(*"Norland", "ctrl+n")
    await settled(desk.pilot)
    (span,) = desk.layer.spans.values()
    assert [desk.screen.entities[i].name for i in span.links] == ["Norland"]


async def test_the_preview_takes_what_is_ticked_by_the_keys_of_the_table(desk: Desk) -> None:
    await over(desk, "A")
    await desk.press("space", "j", "k", "enter")
    await settled(desk.pilot)
    assert len(desk.layer.spans) == 2
    text = desk.screen.work.text
    assert [text.count("Norland", 0, span.start) for span in desk.layer.ordered()] == [0, 2]
    await desk.press("u", "g", "tab", "A", "a", "x", "enter")
    await settled(desk.pilot)
    assert [text.count("Norland", 0, span.start) for span in desk.layer.ordered()] == [0, 1]


async def test_the_guideline_steps_through_labels_and_scrolls(desk: Desk) -> None:
    asked = await over(desk, "w")
    assert "STATE" in picture(desk.app)
    await desk.press("right")
    assert "STATE ·" not in picture(desk.app)
    await desk.press("left", "pagedown")
    await desk.pilot.pause()
    assert asked.query_one("VerticalScroll").scroll_offset.y > 0
    await desk.press("w")
    assert desk.app.screen is desk.screen


async def test_what_is_pasted_into_the_palette_is_shown_with_its_controls_as_glyphs(desk: Desk) -> None:
    await desk.press("f2")
    await settled(desk.pilot)
    assert isinstance(desk.app.screen, CommandKeys)
    desk.app.post_message(events.Paste("\x1b]0;x\x07\x9b2J"))
    await settled(desk.pilot)
    assert desk.app.screen.query_one(Input).value == "\x1b]0;x\x07\x9b2J"
    assert "␛]0;x␇�2J" in picture(desk.app)
    assert not set(picture(desk.app)) & {"\x1b", "\x07", "\x9b"}
