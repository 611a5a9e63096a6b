"""An application on a small real project, for the tests of this room."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

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
