"""A line to type in."""

from __future__ import annotations

from textual.widgets import Input


class Field(Input):
    """An input of one row whose cursor does not blink."""

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(value, placeholder=placeholder, select_on_focus=False, id=id)
        self.cursor_blink = False
