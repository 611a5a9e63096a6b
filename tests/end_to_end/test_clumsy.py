"""Clumsy hands: windows torn about, garbage pasted and typed, keys before the screen is there, started twice."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.end_to_end import hands
from tests.end_to_end.project import environment, layer, make
from tests.end_to_end.terminal import Terminal

TEXT = "\n".join(f"Line {k}: Ada Holm met Jon Berg in Oslo on Monday, and Norland paid." for k in range(60))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make(tmp_path / "clumsy.db", {"page": TEXT, "other": "Nothing to see."})


def leave(terminal: Terminal, crashes: Path) -> None:
    terminal.press("ctrl+q")
    assert terminal.ended() == 0
    assert not crashes.exists()


def test_a_storm_of_sizes(project: Path, crashes: Path) -> None:
    chance = random.Random(1)
    sizes = [(1, 1), (2, 3), (20, 4), (300, 90), (40, 10), (110, 5), (109, 40)]
    sizes += [(chance.randint(1, 160), chance.randint(1, 60)) for _ in range(25)]
    with Terminal(env=environment(project)) as terminal:
        hands.open_first(terminal, "Line 0")
        for k, (columns, rows) in enumerate(sizes):
            terminal.resize(columns, rows)
            terminal.press(*(["pagedown", "L", "tab", "F", "escape", "I", "P", "P"][k % 8 :][:1]))
            if k % 3 == 0:
                terminal.quiet(0.02)
        for size in ((81, 25), (80, 24)):  # In a storm Textual itself may miss the last of many; a calm one it takes.
            terminal.quiet(0.2)
            terminal.resize(*size)
        terminal.press("escape", "escape", "escape", "g")
        terminal.wait("Line 0")
        hands.label(terminal, "Ada Holm", "1p", "PERSON")
        hands.saved(terminal)
        leave(terminal, crashes)
    assert len(layer(project, "page").spans) == 1


def test_garbage_pasted_onto_the_page_and_the_library_does_nothing(project: Path, crashes: Path) -> None:
    garbage = "".join(random.Random(2).choices("xDqZu1p[]{}\t\n\r\u202e\u200b😀é ", k=10_000))
    with Terminal(env=environment(project)) as terminal:
        terminal.wait("▌")
        terminal.paste(garbage)
        terminal.quiet()
        hands.open_first(terminal, "Line 0")
        terminal.paste(garbage)
        terminal.quiet()
        terminal.press("/")
        terminal.wait("Find (regular expression)")
        terminal.paste(garbage)
        terminal.quiet()
        terminal.press("escape")
        terminal.wait(lambda: hands.page_is_bare(terminal))
        leave(terminal, crashes)
    assert layer(project, "page").rev == 0


def test_garbage_typed_breaks_nothing(project: Path, crashes: Path) -> None:
    chance = random.Random(3)
    keys = [*"abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPRSTUVWXYZ0123456789+-;:,.<>!/?~()[]{}$#&*=|'\"\\ "]
    keys += ["up", "down", "left", "right", "enter", "tab", "shift+tab", "backspace", "escape", "delete", "pageup"]
    with Terminal(env=environment(project)) as terminal:
        hands.open_first(terminal, "Line 0")
        for _ in range(8):
            terminal.press(*chance.choices(keys, k=50))
            terminal.quiet(0.15)
        for _ in range(8):
            terminal.press("escape")
            terminal.quiet(0.1)
        leave(terminal, crashes)
    hands.check(project)


def test_keys_before_the_screen_is_there(project: Path, crashes: Path) -> None:
    with Terminal(env=environment(project)) as terminal:
        terminal.type("jkjkjkx")
        terminal.wait("▌")
        terminal.quiet()
        terminal.press("ctrl+c", "ctrl+z", "ctrl+c")
        terminal.quiet(0.1)
        hands.open_first(terminal, "Line 0")
        leave(terminal, crashes)
    hands.check(project)


def test_what_is_typed_ahead_reaches_the_field(project: Path) -> None:
    """A fast typist's expression goes into the field that the key before it opens, whole and in order."""
    with Terminal(env=environment(project)) as terminal:
        hands.open_first(terminal, "Line 0")
        terminal.type("/quite")
        terminal.wait("Find (regular expression)")
        terminal.wait(lambda: hands.field(terminal, "Find (regular expression)") == "quite", patience=5)


def test_started_twice_over(project: Path, crashes: Path) -> None:
    with Terminal(env=environment(project)) as first, Terminal(env=environment(project)) as second:
        for terminal in (first, second):
            terminal.wait("▌")
        leave(first, crashes)
        second.press("down")
        leave(second, crashes)
    hands.check(project)


def test_typing_ahead_keeps_its_order(project: Path, crashes: Path) -> None:
    """Find twice over, label and go on, all in one go: each key meets the screen that the one before it left."""
    with Terminal(env=environment(project)) as terminal:
        hands.open_first(terminal, "Line 0")
        terminal.type("/Norland\r1s/\x15Oslo\r4p/\x15Ada Holm\r1p")
        terminal.wait(lambda: "PERSON" in hands.status(terminal))
        hands.saved(terminal)
        leave(terminal, crashes)
    made = layer(project, "page")
    assert {(span.label, span.text(TEXT)) for span in made.spans.values()} == {
        ("STATE", "Norland"), ("PLACE", "Oslo"), ("PERSON", "Ada Holm"),
    }  # fmt: skip
