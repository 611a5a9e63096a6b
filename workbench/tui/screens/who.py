"""Who is at the keyboard: asked once, at the first run of somebody the project does not know."""

from __future__ import annotations

from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from workbench.core.fault import Fault
from workbench.store import annotators
from workbench.store.annotators import Annotator
from workbench.store.database import Database
from workbench.tui.keys import CommandModal
from workbench.tui.widgets.field import Field


class Arrival(NamedTuple):
    """Who has said who they are, and whether the project has only known them since."""

    annotator: Annotator
    new: bool


class Who(CommandModal[Arrival | None]):
    """Asks for a handle and makes (or finds) its annotator; None where one leaves instead."""

    def __init__(self, proposed: str) -> None:
        super().__init__(classes="question")
        self._proposed = proposed

    def compose(self) -> ComposeResult:
        """What the handle is for, and a field with a proposal."""
        with Vertical(classes="box"):
            yield Static("Who are you?", markup=False, classes="title")
            yield Static(
                "Everything you mark is kept under this short name, and nobody else can change it. "
                "Letters, digits, dot, dash and underscore.",
                markup=False, classes="detail",
            )  # fmt: skip
            yield Field(self._proposed, placeholder="a short name, such as mika")
            yield Static("", markup=False, classes="error")
            yield Static("enter: that is me   esc: leave", markup=False, classes="hint")

    def on_mount(self) -> None:
        """Let one type at once."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            self.dismiss(named(self.workbench.db, event.value.strip()))
        except Fault as fault:
            self.query_one(".error", Static).update(str(fault))


def named(db: Database, handle: str) -> Arrival:
    """The annotator of a handle, made where the project has none of it.

    Raises:
        Fault: for a handle that is not well formed or is reserved, or where the database refuses.
    """
    with db.reading() as connection:
        known = annotators.by_handle(connection, handle)
    return Arrival(annotators.ensure(db, handle), known is None)
