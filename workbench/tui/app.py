"""The application: one project open in one terminal, its commands, themes, writer and way out."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, Final
from uuid import UUID

from textual import constants, events
from textual.message import Message

from workbench.core.fault import Fault
from workbench.tui.commands import table
from workbench.tui.config import Config, load
from workbench.tui.host import Host
from workbench.tui.keys import CommandKeys, CommandScreen
from workbench.tui.themes import THEMES, after

if TYPE_CHECKING:
    from workbench.core.edit import Operation
    from workbench.store.commit import Committed
    from workbench.store.database import Database

LEAVING: Final = 5.0
"""Seconds that an interrupted program may take to restore the terminal, once all is written."""
PATIENCE: Final = 2.0
"""Seconds that leaving waits for the disk before it asks."""
TURN: Final = 0.5
"""Seconds that a key at most waits for the one before it to be dealt with."""
_GC: Final = (20_000, 50, 100)
"""Collection thresholds, because the default ones pause for up to 100 ms between two keys."""


def run(url: str, annotator: str) -> int:
    """Open the workbench on a project until its person leaves; returns the exit code.

    Raises:
        Fault: where the project can't be opened, the configuration is wrong, or there is no terminal.
        Exception: what went wrong inside, once the terminal is restored; the caller writes the crash file.
    """
    if not (sys.__stdin__ and sys.__stdin__.isatty() and sys.__stderr__ and sys.__stderr__.isatty()):
        raise Fault("The workbench needs a terminal", "In a pipe use `workbench show` or another command")
    from workbench.store.database import Database

    gc.disable()  # Until the first screen stands; collecting what was just imported costs a tenth of the start.
    config = load()
    with Database.open(url) as db:
        app = Workbench(db, annotator, config)
        try:
            app.run()
        except OSError:
            if not app.hung_up:
                raise
        finally:
            lost = app.stop_writing()
        if lost:
            raise Fault("Some of your last steps could not be saved", f"They are in {lost}")
        if app.fault is not None:
            raise app.fault
        return app.return_code or 0


class Saved(Message):
    """An operation is on the disk."""

    def __init__(self, committed: Committed, operation: Operation) -> None:
        super().__init__()
        self.committed = committed
        self.operation = operation


class NotSaved(Message):
    """An operation could not be saved; the writer keeps it."""

    def __init__(self, operation: Operation, fault: Fault) -> None:
        super().__init__()
        self.operation = operation
        self.fault = fault


class Workbench(Host, inherit_bindings=False):
    """The application itself: how it starts, what holds on every screen, and how it ends."""

    TITLE = "workbench"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False
    ALLOW_SELECT: ClassVar[bool] = False
    PAUSE_GC_ON_SCROLL: ClassVar[bool] = True

    def __init__(self, db: Database, annotator: str, config: Config | None = None) -> None:
        _force_colours()
        config = config or Config()
        super().__init__(db, annotator, table(config.keys))
        self.fault: Exception | None = None
        self.hung_up = False
        self.animation_level = "none"
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "monochrome" if self.no_color else config.theme

    # -- starting --------------------------------------------------------------

    def on_mount(self) -> None:
        """Show the library's frame at once, and what is in it with the next breath."""
        from workbench.tui.screens.library import LibraryScreen

        self._catch_signals()
        self.push_screen(LibraryScreen())
        self.call_after_refresh(self._enter)

    def _enter(self) -> None:
        """Find out who is at the keyboard, and fill the library."""
        from workbench.store.annotators import by_handle

        with self.db.reading() as connection:
            self.viewer = by_handle(connection, self.handle)
        if self.viewer is None:
            self._ask_who()
        else:
            self._tell_viewer()
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        """Prepare the page in the background, and let the collector rest."""
        self.run_worker(_prepare, thread=True, exit_on_error=False)
        gc.freeze()  # Without collecting first, which takes 20 ms to find next to nothing.
        gc.enable()
        gc.set_threshold(*_GC)

    def _tell_viewer(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, CommandKeys):
                screen.on_viewer()

    def _ask_who(self) -> None:
        from workbench.tui.screens.who import Arrival, Who

        def known(arrival: Arrival | None) -> None:
            if arrival is None:
                self.exit(0)
                return
            self.viewer = arrival.annotator
            self.handle = arrival.annotator.handle
            self._tell_viewer()
            if arrival.new and self.schema is not None:
                self._offer_tour()

        self.push_screen(Who(self.handle), known)

    def _offer_tour(self) -> None:
        """Offer the tour to somebody new, once: the project knows them from now on."""
        from workbench.tui.screens.ask import Confirm
        from workbench.tui.screens.tour import Tour

        def answered(wanted: bool | None) -> None:
            if wanted:
                self.push_screen(Tour())

        asked = "Learn the five first keys on a practice page? Nothing of it is saved."
        later = f"In the library, {self.shown_key('library-tour')} starts it at any time."
        self.push_screen(Confirm(asked, later), answered)

    # -- keys ------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Deal with one key before looking at the next, because that may belong to the screen this one opens."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
            return
        screen = self.screen
        if isinstance(screen, CommandScreen) and screen.takes_every_key:
            with screen._context():
                await screen.on_key(event)
        else:
            await self._hand_down(event)
        await _within(TURN, self.screen._mounted_event)

    async def _hand_down(self, event: events.Key) -> None:
        """Let Textual pass a key from widget to widget, and wait until each has had its turn."""
        path = (self.focused or self.screen).ancestors_with_self
        await super().on_event(event)
        for node in path:
            taken = asyncio.Event()
            if node is not self and node.is_running and node.call_later(taken.set):
                await _within(TURN, taken)

    # -- commands that hold everywhere -----------------------------------------

    def action_help(self) -> None:
        """Show the keys of the active screen."""
        from workbench.tui.screens.help import Help

        self.push_screen(Help(self._screen_context()))

    def action_palette(self) -> None:
        """Offer commands, documents and labels by typing."""
        from workbench.tui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def action_theme(self) -> None:
        """Step to the next theme."""
        self.theme = after(self.theme)
        self.say(f"Theme: {self.theme}")

    async def action_quit(self) -> None:
        """Leave, once what is pending is written; where that fails, only if the person insists."""
        if self._writer is None or await asyncio.to_thread(self._writer.settle, PATIENCE):
            self.exit(0)
            return
        from workbench.tui.screens.ask import Confirm

        def insisted(leave: bool | None) -> None:
            if leave:
                self.exit(1)

        self.push_screen(
            Confirm("Not everything could be saved. Leave all the same?", "What is not saved goes into a rescue file."),
            insisted,
        )

    def _screen_context(self) -> str:
        screens = (screen for screen in reversed(self.screen_stack) if isinstance(screen, CommandKeys))
        return next((screen.context for screen in screens), "everywhere")

    def say(self, message: str) -> None:
        """Tell the person something on whichever screen is active."""
        screen = self.screen
        if isinstance(screen, CommandKeys):
            screen.say(message)
        else:
            self.notify(message, markup=False)

    # -- documents -------------------------------------------------------------

    def open_document(self, document: UUID) -> None:
        """Open a document to annotate; from a page that is open already, in its place."""
        if self.viewer is None:
            raise Fault("You have not said who you are")
        from workbench.tui.screens.annotate import AnnotateScreen

        screen = AnnotateScreen(document)
        if isinstance(self.screen, AnnotateScreen):
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    # -- saving ----------------------------------------------------------------

    def _announce_saved(self, committed: Committed, operation: Operation) -> None:
        self.post_message(Saved(committed, operation))

    def _announce_failed(self, operation: Operation, fault: Fault) -> None:
        self.post_message(NotSaved(operation, fault))

    def on_saved(self, message: Saved) -> None:
        """Tell every open screen that an operation is on the disk."""
        for screen in self.screen_stack:
            if isinstance(screen, CommandKeys):
                screen.operation_saved(message.committed, message.operation)

    def on_not_saved(self, message: NotSaved) -> None:
        """Tell every open screen that an operation could not be saved."""
        for screen in self.screen_stack:
            if isinstance(screen, CommandKeys):
                screen.operation_failed(message.operation, message.fault)

    # -- leaving ---------------------------------------------------------------

    def _catch_signals(self) -> None:
        """Write what is pending and restore the terminal when the line drops or somebody ends the process."""
        if self.is_headless or sys.platform == "win32":
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._end, number)

    def _end(self, number: signal.Signals) -> None:
        self.hung_up = number == signal.SIGHUP
        if self._writer is not None:
            self._writer.settle(LEAVING)
        _exit_later(128 + number)
        self.exit(return_code=128 + number)

    def _handle_exception(self, error: Exception) -> None:
        """Keep what went wrong for :func:`run`, because Textual would print local values: words of documents."""
        if isinstance(error, Fault):
            self.fault = self.fault or error
        else:
            self.fault = self.fault if self.fault is not None and not isinstance(self.fault, Fault) else error
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()


def _prepare() -> None:
    """Load what the page needs while the library is being looked at."""
    import workbench.tui.screens.annotate  # noqa: F401


def _force_colours() -> None:
    """Draw in true greys where colour is not wanted, because with fewer colours shades would fall together."""
    if "NO_COLOR" in os.environ:
        vars(constants)["COLOR_SYSTEM"] = "truecolor"


async def _within(seconds: float, event: asyncio.Event) -> None:
    """Wait for an event, but not for ever."""
    if not event.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(event.wait(), seconds)


def _exit_later(code: int) -> None:
    """End the process even if the terminal that is gone holds the way out up; all is written by then."""
    from threading import Timer

    timer = Timer(LEAVING, os._exit, (code,))
    timer.daemon = True
    timer.start()
