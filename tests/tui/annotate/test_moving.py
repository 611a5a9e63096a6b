"""Moving about the page, and what a cursor key must not cost."""

from __future__ import annotations

import pytest
from textual.screen import Screen

from tests.tui.annotate.conftest import Desk
from tests.tui.waiting import settled


async def test_a_cursor_key_lays_nothing_out(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    await desk.label("Norland", "1", "s")
    await settled(desk.pilot)
    layouts: list[object] = []
    real = Screen._refresh_layout
    monkeypatch.setattr(Screen, "_refresh_layout", lambda self, *a, **k: (layouts.append(a), real(self, *a, **k))[1])
    await desk.press("right", "right", "l", "h", "j", "k", "shift+right", "escape")
    assert layouts == []


async def test_sentences_spans_and_names_are_stepped_through(desk: Desk) -> None:
    text, page = desk.screen.work.text, desk.screen.page
    await desk.press("g", "right_parenthesis")
    assert text[page.cursor :].startswith("They plan")
    await desk.press("right_curly_bracket")
    assert text[page.cursor :].startswith("The talks")
    await desk.press("g", "right_square_bracket")
    assert text[slice(*page.selection)] == "Foreign Ministry of Norland"
    await desk.press("1", "g", "right_square_bracket")
    assert text[slice(*page.selection)] == "Monday"
    await desk.press("G", "shift+tab")
    assert text[page.cursor :].startswith("Foreign Ministry")
    await desk.press("tab")
    assert "last span" in desk.said


async def test_find_steps_through_matches_and_bad_patterns_are_said(desk: Desk) -> None:
    await desk.press("slash", *"norland", "enter")
    await settled(desk.pilot)
    starts = [a for a, _ in desk.screen.matches]
    assert len(starts) == 3
    seen = []
    for _ in range(3):
        seen.append(desk.screen.page.cursor)
        await desk.press("n")
    assert seen == starts
    desk.screen.attempt(lambda: desk.screen.find("("))
    assert "not a regular expression" in desk.said


async def test_the_place_is_remembered(desk: Desk) -> None:
    at = desk.screen.work.text.index("Oslo")
    desk.screen.page.move_to(at)
    document = desk.screen.document
    await desk.press("q")
    await settled(desk.pilot)
    desk.app.open_document(document)
    await settled(desk.pilot)
    assert desk.screen.page.cursor == at


async def test_hints_jump_to_words_and_spans(desk: Desk) -> None:
    span = await desk.label("Oslo", "4", "p")
    await desk.press("g", "F")
    hint = next(letters for letters, at in desk.screen.hints.items() if at == span.start)
    await desk.press(*hint)
    assert desk.screen.page.cursor == span.start


async def test_a_typed_letter_leaves_only_the_hints_it_can_still_become(desk: Desk) -> None:
    await desk.press("g", "F")
    two = next(letters for letters in desk.screen.hints if len(letters) == 2)
    every = dict(desk.screen.page.look.hints)
    await desk.press(two[0])
    left = desk.screen.page.look.hints
    assert (
        set(left.values()) == {letters for letters in every.values() if letters.startswith(two[0])} < {*every.values()}
    )
    await desk.press("backspace")
    assert desk.screen.page.look.hints == every
    await desk.press(*two)
    assert desk.screen.page.cursor == next(at for at, letters in every.items() if letters == two)
    assert desk.screen.page.look.hints == {}


async def test_every_command_of_the_page_has_its_action(desk: Desk) -> None:
    from workbench.tui.commands import CHOOSE, HINT, LABEL, READ, RESIZE, of

    missing = [
        c.id
        for context in (READ, LABEL, RESIZE, HINT, CHOOSE)
        for c in of(context, desk.app.commands)
        if desk.screen.action_of(c) is None
    ]
    assert missing == []
