"""A list beside a field: what is typed goes to the field while the arrows move in the list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from workbench.core.display import safe_line
from workbench.core.fault import Fault
from workbench.tui.keys import CommandModal, R
from workbench.tui.widgets.field import Field

T = TypeVar("T")


class Lines(OptionList, can_focus=False, inherit_bindings=False):
    """The list; the field keeps the focus, so that one can always type."""

    ALLOW_SELECT: ClassVar[bool] = False


class FieldList(CommandModal[R], Generic[R, T]):
    """Things to pick one of, with a last line that stands for a new one, and a field.

    Enter carries out :meth:`enter`; what it refuses is said under the list.
    """

    FIELD_FIRST: ClassVar[bool] = True

    def __init__(self, title: str, field: Field, *hints: str) -> None:
        super().__init__(classes="listing")
        self._title, self._field, self._hints = safe_line(title), field, hints
        self._things: list[T] = []

    def compose(self) -> ComposeResult:
        """A title, the field and the list, and what the keys do."""
        with Vertical(classes="box"):
            yield Static(self._title, markup=False, classes="title")
            if self.FIELD_FIRST:
                yield self._field
            yield Lines(markup=False)
            if not self.FIELD_FIRST:
                yield self._field
            yield Static(markup=False, classes="error")
            yield Static(self.hint(*self._hints, "choose-cancel"), markup=False, classes="hint")

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return self._field.value

    @property
    def lines(self) -> Lines:
        """The list on the screen."""
        return self.query_one(Lines)

    @property
    def highlighted(self) -> T | None:
        """The thing under the highlight; None on the last line."""
        at = self.lines.highlighted
        return self._things[at] if at is not None and at < len(self._things) else None

    def show(self, rows: Iterable[tuple[Content, T]], last: str, *, at: int) -> None:
        """List things as they are shown, and a last line that stands for a new one; highlight the one at a place."""
        shown = list(rows)
        self._things = [thing for _, thing in shown]
        self.lines.clear_options()
        self.lines.add_options([Option(words) for words, _ in shown])
        self.lines.add_option(Option(Content(safe_line(last))))
        self.lines.highlighted = at

    def enter(self) -> None:
        """Do what enter does with what is typed and highlighted.

        Raises:
            Fault: where it can't be done.
        """
        raise NotImplementedError

    def say(self, message: str) -> None:
        """Tell the person something under the list."""
        said = self.query_one(".error", Static)
        said.update(safe_line(message))
        said.display = bool(message)

    def on_mount(self) -> None:
        """Let one type at once."""
        self.say("")
        self._field.focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._enter()

    def _enter(self) -> None:
        self.say("")
        try:
            self.enter()
        except Fault as fault:
            self.say(str(fault))

    def action_list_down(self) -> None:
        """Next line of the list."""
        self.lines.action_cursor_down()

    def action_list_up(self) -> None:
        """Previous line of the list."""
        self.lines.action_cursor_up()

    def action_list_page_down(self) -> None:
        """Next screen of the list."""
        self.lines.action_page_down()  # type: ignore[no-untyped-call]

    def action_list_page_up(self) -> None:
        """Previous screen of the list."""
        self.lines.action_page_up()  # type: ignore[no-untyped-call]
