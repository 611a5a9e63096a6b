"""The footer: one line of keys from the command table, or a line that a mode writes itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, cast

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from workbench.tui.commands import EVERYWHERE, Command, of
from workbench.tui.host import Host
from workbench.tui.keynames import shown

MOST: Final = 8
"""How many hints a footer shows at most."""


class CommandBar(Static):
    """One line: the hints of a context in the order of the table, as many as fit; a click on one carries it out."""

    DEFAULT_CSS = """
    CommandBar { height: 1; background: $panel; color: $foreground; text-wrap: nowrap; }
    """
    ALLOW_SELECT = False

    class Chosen(Message):
        """A hint was clicked."""

        def __init__(self, command: Command) -> None:
            super().__init__()
            self.command = command

    def __init__(self, context: str, *, id: str | None = None) -> None:
        super().__init__(markup=False, id=id)
        self.context = context
        self._mode: Callable[[int], Content] | None = None
        self._places: list[tuple[int, int, Command]] = []

    def on_mount(self) -> None:
        """Show the hints once the commands can be asked for."""
        self._paint()

    def on_resize(self) -> None:
        """Show as many hints as fit now."""
        self._paint()

    def set_context(self, context: str) -> None:
        """Show another context's hints, and no mode line."""
        if context == self.context and self._mode is None:
            return
        self.context = context
        self._mode = None
        self._paint()

    def show(self, line: Callable[[int], Content] | None) -> None:
        """Show a mode's own line, made for a width in cells, in place of the hints; None brings the hints back."""
        self._mode = line
        self._paint()

    def _paint(self) -> None:
        if not self.is_mounted:
            return
        if self._mode is not None:
            self._places = []
            self.update(self._mode(self.size.width), layout=False)
            return
        commands = cast(Host, self.app).commands
        content, self._places = hints(hinted(self.context, commands), self.size.width)
        self.update(content, layout=False)

    def on_click(self, event: events.Click) -> None:
        """Ask the screen to carry out the hint under the pointer."""
        event.stop()
        for start, end, command in self._places:
            if start <= event.x < end:
                self.post_message(self.Chosen(command))
                return


def hinted(context: str, commands: tuple[Command, ...]) -> list[Command]:
    """The commands a footer hints at, in order; all of a context that names no place for any."""
    here = of(context, commands)
    wanted = [c for c in (*here, *of(EVERYWHERE, commands)) if c.footer] if any(c.footer for c in here) else [*here]
    return sorted(wanted, key=lambda c: c.footer)[:MOST]


def hints(commands: Iterable[Command], width: int) -> tuple[Content, list[tuple[int, int, Command]]]:
    """Hints that fit a width in cells, with the columns each one covers; the last one stays where others must go."""
    commands = list(commands)
    room = width - 1
    while len(commands) > 1 and sum(_cells(c) for c in commands) > room:
        del commands[-2]
    content = Content(" ")
    places: list[tuple[int, int, Command]] = []
    at = 1
    for command in commands:
        key, name = _words(command)
        content += Content.assemble((key, "bold $accent"), (f" {name}  ", "$foreground"))
        places.append((at, at + _cells(command), command))
        at += _cells(command)
    return content, places


def _words(command: Command) -> tuple[str, str]:
    plain = [key for key in command.keys if "+" not in key]
    key = next(iter((*plain, *command.keys)), "")
    return (shown(key) if key else "–"), command.name


def _cells(command: Command) -> int:
    key, name = _words(command)
    return cell_len(key) + cell_len(name) + 3
