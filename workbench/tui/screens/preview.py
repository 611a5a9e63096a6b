"""The preview: places in context, each of which can be left out before something happens to all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import SelectionList, Static
from textual.widgets.selection_list import Selection

from workbench.core.display import safe_line
from workbench.core.span import Fragment


class Preview(ModalScreen["list[Fragment] | None"]):
    """Asks which of several places are meant; dismisses with those, or with None."""

    DEFAULT_CSS = """
    Preview { align: center middle; }
    Preview > Vertical { width: 90%; height: 80%; border: round $primary; background: $surface; padding: 0 1; }
    Preview SelectionList { height: 1fr; border: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "Take", priority=True),
        Binding("a", "all", "All or none"),
        Binding("escape,q", "drop", "Cancel"),
    ]

    def __init__(self, title: str, places: Sequence[Fragment], lines: Sequence[str]) -> None:
        super().__init__()
        self._title, self._places, self._lines = title, list(places), lines

    def compose(self) -> ComposeResult:
        """A title, the places, and what the keys do."""
        with Vertical():
            yield Static(Content(safe_line(self._title)), markup=False)
            yield SelectionList[int](
                *(Selection(Content(safe_line(line)), i, initial_state=True) for i, line in enumerate(self._lines))
            )
            yield Static(Content("space leaves one out · a all or none · enter takes them · escape cancels"))

    @property
    def _list(self) -> SelectionList[int]:
        return self.query_one(SelectionList)

    def action_all(self) -> None:
        """Choose all, or none where all are chosen."""
        if len(self._list.selected) == len(self._places):
            self._list.deselect_all()
        else:
            self._list.select_all()

    def action_take(self) -> None:
        """Take the chosen places."""
        self.dismiss([self._places[i] for i in sorted(self._list.selected)])

    def action_drop(self) -> None:
        """Take none."""
        self.dismiss(None)
