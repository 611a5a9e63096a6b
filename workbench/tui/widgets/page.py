"""The annotation page: rows with a cursor and a mouse."""

from __future__ import annotations

from typing import Final

from textual import events

from workbench.tui.widgets.page_caret import PageCaret
from workbench.tui.widgets.page_mouse import Pointer

WHEEL: Final = 3
"""Lines that a notch of the wheel scrolls."""


class Page(PageCaret, can_focus=True):
    """A document one can move in by keys and by mouse."""

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(name=name, id=id, classes=classes)
        self._pointer = Pointer(self)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Move to what is clicked; the start of a drag."""
        self._pointer.down(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Grow the selection of a drag."""
        self._pointer.drag(event)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End a drag."""
        self._pointer.up()

    def on_click(self, event: events.Click) -> None:
        """Take a span or word on a double click."""
        if event.chain == 2:
            self._pointer.take(event)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll; the cursor stays."""
        event.stop()
        self.scroll_lines(WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll; the cursor stays."""
        event.stop()
        self.scroll_lines(-WHEEL)
