"""What the screens of agreement look like, in pictures one has looked at; only with the Textual they were made with."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import textual
from textual.pilot import Pilot

from tests.tui.waiting import settled
from workbench.tui.app import Workbench

pytestmark = pytest.mark.skipif(textual.__version__ != "8.2.8", reason="pictures differ between versions of Textual")
KEYS = {"board": ["a"], "list": ["a", "enter"], "compare": ["a", "enter", "s", "enter"]}
LOOKS = (("dark", (80, 24)), ("light", (140, 45)), ("monochrome", (80, 24)))


@pytest.mark.parametrize(("theme", "size"), LOOKS, ids=lambda value: value if isinstance(value, str) else f"{value[0]}")
@pytest.mark.parametrize("screen", KEYS)
def test_screens(
    app: Workbench, snap_compare: Callable[..., bool], screen: str, theme: str, size: tuple[int, int]
) -> None:
    async def ready(pilot: Pilot[int]) -> None:
        app.theme = theme
        await settled(pilot)
        for key in KEYS[screen]:
            await pilot.press(key)
            await settled(pilot)

    assert snap_compare(app, terminal_size=size, run_before=ready)
