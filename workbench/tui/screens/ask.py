"""Small questions over a screen: a line of text, yes or no, one of several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Generic, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.fuzzy import Matcher
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from workbench.core.display import safe_line
from workbench.tui.keys import CommandModal
from workbench.tui.widgets.field import Field

T = TypeVar("T")

MANY: Final = 12
"""From how many choices on a filter is offered."""
MOST: Final = 200
"""How many choices are listed at once; typing narrows them."""


class Ask(CommandModal[str | None]):
    """Asks for one line of text; the answer is None where it was given up."""

    def __init__(self, title: str, text: str = "", placeholder: str = "", *, select: bool = False) -> None:
        super().__init__(classes="question")
        self._title = safe_line(title)
        self._text = text
        self._select = select
        self._placeholder = safe_line(placeholder)

    def compose(self) -> ComposeResult:
        """A title over a field."""
        with Vertical(classes="box"):
            yield Static(self._title, markup=False, classes="title")
            yield Field(self._text, placeholder=self._placeholder, select_on_focus=self._select)
            yield Static("enter: done   esc: cancel", markup=False, classes="hint")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value)


class Confirm(CommandModal[bool]):
    """Asks yes or no; escape is no."""

    own_keys = frozenset("ynYN") | {"enter"}

    def __init__(self, question: str, detail: str = "") -> None:
        super().__init__(classes="question")
        self._question = safe_line(question)
        self._detail = "\n".join(safe_line(line) for line in detail.splitlines())

    def compose(self) -> ComposeResult:
        """The question, its detail, and what answers it."""
        with Vertical(classes="box"):
            yield Static(self._question, markup=False, classes="title")
            if self._detail:
                yield Static(self._detail, markup=False, classes="detail")
            yield Static("y, enter: yes   n, esc: no", markup=False, classes="hint")

    def on_context_key(self, event: events.Key) -> bool:
        """Take y, n and enter."""
        if event.key not in self.own_keys:
            return False
        self.dismiss(event.key in ("y", "Y", "enter"))
        return True

    def action_choose_cancel(self) -> None:
        """Answer no."""
        self.dismiss(False)


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """One of several: the key that picks it (or nothing), what people see, and what it stands for."""

    key: str
    shown: Content
    value: T


class Choose(CommandModal[T | None]):
    """Asks for one of several: by key, by digit, with arrows and enter, by mouse, or by typing where there are many."""

    BINDINGS: ClassVar = [("down", "move(1)", ""), ("up", "move(-1)", "")]

    def __init__(self, title: str, options: Iterable[tuple[str, Content | str, T]]) -> None:
        super().__init__(classes="question")
        self._title = safe_line(title)
        self._choices = [Choice(key, _content(words), value) for key, words, value in options]
        self._many = len(self._choices) > MANY
        self._listed: Sequence[Choice[T]] = ()
        if not self._many:
            digits = {str(i + 1) for i in range(min(9, len(self._choices)))}
            self.own_keys = frozenset({c.key for c in self._choices if c.key} | digits)

    def compose(self) -> ComposeResult:
        """A title, a filter where there are many, and the choices."""
        with Vertical(classes="box"):
            yield Static(self._title, markup=False, classes="title")
            if self._many:
                yield Field(placeholder="type to narrow")
            yield OptionList(id="choices", markup=False)
            yield Static("↑ ↓ enter: choose   esc: cancel", markup=False, classes="hint")

    def on_mount(self) -> None:
        """List everything."""
        self._list(self._choices)
        (self.query_one(Input) if self._many else self.query_one(OptionList)).focus()

    def _list(self, choices: Sequence[Choice[T]]) -> None:
        self._listed = choices[:MOST]
        shown = self.query_one(OptionList)
        shown.clear_options()
        shown.add_options([Option(self._line(choice)) for choice in self._listed])
        shown.highlighted = 0 if self._listed else None

    def _line(self, choice: Choice[T]) -> Content:
        if self._many:
            return choice.shown
        return Content.assemble((f" {choice.key or ' '} ", "bold $accent"), choice.shown)

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        if not event.value:
            self._list(self._choices)
            return
        matcher = Matcher(event.value)
        scored = [(matcher.match(choice.shown.plain), choice) for choice in self._choices]
        self._list([choice for score, choice in sorted(scored, key=lambda pair: -pair[0]) if score > 0])

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is not None:
            self.dismiss(self._listed[highlighted].value)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._listed[event.option_index].value)

    def action_move(self, by: int) -> None:
        """Move the highlight while the filter has the focus."""
        shown = self.query_one(OptionList)
        shown.action_cursor_down() if by > 0 else shown.action_cursor_up()

    def on_context_key(self, event: events.Key) -> bool:
        """Pick by key, or by place as a digit."""
        if self._many:
            return False
        for choice in self._choices:
            if choice.key == event.key:
                self.dismiss(choice.value)
                return True
        if event.key.isdecimal() and 0 < int(event.key) <= len(self._choices):
            self.dismiss(self._choices[int(event.key) - 1].value)
            return True
        return False


def _content(words: Content | str) -> Content:
    return words if isinstance(words, Content) else Content(safe_line(words))
