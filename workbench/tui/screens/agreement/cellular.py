"""Screens over a list of cells: the keys that move in it."""

from __future__ import annotations

from workbench.tui.keys import CommandScreen
from workbench.tui.widgets.cells import CellList


class Cellular(CommandScreen[None]):
    """A screen with one :class:`~workbench.tui.widgets.cells.CellList`."""

    @property
    def cells(self) -> CellList:
        """The list."""
        return self.query_one(CellList)

    def action_cell_down(self) -> None:
        """Next line with a figure."""
        self.cells.move(1)

    def action_cell_up(self) -> None:
        """Previous line with a figure."""
        self.cells.move(-1)

    def action_cell_right(self) -> None:
        """Next figure of the line."""
        self.cells.move_cell(1)

    def action_cell_left(self) -> None:
        """Previous figure of the line."""
        self.cells.move_cell(-1)

    def action_cell_page_down(self) -> None:
        """Next screen."""
        self.cells.move_page(1)

    def action_cell_page_up(self) -> None:
        """Previous screen."""
        self.cells.move_page(-1)

    def action_cell_first(self) -> None:
        """First line."""
        self.cells.first()

    def action_cell_last(self) -> None:
        """Last line."""
        self.cells.last()
