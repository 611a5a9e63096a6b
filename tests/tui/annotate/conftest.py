"""The annotate screen open on a small real document."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from textual.pilot import Pilot

from tests.tui.annotate.project import TEXT, make
from tests.tui.waiting import settled
from workbench.core.layer import Layer
from workbench.core.span import Span
from workbench.store import documents, layers
from workbench.store.database import Database
from workbench.tui.app import Workbench
from workbench.tui.screens.annotate import AnnotateScreen

Open = Callable[[Database, str], Workbench]


@dataclass
class Desk:
    """A person at the annotate screen."""

    app: Workbench
    pilot: Pilot[int]
    name: str = "first"

    @property
    def screen(self) -> AnnotateScreen:
        """The annotate screen, wherever it is in the stack."""
        return next(s for s in self.app.screen_stack if isinstance(s, AnnotateScreen))

    @property
    def layer(self) -> Layer:
        """The open layer in memory."""
        return self.screen.work.layer

    @property
    def said(self) -> str:
        """What the status line says."""
        return self.screen.status.message

    async def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        await self.pilot.press(*keys)

    async def select(self, words: str, occurrence: int = 0) -> None:
        """Select a stretch of the text, as a mouse would."""
        at = -1
        for _ in range(occurrence + 1):
            at = self.screen.work.text.index(words, at + 1)
        self.screen.page.move_to(at)
        self.screen.page.select(at, at + len(words))
        await self.pilot.pause()

    async def label(self, words: str, *keys: str, occurrence: int = 0) -> Span:
        """Select words and give them a label; returns the new span."""
        await self.select(words, occurrence)
        await self.press(*keys)
        return self.layer.spans[max(self.layer.spans)]

    def layer_document(self) -> UUID:
        """The document whose layer was opened first."""
        with self.app.db.reading() as connection:
            return documents.document(connection, self.name).id

    def stored(self) -> Layer:
        """The layer as it is on the disk, once nothing is on its way."""
        assert self.app.writer.settle(10)
        with self.app.db.reading() as connection:
            return layers.load_layer(connection, self.layer.id)


@pytest.fixture
async def desk(tmp_path: Path, open_app: Open) -> AsyncIterator[Desk]:
    """Ada, lead, at the first of two documents."""
    db = make(tmp_path / "desk.db", {"first": TEXT, "second": "Ada Holm spoke. Norland listened."})
    app = open_app(db, "ada")
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        with db.reading() as connection:
            app.open_document(documents.document(connection, "first").id)
        await settled(pilot)
        yield Desk(app, pilot)
