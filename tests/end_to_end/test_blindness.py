"""Blindness, from outside: a colleague's unfinished work is on no screen, in no print, in no export; a lead sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end import hands
from tests.end_to_end.project import document, environment, make
from tests.end_to_end.terminal import Terminal
from workbench.core.edit import SPAN, Edit, Operation, on
from workbench.store import annotators, layers
from workbench.store.commit import commit
from workbench.store.database import Database

TEXT = "Anna Bert Carl Dora Emil Fred Gina Hans"
SECRET = "what-bob-thought"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The lead is ada; bob has begun the page, eve has not."""
    path = make(tmp_path / "blind.db", {"page": TEXT}, "ada", "bob", "eve")
    with Database.open(str(path)) as database:
        bob = annotators.ensure(database, "bob")
        layer = layers.open_layer(database, document(path, "page"), bob.id)
        edit = Edit(SPAN, 1, None, {"label": "PERSON", "at": [[0, 4]], "note": SECRET})
        commit(database, Operation(bob.id, "label", on(layer.id, (edit,))), {layer.id: 0})
    return path


def look_at_bob(terminal: Terminal) -> None:
    hands.open_first(terminal, "Anna Bert")
    terminal.press("O")
    terminal.wait(lambda: "bob" in hands.mode_line(terminal))
    hands.pick(terminal, "bob")


def test_the_screen_refuses_an_annotator(project: Path) -> None:
    with Terminal(env=environment(project, "eve")) as terminal:
        look_at_bob(terminal)
        hands.says(terminal, "hidden from you")
        terminal.press("g")
        terminal.quiet()
        assert SECRET not in terminal.text
        terminal.press("D")
        terminal.wait(lambda: "done" in terminal.text.casefold())
        hands.saved(terminal)
        terminal.quiet()
        if "▌" not in terminal.text:
            terminal.press("q")
        terminal.wait("▌")
        terminal.press("enter")
        terminal.wait("Anna Bert")
        terminal.press("O")
        terminal.wait(lambda: "bob" in hands.mode_line(terminal))
        hands.pick(terminal, "bob")
        hands.says(terminal, "layer of bob")
        terminal.press("g")
        terminal.wait(SECRET)
        terminal.press("right", "1", "p")
        hands.says(terminal, "no one can write")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0


def test_the_screen_shows_a_lead(project: Path) -> None:
    with Terminal(env=environment(project, "ada")) as terminal:
        look_at_bob(terminal)
        hands.says(terminal, "layer of bob")
        terminal.press("g")
        terminal.wait(SECRET)
        terminal.press("ctrl+q")
        assert terminal.ended() == 0


@pytest.mark.parametrize(("viewer", "sees"), [("eve", False), ("ada", True), ("bob", True)])
def test_prints_and_exports(project: Path, tmp_path: Path, viewer: str, sees: bool) -> None:
    env = environment(project, viewer)
    shown = hands.workbench("show", "page", "--layers", "bob", **env)
    assert (shown.returncode == 0, SECRET in shown.stdout) == (sees, sees), shown.stderr
    assert sees or "hidden from you" in shown.stderr
    for name, arguments in (("all", ()), ("bobs", ("--layers", "bob")), ("history", ("--history",))):
        out = tmp_path / f"{name}.jsonl"
        done = hands.workbench("export", "jsonl", str(out), *arguments, **env)
        written = out.read_text("utf-8") if out.exists() else ""
        assert (SECRET in written) is sees, (name, done.returncode, done.stderr)
        assert SECRET not in done.stdout + done.stderr
