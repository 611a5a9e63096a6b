"""The hostile corpus on every screen and in every command: no byte of it obeyed, no screen brought down."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import hostile
from tests.end_to_end import hands, hostile_project
from tests.end_to_end.hostile_project import ME, WORST
from tests.end_to_end.project import environment
from tests.end_to_end.purity import foreign
from tests.end_to_end.terminal import Terminal

SIZES = [(120, 40), pytest.param((80, 24), marks=pytest.mark.slow)]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_project.make(tmp_path_factory.mktemp("hostile") / "hostile.db")


@pytest.fixture(params=SIZES, ids=["120x40", "80x24"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    return request.param


@contextmanager
def opened(project: Path, size: tuple[int, int], crashes: Path) -> Iterator[Terminal]:
    """The program on the hostile project; at the end it must leave well, and everything it sent must be its own."""
    with Terminal(env=environment(project, ME), size=size) as terminal:
        terminal.wait(lambda: "▌" in terminal.text and "saved" in terminal.text)
        yield terminal
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
        assert not crashes.exists()
        assert foreign(bytes(terminal.raw)) == []


def seen(terminal: Terminal, *words: str) -> None:
    """See that hostile text is really on the screen, as glyphs."""
    for word in words:
        terminal.wait(word)


@pytest.mark.parametrize("name", [n for n in hostile.PIECES if n.startswith("control")])
def test_the_check_itself_sees_every_control(name: str) -> None:
    text = hostile.PIECES[name]
    assert foreign(b"\x1b[1;2Hplain \x1b[0m" + text.encode()), name


@pytest.mark.parametrize("name", ["override", "separators", "isolates"])
def test_the_check_itself_sees_what_is_unseen(name: str) -> None:
    assert foreign(hostile.UNSEEN[name].encode())


def test_the_library(project: Path, size: tuple[int, int], crashes: Path) -> None:
    with opened(project, size, crashes) as terminal:
        seen(terminal, "␛]0;31337␇")
        for _ in range(4):
            terminal.press("pagedown")
            terminal.quiet(0.1)
        terminal.press("G", "s")
        terminal.wait("Sorted by title")
        terminal.press("/")
        terminal.wait("type a part")
        terminal.type("31337")
        terminal.wait(lambda: any(line.strip() == "31337" for line in terminal.lines))
        terminal.quiet(0.2)
        terminal.press("enter", "f1")
        terminal.wait("esc closes")
        terminal.press("escape")
        terminal.absent("esc closes")
        terminal.press("ctrl+p")
        terminal.wait("Type a command")
        terminal.press("31337")
        seen(terminal, "␛")
        terminal.press("escape")
        terminal.wait(lambda: "Open this document" not in terminal.text)
        terminal.quiet(0.2)


def test_the_page(project: Path, size: tuple[int, int], crashes: Path) -> None:
    with opened(project, size, crashes) as terminal:
        hands.open_first(terminal, "Start here")
        seen(terminal, "[/foo]")
        for _ in range(12):
            terminal.press("pagedown")
            terminal.quiet(0.05)
        terminal.press("G", "g")
        for keys in ("f", "F"):
            terminal.press(keys)
            terminal.wait("type its letters")
            terminal.press("escape")
            terminal.absent("type its letters")
        hands.find(terminal, r"Piece \d+ \x1b")
        terminal.press("n", "n", "N", "tab", "tab", "]", "p", "v", "L", "L", "escape", ";")
        terminal.press(*["right"] * 60, *["down"] * 30)
        terminal.quiet(0.2)
        terminal.press("B")
        hands.says(terminal, "reading mode")
        for _ in range(4):
            terminal.press("f9")
            terminal.quiet(0.1)
            terminal.press("pagedown")
            terminal.quiet(0.1)
        seen(terminal, "31337")


def test_the_panels_and_questions(project: Path, size: tuple[int, int], crashes: Path) -> None:
    with opened(project, size, crashes) as terminal:
        hands.open_first(terminal, "Start here")
        if size[0] < 110:
            terminal.press("I")
        terminal.press("P")
        terminal.quiet(0.3)
        terminal.press("P", "tab")
        terminal.quiet(0.2)
        for key, shown in (("w", "· G"), ("i", "new entry"), ("m", "Note on"), ("M", "new comment")):
            terminal.press(key)
            terminal.wait(lambda shown=shown: "╭─" in terminal.text and shown in terminal.text)
            terminal.press("down")
            terminal.quiet(0.1)
            terminal.press("escape")
            terminal.wait(lambda: hands.page_is_bare(terminal))
        for key in ("c", "d", "a", "2", "1"):
            terminal.press(key)
            terminal.quiet(0.15)
            terminal.press("escape")
            terminal.quiet(0.1)
        hands.find(terminal, "Piece 6")
        terminal.press("t")
        terminal.quiet(0.1)
        terminal.press("r")
        terminal.quiet(0.2)
        terminal.press("escape")
        terminal.press("f1")
        terminal.wait("esc closes")
        terminal.press("escape")
        terminal.absent("esc closes")
        seen(terminal, "31337")


def test_a_paste_of_everything_into_every_field(project: Path, crashes: Path) -> None:
    with opened(project, (120, 40), crashes) as terminal:
        everything = "".join(hostile.SHORT)
        terminal.press("/")
        terminal.quiet(0.2)
        terminal.paste(everything)
        terminal.quiet(0.3)
        terminal.press("escape")
        terminal.wait("▌")
        hands.open_first(terminal, "Start here")
        for key, shown in (("/", "Find (regular"), ("m", "Note on"), ("i", "new entry"), ("M", "new comment")):
            terminal.press("g", "tab")
            terminal.quiet(0.1)
            terminal.press(key)
            terminal.wait(shown)
            terminal.quiet(0.1)
            terminal.paste(everything)
            terminal.quiet(0.3)
            terminal.press("escape")
            terminal.wait(lambda: hands.page_is_bare(terminal))


def test_the_preview_of_identical_places(project: Path, crashes: Path) -> None:
    with opened(project, (120, 40), crashes) as terminal:
        hands.open_first(terminal, "Start here")
        hands.find(terminal, "end")
        terminal.press("1", "a")
        hands.says(terminal, "31337")
        terminal.press("A")
        terminal.wait("all or none")
        terminal.press("escape")
        terminal.absent("all or none")
        terminal.press("u")
        hands.says(terminal, "undone")
        hands.saved(terminal)


def test_somebody_unknown(project: Path, crashes: Path) -> None:
    with Terminal(env=environment(project, f"new[/]{WORST}".replace("\x07", "")), size=(80, 24)) as terminal:
        terminal.wait("Who are you")
        seen(terminal, "31337")
        terminal.press("ctrl+q")
        terminal.ended()
        assert foreign(bytes(terminal.raw)) == []
    assert not crashes.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("documents",),
        ("show", "1"),
        ("show", "1", "--plain"),
        ("history", "1"),
        ("annotator", "list"),
        ("schema", "show"),
    ],
    ids=" ".join,
)
def test_a_command_in_a_terminal(project: Path, arguments: tuple[str, ...], crashes: Path) -> None:
    with Terminal(*arguments, env=environment(project, ME), size=(100, 30)) as terminal:
        code = terminal.ended()
        assert code == 0, terminal.text
        assert foreign(bytes(terminal.raw), kept="\r\n\t") == []
    assert not crashes.exists()
