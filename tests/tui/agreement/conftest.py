"""The application of a lead on a project in which two annotators differ."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.agreement.project import differing
from workbench.store.database import Database
from workbench.tui.app import Workbench


@pytest.fixture
def app(tmp_path: Path, open_app: Callable[[Database, str], Workbench]) -> Workbench:
    """The application of mika, who leads."""
    return open_app(differing(tmp_path / "demo.db"), "mika")
