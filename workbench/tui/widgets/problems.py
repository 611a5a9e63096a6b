"""The list of problems: one line each, and the way to the place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from workbench.core.display import safe_line
from workbench.core.problems import Problem

AT_MOST = 500
"""More problems than this are counted, not listed."""


class ProblemList(OptionList):
    """The problems of the open layer; choosing one goes there."""

    on_choose: Callable[[int], None] | None = None

    def show(self, problems: Sequence[Problem]) -> None:
        """List problems, keeping the highlighted line where it was."""
        at = self.highlighted or 0
        self.clear_options()
        if not problems:
            self.add_option(Option(Content("No problems"), disabled=True))
            return
        self._spans = [p.span for p in problems[:AT_MOST]]
        self.add_options(Option(Content(f"! {safe_line(p.message)}  ({p.kind})")) for p in problems[:AT_MOST])
        if len(problems) > AT_MOST:
            self.add_option(Option(Content(f"and {len(problems) - AT_MOST} more"), disabled=True))
        self.highlighted = min(at, len(self._spans) - 1)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the span of the chosen problem."""
        event.stop()
        if self.on_choose is not None and event.option_index < len(self._spans):
            self.on_choose(self._spans[event.option_index])

    _spans: list[int] = []
