"""Hostile titles, names and labels on every screen: no crash, and no control of theirs on the terminal."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import struct
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.content import Content
from textual.widgets import Input

from tests.tui.project import project
from tests.tui.waiting import library, picture, settled
from workbench.store.database import Database
from workbench.tui.app import Workbench
from workbench.tui.screens.ask import Ask, Choose, Confirm
from workbench.tui.screens.ingest import Ingest
from workbench.tui.widgets.status import StatusLine

MARKUP = (
    "[/]",
    "a [/b] c",
    "[link=http://x]l[/link]",
    "[@click=app.quit]go[/]",
    "[red]x",
    "[b +",
    "\\[",
    "[[",
    "[$error]x[/]",
)
CONTROLS = (
    "\x1b]0;owned\x07", "\x1b[2J\x1b[6n", "\x9b31mred", "\x9d0;x\x9c", "a\x00b", "bell\x07", "\x7f", "back\x08\x08",
    "cr\rlf\nTab\t", "\u202egnorw", "\u2066iso\u2069", "zero\u200bwidth", "\u2028line", "e\u0301\u0301\u0301",
    "漢字かな", "👩\u200d👩\u200d👧", "\ufeffbom", "\x1bP+q\x1b\\", "\x1b^pm\x1b\\", "x" * 3000,
)  # fmt: skip
HOSTILE = (*MARKUP, *(c for c in CONTROLS if "\x00" not in c))
RAW = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]")


def clean(app: Workbench) -> None:
    """No control character stands in the picture."""
    assert not RAW.search(picture(app).replace("\n", ""))


@pytest.fixture
def hostile(tmp_path: Path, open_app: Callable[[Database, str], Workbench]) -> Workbench:
    """An application whose documents are called by hostile names."""
    return open_app(project(tmp_path / "hostile.db", titles=HOSTILE), "mika")


@pytest.mark.parametrize("size", [(80, 24), (140, 45), (20, 6)])
async def test_the_library(hostile: Workbench, size: tuple[int, int]) -> None:
    async with hostile.run_test(size=size) as pilot:
        await settled(pilot)
        for _ in HOSTILE:
            await pilot.press("down")
        clean(hostile)
        await pilot.press("G", "s", "S", "slash", "[", "slash", "]")
        await settled(pilot)
        clean(hostile)


async def test_the_status_line_and_refusals(app: Workbench) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        screen = library(app)
        for text in (*MARKUP, *CONTROLS):
            screen.say("")
            screen.query_one(StatusLine).show(document=text, position=text, saved=f"not saved: {text}", who=text)
            await pilot.pause()
            clean(app)
            screen.say(text)
            await pilot.pause()
            clean(app)


@pytest.mark.parametrize("texts", [MARKUP, CONTROLS], ids=["markup", "controls"])
async def test_questions(app: Workbench, texts: tuple[str, ...]) -> None:
    few: list[tuple[str, Content | str, int]] = [("a", text, 1) for text in texts[:9]]
    many: list[tuple[str, Content | str, int]] = [("", text, i) for i, text in enumerate(texts * 3)]
    questions = [Ask(text, placeholder=text) for text in texts] + [Confirm(text, text) for text in texts]
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for question in (*questions, Choose(texts[0], few), Choose(texts[0], many)):
            app.push_screen(question)
            await pilot.pause()
            clean(app)
            app.pop_screen()


async def test_the_palette_with_hostile_documents(hostile: Workbench) -> None:
    async with hostile.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("f2")
        for words in ("[/", "owned", "red", "漢字"):
            hostile.screen.query_one(Input).value = words
            await settled(pilot)
            clean(hostile)


async def test_the_preview_of_ingest(app: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [
        {"name": t, "title": t, "source": t, "published": t, "duplicates": [{"name": t, "kind": "near"}]}
        for t in HOSTILE
    ]

    async def run(self: Ingest, *options: str) -> bytes:
        return json.dumps({"documents": found, "skipped": [{"file": HOSTILE[0], "reason": HOSTILE[0]}]}).encode()

    monkeypatch.setattr(Ingest, "_run", run)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("i", *"pages", "enter")
        await settled(pilot)
        await pilot.press("down", "space", "down")
        await settled(pilot)
        clean(app)


# -- a real terminal -----------------------------------------------------------

PROGRAM = "import sys; from workbench.tui.app import run; sys.exit(run(sys.argv[1], 'mika'))"
OURS = re.compile(
    rb"\x1b\[[0-9;?<>=]*[ -/]*[@-~]"  # CSI
    rb"|\x1b[78=>]"
    rb"|\x1bP[^\x1b]*\x1b\\"  # DCS: Textual asks what the terminal can do
    rb"|\x1b\]22;[a-z-]*\x07"  # the shape of the pointer
    rb"|\x1b_G[^\x1b]*\x1b\\"
)


def terminal(path: Path, keys: list[bytes]) -> bytes:
    """What the program writes to a terminal of 80 by 24 while keys are pressed."""
    child, fd = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", COLUMNS="80", LINES="24")
        os.execv(sys.executable, [sys.executable, "-c", PROGRAM, str(path)])
    import fcntl
    import termios

    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    out = read(fd, lambda b: b"F1" in b, 20)
    for key in keys:
        os.write(fd, key)
        out += read(fd, lambda b: False, 0.4)
    os.kill(child, signal.SIGTERM)
    out += read(fd, lambda b: False, 10)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 128 + signal.SIGTERM
    return out


def read(fd: int, enough: Callable[[bytes], bool], seconds: float) -> bytes:
    out, end = b"", time.monotonic() + seconds
    while time.monotonic() < end and not enough(out):
        if not select.select([fd], [], [], 0.05)[0]:
            continue
        try:
            part = os.read(fd, 65536)
        except OSError:
            break
        if not part:
            break
        out += part
    return out


def test_a_terminal_receives_no_control_of_a_document(tmp_path: Path) -> None:
    project(tmp_path / "hostile.db", titles=HOSTILE).close()
    out = terminal(tmp_path / "hostile.db", [b"j", b"j", b"G", b"s", b"/", b"[", b"\x1b", b"\x1bOQ", b"owned"])
    assert b"owned" in out
    assert b"\x1b[?1049l" in out, "the terminal was not restored"
    rest = OURS.sub(b"", out)
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", rest), re.findall(
        rb".{0,20}[\x00-\x08\x0b-\x1f].{0,20}", rest
    )[:3]
    assert not RAW.search(rest.decode("utf-8", "strict").replace("\r", "").replace("\n", ""))
    for harm in (b"\x1b]0;", b"\x1b[6n\x1b", b"\x9b31m", b"\x1b[31mred"):
        assert harm not in out
