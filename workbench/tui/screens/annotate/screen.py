"""The annotate screen itself: opening a document, its widgets, and saving's news."""

from __future__ import annotations

from contextlib import suppress
from typing import ClassVar
from uuid import UUID

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal

from workbench.core.edit import Operation, Refused
from workbench.core.fault import Fault
from workbench.store.annotators import Annotator
from workbench.store.commit import Committed
from workbench.tui.commands import READ
from workbench.tui.page.palette import PALETTES
from workbench.tui.screens.annotate.colleagues import Colleagues
from workbench.tui.screens.annotate.opening import Opened, next_todo, open_document, remember_place
from workbench.tui.screens.annotate.presence import BEAT
from workbench.tui.session import Session
from workbench.tui.widgets.alarm import Alarm
from workbench.tui.widgets.footer import CommandBar
from workbench.tui.widgets.inspector import Inspector
from workbench.tui.widgets.page import Page
from workbench.tui.widgets.problems import ProblemList
from workbench.tui.widgets.status import SAVED, SAVING, StatusLine


class Desk(Horizontal):
    """Page and inspector side by side; they cover it, so nothing of it is painted."""

    BLANK: ClassVar[bool] = True


class AnnotateScreen(Colleagues):
    """One document, with the annotator's own layer on it."""

    BLANK: ClassVar[bool] = True
    CSS_PATH: ClassVar = "annotate.tcss"
    FOCUS_BEFORE_LOADING: ClassVar = "Page"

    def __init__(self, document: UUID) -> None:
        super().__init__()
        self.context = READ
        self.document = document
        self.entities = {}
        self.matches = []
        self.hints = {}

    @property
    def viewer(self) -> Annotator:
        """Who is at the keyboard.

        Raises:
            Refused: where nobody has said so yet.
        """
        if self.workbench.viewer is None:
            raise Refused("you have not said who you are")
        return self.workbench.viewer

    def compose(self) -> ComposeResult:
        """Status line and alarm, page and panels, footer."""
        yield StatusLine()
        yield Alarm()
        with Desk(id="desk"):
            yield Page()
            yield Inspector()
        yield ProblemList()
        yield CommandBar(READ)

    def on_mount(self) -> None:
        """Open the document."""
        self.page.on_move = self.moved
        self.page.on_select = self.selected
        self.problem_list.display = False
        self.problem_list.on_choose = lambda n: self.attempt(lambda: self.go_to_span(n))
        self.page.focus()
        self.page.set_palette(PALETTES[self.app.theme])
        self.app.theme_changed_signal.subscribe(self, lambda theme: self.page.set_palette(PALETTES[theme.name]))
        self.load(self.document)
        self.set_interval(BEAT, self.beat)

    def on_resize(self, event: events.Resize) -> None:
        """Show the inspector where there is room for it."""
        self.inspector.fit(event.size.width)

    def on_unmount(self) -> None:
        """The layer is open here no longer."""
        self.depart()

    def load(self, document: UUID) -> None:
        """Open a document on this screen, where its annotator left it."""
        try:
            self.show_opened(open_document(self.workbench.db, self.viewer, document))
        except Fault as fault:
            self.say(str(fault))

    def show_opened(self, opened: Opened) -> None:
        """Show a document that was read, with its layer."""
        self.document = opened.layer.document
        self._fresh()
        self.session = self._session(opened)
        self.entities = opened.entities
        self.status.show(document=opened.name, who=self.viewer.handle, saved=SAVED)
        self.alarm.show("")
        self.page.load(opened.text, opened.tokens, opened.layer, opened.schema, opened.zones)
        self.page.restore(opened.place)
        self.refresh_panels()
        self.arrive()

    def _fresh(self) -> None:
        """Forget what belonged to the document before."""
        self.span_at = self.relation_at = self.fragment_of = None
        self.matches, self.hints, self.warned, self.problems = [], {}, False, 0
        for name in ("sentences", "paragraphs", "names", "first_keys"):
            self.__dict__.pop(name, None)

    def _session(self, opened: Opened) -> Session:
        return Session(
            opened.text,
            opened.tokens,
            opened.zones,
            opened.layer,
            opened.schema,
            opened.schema_version,
            self.viewer.id,
            self._submit,
            opened.recall,
            opened.undo,
            opened.redo,
            opened.readonly,
        )

    def _submit(self, operation: Operation, seen: dict[UUID, int]) -> None:
        self.status.show(saved=SAVING)
        self.workbench.writer.submit(operation, seen)

    def operation_saved(self, committed: Committed, operation: Operation) -> None:
        """Say *saved* once nothing is on its way any more."""
        if not self.workbench.writer.pending():
            self.status.show(saved=SAVED)
            self.alarm.show("")

    def operation_failed(self, operation: Operation, fault: Fault) -> None:
        """Stop further edits of this layer, say so, and offer what can be done."""
        if self.session is not None and self.session.layer.id in operation.streams:
            self.saving_failed(fault)

    def go_next(self, said: str) -> None:
        """Open the next document to do, or go back to the library where there is none."""
        self.remember()
        self.workbench.writer.settle(5)
        following = next_todo(self.workbench.db, self.viewer, self.document)
        if following is None:
            self.dismiss()
            self.app.notify(f"{said}; nothing is left to do", markup=False)
            return
        self.load(following)
        self.say(f"{said}; this is the next one to do")

    def leave(self) -> None:
        """Remember the place and go back to the library."""
        self.remember()
        self.dismiss()

    def remember(self) -> None:
        """Keep where the annotator is, for the next time."""
        if self.session is not None:
            with suppress(Fault):  # A convenience must never keep anybody from leaving.
                remember_place(self.workbench.db, self.viewer, self.document, self.page.place)
