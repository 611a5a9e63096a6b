"""What the annotate screen looks like, in pictures one has looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import textual
from textual.pilot import Pilot

from tests.tui.annotate.conftest import Desk
from tests.tui.annotate.project import TEXT, make
from tests.tui.waiting import settled
from workbench.store import documents
from workbench.store.database import Database
from workbench.tui.app import Workbench

pytestmark = pytest.mark.skipif(textual.__version__ != "8.2.8", reason="pictures differ between versions of Textual")
Open = Callable[[Database, str], Workbench]
LOOKS = [
    ("dark", (80, 24)),
    ("dark", (140, 45)),
    ("light", (80, 24)),
    ("monochrome", (80, 24)),
    ("colour-blind", (140, 45)),
]


@pytest.fixture
def app(tmp_path: Path, open_app: Open) -> Workbench:
    """The application of Ada on one document."""
    return open_app(make(tmp_path / "desk.db", {"first": TEXT}), "ada")


async def annotated(app: Workbench, pilot: Pilot[int]) -> Desk:
    """Spans of all groups, nested, discontinuous and misaligned, and two relations."""
    await settled(pilot)
    with app.db.reading() as connection:
        app.open_document(documents.document(connection, "first").id)
    await settled(pilot)
    desk = Desk(app, pilot)
    meet = await desk.label("meet", "3", "m")
    holm = await desk.label("Ada Holm", "1", "p")
    await desk.label("President Ada Holm", "4", "r")
    berg = await desk.label("Jon Berg", "1", "p")
    await desk.label("U.S.", "1", "s")
    act = await desk.label("act was", "2", "a")
    desk.screen.go_to_span(act.n)
    await desk.press("plus")
    await desk.select("amended")
    await desk.press("plus")
    for tail in (holm, berg):
        desk.screen.go_to_span(meet.n)
        await desk.press("r")
        hint = next(letters for letters, at in desk.screen.hints.items() if at == tail.start)
        await desk.press(*hint)
        if desk.screen.choosing is not None:
            await desk.press("a")
    desk.screen.go_to_span(meet.n)
    desk.screen.look_at_problems()
    assert app.writer.settle(10)
    await settled(pilot)
    return desk


@pytest.mark.parametrize(("theme", "size"), LOOKS, ids=lambda x: x if isinstance(x, str) else f"{x[0]}x{x[1]}")
def test_annotate(app: Workbench, snap_compare: Callable[..., bool], theme: str, size: tuple[int, int]) -> None:
    async def ready(pilot: Pilot[int]) -> None:
        app.theme = theme
        await annotated(app, pilot)

    assert snap_compare(app, terminal_size=size, run_before=ready)


def test_hints(app: Workbench, snap_compare: Callable[..., bool]) -> None:
    async def ready(pilot: Pilot[int]) -> None:
        await annotated(app, pilot)
        await pilot.press("r")

    assert snap_compare(app, terminal_size=(80, 24), run_before=ready)


def test_reading_without_colours(app: Workbench, snap_compare: Callable[..., bool]) -> None:
    async def ready(pilot: Pilot[int]) -> None:
        app.theme = "monochrome"
        await annotated(app, pilot)
        await pilot.press("B")

    assert snap_compare(app, terminal_size=(80, 24), run_before=ready)


def test_guideline(app: Workbench, snap_compare: Callable[..., bool]) -> None:
    async def ready(pilot: Pilot[int]) -> None:
        await annotated(app, pilot)
        await pilot.press("w")
        await settled(pilot)

    assert snap_compare(app, terminal_size=(80, 24), run_before=ready)
