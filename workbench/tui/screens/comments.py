"""Comments on a document: reading, answering and settling them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar, cast
from uuid import UUID

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from workbench.core.display import safe_line
from workbench.core.edit import Operation
from workbench.core.fault import Fault
from workbench.core.span import Fragment
from workbench.store import comments
from workbench.store.comments import Comment
from workbench.store.commit import write
from workbench.store.connection import Connection
from workbench.store.streams import revs
from workbench.tui.host import Host
from workbench.tui.widgets.field import Field


class Comments(ModalScreen["Fragment | None"]):
    """The comments of a document; dismisses with the place of the one chosen, or None."""

    DEFAULT_CSS = """
    Comments { align: center middle; }
    Comments > Vertical { width: 90%; max-width: 100; height: 80%; border: round $primary;
        background: $surface; padding: 0 1; }
    Comments OptionList { height: 1fr; border: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "drop", priority=True),
        Binding("down", "step(1)", priority=True),
        Binding("up", "step(-1)", priority=True),
        Binding("ctrl+r", "resolve", priority=True),
        Binding("ctrl+g", "go", priority=True),
    ]

    def __init__(self, document: UUID, place: Fragment | None) -> None:
        super().__init__()
        self._document, self._place = document, place
        self._found: list[Comment] = []

    def compose(self) -> ComposeResult:
        """The comments, a field for a new one, and what the keys do."""
        with Vertical():
            yield Static(Content("Comments"), markup=False, id="asked")
            yield OptionList(id="found")
            yield Field(placeholder="a new comment on what is selected, or an answer to the one highlighted")
            yield Static(Content("enter says it · ctrl+r settled or open · ctrl+g goes to the place · escape closes"))

    def on_mount(self) -> None:
        """Read the comments."""
        self.query_one(Input).focus()
        self._read()

    @property
    def _viewer(self) -> UUID:
        viewer = self._workbench.viewer
        assert viewer is not None, "nobody opens a document before saying who they are"
        return viewer.id

    @property
    def _workbench(self) -> Host:
        return cast(Host, self.app)

    def _read(self) -> None:
        with self._workbench.db.reading() as connection:
            self._found = comments.comments_of(connection, self._viewer, self._document)
        found = self.query_one(OptionList)
        found.clear_options()
        found.add_options(Option(_line(c)) for c in self._found)
        found.add_option(Option(Content("＋ a new comment")))
        found.highlighted = len(self._found)

    def _highlighted(self) -> Comment | None:
        at = self.query_one(OptionList).highlighted
        return self._found[at] if at is not None and at < len(self._found) else None

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Say what was typed."""
        event.stop()
        answered = self._highlighted()
        if answered is None:
            said = self._save(lambda _: comments.start(self._document, self._viewer, event.value, self._place))
        else:
            said = self._save(lambda connection: comments.reply(connection, answered, self._viewer, event.value))
        if said:
            event.input.value = ""

    def action_resolve(self) -> None:
        """Mark the highlighted comment as settled, or as open again."""
        comment = self._highlighted()
        if comment is not None:
            self._save(lambda _: comments.resolve(comment, self._viewer, not comment.resolved))

    def action_go(self) -> None:
        """Go to the place of the highlighted comment."""
        comment = self._highlighted()
        if comment is not None and comment.start is not None and comment.end is not None:
            self.dismiss((comment.start, comment.end))

    def action_step(self, by: int) -> None:
        """Move in the list while the field keeps the focus."""
        found = self.query_one(OptionList)
        found.highlighted = ((found.highlighted or 0) + by) % found.option_count

    def action_drop(self) -> None:
        """Close."""
        self.dismiss(None)

    def _save(self, operation: Callable[[Connection], Operation]) -> bool:
        """Save an operation and show what there is then; returns whether it was saved."""
        try:
            with self._workbench.db.writing() as connection:
                made = operation(connection)
                write(connection, made, revs(connection, made.streams))
        except Fault as fault:
            self.query_one("#asked", Static).update(Content(safe_line(str(fault))))
            return False
        self._read()
        return True


def _line(comment: Comment) -> Content:
    when = datetime.fromtimestamp(comment.at / 1000).strftime("%Y-%m-%d %H:%M")
    answer = "  ↳ " if comment.n > 1 else ""
    text = Text(f"{answer}{safe_line(comment.handle)} {when}  ", style="dim")
    text.append(safe_line(comment.body), style="dim strike" if comment.resolved else "")
    return Content.from_rich_text(text)
