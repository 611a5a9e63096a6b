"""Help: the keys of the screen one comes from, straight from the command table, searchable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import Final

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from workbench.tui.commands import CONTEXTS, EVERYWHERE, LIBRARY, READ, UNDER, Command
from workbench.tui.keynames import shown
from workbench.tui.keys import CommandModal
from workbench.tui.widgets.field import Field

INNER: Final = {READ: tuple(c for c in CONTEXTS if c not in (EVERYWHERE, LIBRARY, READ))}
"""Contexts that a screen enters from one of its own, shown after it."""
WIDEST: Final = 100
"""Cells the help covers at most, as in app.tcss."""
_COLUMN: Final = 24


class Help(CommandModal[None]):
    """Lists the keys of a context by section; typing narrows the list, escape closes it."""

    def __init__(self, context: str) -> None:
        super().__init__(classes="help")
        self._contexts = tuple(dict.fromkeys((context, *INNER.get(context, ()), *UNDER.get(context, ()), EVERYWHERE)))

    def compose(self) -> ComposeResult:
        """A search field over the list."""
        with Vertical(classes="box"):
            yield Field(placeholder="type to find a key or a command — esc closes")
            with VerticalScroll(can_focus=False):
                yield Static(id="keys", markup=False)

    def on_mount(self) -> None:
        """List everything."""
        self._list("")
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        self._list(event.value)

    @on(Input.Submitted)
    def _done(self) -> None:
        self.dismiss(None)

    def _list(self, wanted: str) -> None:
        width = min(self.app.size.width, WIDEST) - 6
        self.query_one("#keys", Static).update(listing(self._contexts, self.workbench.commands, wanted, width))
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def on_context_key(self, event: events.Key) -> bool:
        """Scroll while the field has the focus."""
        page = self.query_one(VerticalScroll)
        moves = {
            "down": page.scroll_down, "up": page.scroll_up, "pagedown": page.scroll_page_down,
            "pageup": page.scroll_page_up,
        }  # fmt: skip
        move = moves.get(event.key)
        if move is None:
            return False
        move(animate=False)
        return True

    def action_help(self) -> None:
        """Close, because the key that opened help should also put it away."""
        self.dismiss(None)


def listing(contexts: Iterable[str], commands: tuple[Command, ...], wanted: str = "", width: int = 72) -> Content:
    """The commands of contexts whose keys or words hold what is wanted, a heading over each section.

    Sentences are wrapped at ``width`` cells, beside the keys.
    """
    out: list[Content | str | tuple[str, str]] = []
    for context in contexts:
        rows = [c for c in commands if c.context == context and _matches(c, wanted)]
        if rows:
            out += _section(CONTEXTS[context], rows, width)
    return Content.assemble(*out) if out else Content("No key or command has these words.")


def _section(heading: str, rows: list[Command], width: int) -> Iterator[tuple[str, str]]:
    yield f"{heading}\n", "bold $primary"
    section = ""
    for command in rows:
        if command.section != section:
            section = command.section
            yield f"  {section}\n", "$muted"
        keys = "    " + "  ".join(shown(key) for key in command.keys)
        first, *rest = wrap(command.help, max(20, width - _COLUMN)) or [""]
        yield f"{keys:<{_COLUMN}}" if len(keys) < _COLUMN else f"{keys}\n{'':{_COLUMN}}", "bold $accent"
        yield "\n".join([first, *(" " * _COLUMN + line for line in rest)]) + "\n", "$foreground"
    yield "\n", ""


def _matches(command: Command, wanted: str) -> bool:
    words = wanted.lower().split()
    face = " ".join([command.name, command.help, command.section]).lower()
    keys = {shown(key) for key in command.keys} | set(command.keys)
    return all(word in face or word in keys or word.upper() in keys for word in words)
