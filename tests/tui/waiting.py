"""Waiting for what an application does in the background."""

from __future__ import annotations

from typing import Any

from textual.pilot import Pilot

from workbench.tui.app import Workbench
from workbench.tui.screens.library import LibraryScreen
from workbench.tui.widgets.documents import DocumentList
from workbench.tui.widgets.status import StatusLine


async def settled(pilot: Pilot[Any]) -> None:
    """Until every worker is done and what they changed is painted."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def library(app: Workbench) -> LibraryScreen:
    """The library screen of an application."""
    return next(screen for screen in app.screen_stack if isinstance(screen, LibraryScreen))


def rows(app: Workbench) -> list[str]:
    """The titles of the rows on the screen."""
    return [row.title or row.name for row in library(app).query_one(DocumentList).in_view()]


def message(app: Workbench) -> str:
    """The latest word of the library's status line."""
    return library(app).query_one(StatusLine).message


def picture(app: Workbench) -> str:
    """The whole screen as plain text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in strips)
