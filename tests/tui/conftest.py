"""An application on a small real project, for the tests of this room."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.app import App

from tests.tui.project import project
from workbench.store.database import Database
from workbench.tui.app import Workbench


@pytest.fixture(autouse=True)
def _collector() -> Iterator[None]:
    """The application changes when garbage is collected; a test must not pass that on."""
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.enable()
    gc.set_threshold(*thresholds)


@pytest.fixture(autouse=True)
def _own_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures name no web fonts, because a file of ours names no address to download from."""
    real = App.export_screenshot

    def export(self: App[object], **options: Any) -> str:
        return re.sub(r"<!--.*?-->|@font-face \{.*?\}", "", real(self, **options), flags=re.DOTALL)

    monkeypatch.setattr(App, "export_screenshot", export)


@pytest.fixture
def open_app() -> Iterator[Callable[[Database, str], Workbench]]:
    """Applications that stop writing, and databases that close, when the test ends."""
    opened: list[Workbench] = []

    def start(db: Database, handle: str = "mika") -> Workbench:
        opened.append(Workbench(db, handle))
        return opened[-1]

    yield start
    for one in opened:
        one.stop_writing()
        one.db.close()


@pytest.fixture
def app(tmp_path: Path, open_app: Callable[[Database, str], Workbench]) -> Workbench:
    """The application of mika, lead, on eight documents."""
    return open_app(project(tmp_path / "demo.db"), "mika")
