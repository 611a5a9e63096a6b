"""Comments on a document: reading, answering and settling them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from rich.text import Text
from textual.content import Content

from workbench.core.display import safe_line
from workbench.core.edit import Operation, Refused
from workbench.core.span import Fragment
from workbench.store import comments
from workbench.store.comments import Comment
from workbench.store.commit import write
from workbench.store.connection import Connection
from workbench.store.streams import revs
from workbench.tui.commands import COMMENTS
from workbench.tui.screens.field_list import FieldList
from workbench.tui.widgets.field import Field


class Comments(FieldList["Fragment | None", Comment]):
    """The comments of a document; dismisses with the place of the one chosen, or None."""

    context = COMMENTS
    FIELD_FIRST: ClassVar[bool] = False

    def __init__(self, document: UUID, place: Fragment | None) -> None:
        field = Field(placeholder="a comment on what is selected, or an answer to the highlighted")
        super().__init__("Comments", field, "enter: say it", "comment-settle", "comment-go")
        self._document, self._place = document, place

    def on_mount(self) -> None:
        """Read the comments."""
        super().on_mount()
        self._read()

    @property
    def _viewer(self) -> UUID:
        viewer = self.workbench.viewer
        assert viewer is not None, "nobody opens a document before saying who they are"
        return viewer.id

    def _read(self) -> None:
        with self.workbench.db.reading() as connection:
            found = comments.comments_of(connection, self._viewer, self._document)
        self.show([(_line(c), c) for c in found], "+ a new comment", at=len(found))

    def enter(self) -> None:
        """Say what was typed, as a comment or as an answer to the one highlighted."""
        answered, said = self.highlighted, self.typed
        if answered is None:
            self._save(lambda _: comments.start(self._document, self._viewer, said, self._place))
        else:
            self._save(lambda connection: comments.reply(connection, answered, self._viewer, said))
        self._field.value = ""

    def action_comment_settle(self) -> None:
        """Mark the highlighted comment as settled, or as open again."""
        comment = self._require()
        self._save(lambda _: comments.resolve(comment, self._viewer, not comment.resolved))

    def action_comment_go(self) -> None:
        """Go to the place of the highlighted comment."""
        comment = self._require()
        if comment.start is None or comment.end is None:
            raise Refused("this comment is on the whole document")
        self.dismiss((comment.start, comment.end))

    def _require(self) -> Comment:
        comment = self.highlighted
        if comment is None:
            raise Refused("no comment is highlighted", "The arrows go to one")
        return comment

    def _save(self, operation: Callable[[Connection], Operation]) -> None:
        """Save an operation and show what there is then."""
        with self.workbench.db.writing() as connection:
            made = operation(connection)
            write(connection, made, revs(connection, made.streams))
        self._read()


def _line(comment: Comment) -> Content:
    when = datetime.fromtimestamp(comment.at / 1000).strftime("%Y-%m-%d %H:%M")
    answer = "  ↳ " if comment.n > 1 else ""
    text = Text(f"{answer}{safe_line(comment.handle)} {when}  ", style="dim")
    text.append(safe_line(comment.body), style="dim strike" if comment.resolved else "")
    return Content.from_rich_text(text)
