"""The preview: places in context, each of which can be left out before something happens to all of them."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from workbench.core.display import safe_line
from workbench.core.span import Fragment
from workbench.tui.screens.ticking import Ticking, Ticks


class Preview(Ticking["list[Fragment] | None"]):
    """Asks which of several places are meant; dismisses with those, or with None."""

    def __init__(self, title: str, places: Sequence[Fragment], lines: Sequence[str]) -> None:
        super().__init__(classes="listing")
        self._title, self._places, self._lines = safe_line(title), list(places), lines

    def compose(self) -> ComposeResult:
        """A title, the places, and what the keys do."""
        with Vertical(classes="box"):
            yield Static(self._title, markup=False, classes="title")
            yield Ticks()
            yield Static(self.hint("tick", "tick-all", "tick-take", "choose-cancel"), markup=False, classes="hint")

    def on_mount(self) -> None:
        """List the places."""
        self.ticks.show(Content(safe_line(line)) for line in self._lines)
        self.ticks.focus()

    def action_tick_take(self) -> None:
        """Take the chosen places."""
        self.dismiss([self._places[i] for i in self.ticks.taken])
