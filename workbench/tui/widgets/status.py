"""The status line: where one is, whether all is saved, who one is, and the latest word on what was asked."""

from __future__ import annotations

from typing import Final

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.widgets import Static

from workbench.core.display import safe_line

SAVED: Final = "saved"
SAVING: Final = "saving…"
NOT_SAVED: Final = "not saved"


class StatusLine(Static):
    """One line, changed by direct calls and painted without a layout, because a message would cost two frames.

    On the left stands the latest word, or else name and position; on the right the saved state and who one is.
    """

    DEFAULT_CSS = """
    StatusLine { height: 1; background: $surface; color: $foreground; text-wrap: nowrap; }
    """
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(markup=False, id=id)
        self.document = ""
        self.position = ""
        self.saved = SAVED
        self.who = ""
        self.message = ""

    def on_mount(self) -> None:
        """Show what was set before."""
        self._paint()

    def on_resize(self) -> None:
        """Place the two halves anew."""
        self._paint()

    def show(
        self, *, document: str | None = None, position: str | None = None, saved: str | None = None,
        who: str | None = None,
    ) -> None:  # fmt: skip
        """Change parts of the line; what is not given stays."""
        before = (self.document, self.position, self.saved, self.who)
        self.document = self.document if document is None else safe_line(document)
        self.position = self.position if position is None else safe_line(position)
        self.saved = self.saved if saved is None else safe_line(saved)
        self.who = self.who if who is None else safe_line(who)
        if before != (self.document, self.position, self.saved, self.who):
            self._paint()

    def say(self, message: str) -> None:
        """Show a word on what was asked, until the next command; nothing takes it away."""
        message = safe_line(message[:1].upper() + message[1:])
        if message != self.message:
            self.message = message
            self._paint()

    def _paint(self) -> None:
        if self.is_mounted:
            self.update(self.line(self.size.width), layout=False)

    def line(self, width: int) -> Content:
        """The line at a width in cells."""
        right = [part for part in (self.saved, self.who) if part]
        tail = " · ".join(right) + " "
        if cell_len(tail) > width * 2 // 3:
            tail = set_cell_size(tail, max(0, width * 2 // 3 - 1)) + "…"
        room = max(0, width - cell_len(tail) - 1)
        left, style = self._left(room)
        return Content.assemble(" ", (left, style), (tail, "$error bold" if self._unsaved else "$muted"))

    @property
    def _unsaved(self) -> bool:
        return self.saved.startswith(NOT_SAVED)

    def _left(self, room: int) -> tuple[str, str]:
        if self.message:
            return _fit(self.message, room), "$warning"
        place = f"  {self.position}" if self.position else ""
        name = _fit(self.document, max(0, room - cell_len(place)), pad=False)
        return _fit(name + place, room), "$foreground"


def _fit(text: str, room: int, *, pad: bool = True) -> str:
    """Text in at most (or exactly) so many cells, an ellipsis where something is left out."""
    if cell_len(text) > room:
        return set_cell_size(text, room - 1) + "…" if room > 0 else ""
    return set_cell_size(text, room) if pad else text
