"""From a key to what it does: one look-up in the command table, then a direct call.

Textual's bindings are not used for commands: walking them costs more per key than our whole frame, and they refresh
every footer of the application whenever a context changes.
"""

from __future__ import annotations

from collections.abc import Callable
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from textual import events
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from workbench.core.fault import Fault
from workbench.tui.commands import CHOOSE, EVERYWHERE, Command, live
from workbench.tui.host import Host
from workbench.tui.widgets.footer import CommandBar
from workbench.tui.widgets.status import StatusLine

if TYPE_CHECKING:
    from workbench.core.edit import Operation
    from workbench.store.commit import Committed

R = TypeVar("R")
FIELDS: Final = frozenset({"Input", "TextArea", "OptionList"})
"""Widgets that keep their own keys while they have the focus; by name, because importing them costs a start."""
LEAVE: Final = "ctrl+c"
"""Not a command: it says how to leave, because every terminal teaches it and it must never kill work."""


class CommandKeys(DOMNode):
    """What a screen needs to act on keys: its context, dispatch to ``action_<id>``, and refusals in the status line."""

    context: str = EVERYWHERE
    """The context whose keys are live; change it with :meth:`set_context`."""
    own_keys: frozenset[str] = frozenset()
    """Keys that go to :meth:`on_context_key` even where the table knows them: letters of choices shown."""

    @property
    def workbench(self) -> Host:
        """The application, by its own type."""
        return cast(Host, self.app)

    def set_context(self, name: str, own_keys: frozenset[str] = frozenset()) -> None:
        """Switch which context's keys are live, and show them in the footer."""
        self.context = name
        self.own_keys = own_keys
        if (bar := self.command_bar) is not None:
            bar.set_context(name)

    @property
    def command_bar(self) -> CommandBar | None:
        """The screen's footer, where it has one."""
        return next(iter(self.query(CommandBar)), None)

    @property
    def status_line(self) -> StatusLine | None:
        """The screen's status line, where it has one."""
        return next(iter(self.query(StatusLine)), None)

    def on_context_key(self, event: events.Key) -> bool:
        """Take a key that the table does not know here.

        Returns:
            Whether the key meant something.
        """
        return False

    def on_viewer(self) -> None:
        """Take in that the person has said who they are."""

    def operation_saved(self, committed: Committed, operation: Operation) -> None:
        """Take in that an operation is on the disk."""

    def operation_failed(self, operation: Operation, fault: Fault) -> None:
        """Take in that an operation could not be saved; the writer keeps it."""

    async def on_command_bar_chosen(self, message: CommandBar.Chosen) -> None:
        """Carry out the hint that was clicked in the footer."""
        message.stop()
        await self.carry_out(message.command)

    async def on_key(self, event: events.Key) -> None:
        """Look a key up and carry out its command; a focused field's own keys come first, where they mean something."""
        own = event.key in self.own_keys
        field = None if own else _field_with(cast("Screen[Any]", self), event.key)
        if field is not None and await self._let(field, event.key):
            event.stop()
            event.prevent_default()
            return
        command = None if own else self.workbench.keymap[self.context].get(event.key)
        if command is not None:
            event.stop()
            event.prevent_default()
            await self.carry_out(command)
        elif self._attempt(lambda: self.on_context_key(event)):
            event.stop()
            event.prevent_default()
        elif event.key == LEAVE:
            event.stop()
            saved = "" if self.workbench.unsaved else "Everything is saved. "
            self.say(f"{saved}To leave, press {self.workbench.shown_key('quit')}")

    async def _let(self, field: Widget, key: str) -> bool:
        """Let a field act on its key at once, because by the time Textual looks again another may have the focus.

        Returns:
            Whether it did.
        """
        for binding in field._bindings.key_to_bindings[key]:
            if await self.app.run_action(binding.action, field):
                return True
        return False

    async def carry_out(self, command: Command) -> None:
        """Carry out a command of this screen, or else of the application; a refusal goes to the status line."""
        if (status := self.status_line) is not None:
            status.say("")
        action = self.action_of(command)
        if action is None:
            self.say(f"{command.name} is not possible here")
            return
        try:
            done = action()
            if isawaitable(done):
                await done
        except Fault as fault:
            self.say(str(fault))

    def action_of(self, command: Command) -> Callable[[], object] | None:
        """The method that carries out a command here; None where neither screen nor application has one."""
        name = f"action_{command.action}"
        owner: DOMNode = self.app if command.context == EVERYWHERE and not hasattr(self, name) else self
        return getattr(owner, name, None)

    def _attempt(self, work: Callable[[], bool]) -> bool:
        try:
            return work()
        except Fault as fault:
            self.say(str(fault))
            return True

    def say(self, message: str) -> None:
        """Tell the person something in words: in the status line, or over the screen where it has none."""
        if (status := self.status_line) is not None:
            status.say(message)
        elif message:
            self.app.notify(message, markup=False)


class CommandScreen(CommandKeys, Screen[R], inherit_bindings=False):
    """A screen whose keys come from the command table; nothing has the focus until it is given."""

    AUTO_FOCUS = ""

    @property
    def takes_every_key(self) -> bool:
        """Whether nothing with keys of its own has the focus, so that a key need not pass through any widget."""
        return self.focused is None or not self.focused._bindings.key_to_bindings


class CommandModal(CommandKeys, ModalScreen[R]):
    """A question over a screen; escape gives it up. Tab and the arrows move between its fields."""

    context = CHOOSE

    def hint(self, *parts: str) -> str:
        """A line of hints: ids of commands as *key: name*, and words of one's own as they are."""
        named = {c.id: f"{self.workbench.shown_key(c.id)}: {c.name.lower()}" for c in live(self.context)}
        return "   ".join(named.get(part, part) for part in parts)

    def action_choose_cancel(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


def _field_with(screen: Screen[Any], key: str) -> Widget | None:
    """The focused field, where this key is one of its own."""
    focused = screen.focused
    if focused is None or focused._css_type_names.isdisjoint(FIELDS):
        return None
    return focused if key in focused._bindings.key_to_bindings else None
