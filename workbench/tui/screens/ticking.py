"""Ticking: a list of things of which some may be left out before something happens to the rest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.content import Content
from textual.widgets import SelectionList
from textual.widgets.selection_list import Selection

from workbench.tui.commands import TICK
from workbench.tui.keys import CommandModal, R


class Ticks(SelectionList[int], inherit_bindings=False):
    """Things with a tick each, by their places; its keys are those of the command table."""

    ALLOW_SELECT: ClassVar[bool] = False

    @property
    def taken(self) -> list[int]:
        """The places of what is ticked, in order."""
        return sorted(self.selected)

    def show(self, lines: Iterable[Content]) -> None:
        """List other things, all of them ticked."""
        self.clear_options()
        self.add_options([Selection(line, place, True) for place, line in enumerate(lines)])
        self.highlighted = 0 if self.option_count else None


class Ticking(CommandModal[R]):
    """A question with a list of ticks; :meth:`action_tick_take` answers it."""

    context = TICK

    @property
    def ticks(self) -> Ticks:
        """The list."""
        return self.query_one(Ticks)

    def action_tick(self) -> None:
        """Leave the highlighted one out, or take it in again."""
        self.ticks.action_select()

    def action_tick_all(self) -> None:
        """Take all, or none where all are taken."""
        if len(self.ticks.taken) == self.ticks.option_count:
            self.ticks.deselect_all()
        else:
            self.ticks.select_all()

    def action_tick_take(self) -> None:
        """Take those that are ticked."""
        raise NotImplementedError

    def action_tick_down(self) -> None:
        """Next one."""
        self.ticks.action_cursor_down()

    def action_tick_up(self) -> None:
        """Previous one."""
        self.ticks.action_cursor_up()

    def action_tick_page_down(self) -> None:
        """Next screen."""
        self.ticks.action_page_down()  # type: ignore[no-untyped-call]

    def action_tick_page_up(self) -> None:
        """Previous screen."""
        self.ticks.action_page_up()  # type: ignore[no-untyped-call]
