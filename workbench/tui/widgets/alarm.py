"""The alarm: what is wrong and what to do about it, in as many lines as that takes."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.widgets import Static

from workbench.core.display import safe_line


class Alarm(Static):
    """Stands under the status line while work can't be saved, because a line of 80 columns has no room for a cure."""

    DEFAULT_CSS = """
    Alarm { height: auto; max-height: 4; padding: 0 1; background: $surface; color: $error; text-style: bold;
        display: none; }
    """
    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(self) -> None:
        super().__init__(markup=False)

    def show(self, words: str) -> None:
        """Show what is wrong; nothing takes the alarm away."""
        if words or self.display:
            self.update(Content(safe_line(words)))
            self.display = bool(words)
