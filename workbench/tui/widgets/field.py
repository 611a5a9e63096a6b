"""A line to type in."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Input

from workbench.core.display import safe_line


class Field(Input):
    """An input of one row whose cursor does not blink, and which shows controls as glyphs while it keeps them."""

    def __init__(
        self, value: str = "", *, placeholder: str = "", id: str | None = None, select_on_focus: bool = False
    ) -> None:
        super().__init__(value, placeholder=placeholder, select_on_focus=select_on_focus, id=id)
        self.cursor_blink = False

    @property
    def _value(self) -> Text:
        """What is painted; Textual would send the value to the terminal as it is."""
        return Text(safe_line(self.value), no_wrap=True, overflow="ignore", end="")
