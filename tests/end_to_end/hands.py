"""Hands: what a person at the annotate screen does over and over, by keys alone and by what they see."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.end_to_end.terminal import Terminal, environment

PAGE_ROWS = slice(1, -2)
"""Lines of the screen that the page covers: one line of status stands above or below it, and the footer below."""


def open_first(terminal: Terminal, words: str) -> None:
    """From the library, open the document under the cursor, whose page shows these words."""
    terminal.wait(lambda: "to do" in terminal.text and "▌" in terminal.text)
    terminal.press("enter")
    terminal.wait(words)


def find(terminal: Terminal, pattern: str) -> None:
    """Look for a regular expression and stand on its match."""
    terminal.press("/")
    fill(terminal, "Find (regular expression)", pattern)
    says(terminal, "match ")


def label(terminal: Terminal, pattern: str, keys: str, name: str) -> None:
    """Find some text and give it a label by the keys of its group and itself."""
    find(terminal, pattern)
    terminal.press(*keys)
    says(terminal, name)


def fill(terminal: Terminal, asked: str, answer: str) -> None:
    """Answer a question that asks for a line of text, in place of what its field held before."""
    terminal.wait(asked)
    terminal.type("~~")
    terminal.wait(lambda: field(terminal, asked).endswith("~~"))
    terminal.press("ctrl+u")
    terminal.wait(lambda: not field(terminal, asked))
    terminal.type(answer)
    terminal.wait(lambda: field(terminal, asked) == answer)
    terminal.press("enter")
    terminal.absent(asked)


def field(terminal: Terminal, asked: str) -> str:
    """What stands in the field below a question."""
    at = next(y for y, line in enumerate(terminal.lines) if asked in line)
    return terminal.lines[at + 2].split("│")[-2].strip()


def relate(terminal: Terminal, tail: str, *picks: str) -> None:
    """Relate the current span to the one that starts with these words: by its hint, then by what is asked.

    ``picks`` are words of the options to pick, in the order in which they are asked for.
    """
    x, y = on_page(terminal, tail)
    terminal.press("r")
    terminal.wait("type its letters")
    shown = re.search(r"\((\d+) on the screen", terminal.text)
    assert shown is not None, terminal.text
    hint = terminal.at(x, y, 1 if int(shown[1]) <= 26 else 2)
    assert hint.strip().isalpha(), f"no hint on {tail!r}:\n{terminal.text}"
    terminal.press(*hint)
    for wanted in picks:
        pick(terminal, wanted)
    says(terminal, "→")


def pick(terminal: Terminal, wanted: str) -> None:
    """Choose an option of the mode line by the key that stands before its words."""
    option = re.compile(rf"(?:^|\s)(\S)\s+{re.escape(wanted)}(?=\s|$)")
    terminal.wait(lambda: option.search(mode_line(terminal)))
    found = option.search(mode_line(terminal))
    assert found is not None
    terminal.press(found[1])


def on_page(terminal: Terminal, words: str) -> tuple[int, int]:
    """Where words first stand on the page: column and row."""
    for y in range(*PAGE_ROWS.indices(terminal.screen.lines)):
        x = terminal.at(0, y, page_columns(terminal)).find(words)
        if x >= 0:
            return x, y
    raise AssertionError(f"{words!r} is not on the page:\n{terminal.text}")


def page_columns(terminal: Terminal) -> int:
    """How many columns surely belong to the page and not to the panel beside it."""
    return terminal.screen.columns * 2 // 3 if terminal.screen.columns >= 110 else terminal.screen.columns


def status(terminal: Terminal) -> str:
    """The line that says what happened and whether it is saved."""
    return next((line for line in terminal.lines if "saved" in line or "saving" in line), "")


def says(terminal: Terminal, words: str) -> None:
    """Wait until the status line has these words, in capitals or not."""
    terminal.wait(lambda: words.casefold() in status(terminal).casefold())


def mode_line(terminal: Terminal) -> str:
    """The last line: the footer, or what a mode asks."""
    return terminal.lines[-1]


def saved(terminal: Terminal) -> None:
    """Wait until the screen says that everything is on the disk."""
    terminal.wait(lambda: re.search(r"(?<!not )\bsaved\b", status(terminal)))


def workbench(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the program to its end."""
    return subprocess.run(
        [sys.executable, "-m", "workbench", *arguments], env=environment(env), capture_output=True, text=True,
        check=False, timeout=120,
    )  # fmt: skip


def check(path: Path) -> None:
    """See that ``workbench db check`` finds nothing."""
    done = workbench("db", "check", WORKBENCH_DB=str(path))
    assert done.returncode == 0, done.stdout + done.stderr


def page_is_bare(terminal: Terminal) -> bool:
    """Whether no question or panel lies over the page; every one of them has round corners, and nothing else has."""
    return "╭─" not in terminal.text


def label_words(terminal: Terminal, count: int, keys: str = "1p", name: str = "PERSON") -> None:
    """Label so many words, one after another from the cursor on, waiting only for the screen and not for the disk."""
    for _ in range(count):
        terminal.press(*keys)
        says(terminal, name)
        terminal.press("right")
        terminal.wait(lambda: name not in status(terminal))
