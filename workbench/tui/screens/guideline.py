"""The guideline of a label, one key away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from workbench.core.display import safe_line
from workbench.core.schema import Schema


class Guideline(ModalScreen[None]):
    """Definition, examples, hard negatives, boundary and relations of a label; left and right step through labels."""

    DEFAULT_CSS = """
    Guideline { align: center middle; }
    Guideline > VerticalScroll { width: 90%; max-width: 100; height: 85%; border: round $primary;
        background: $surface; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,w,enter", "close", "Close"),
        Binding("left,h", "step(-1)", "Previous label"),
        Binding("right,l", "step(1)", "Next label"),
    ]

    def __init__(self, schema: Schema, label: str | None) -> None:
        super().__init__()
        self._schema = schema
        self._labels = list(schema.labels)
        self._at = self._labels.index(label) if label in schema.labels else 0

    def compose(self) -> ComposeResult:
        """One scrolling text."""
        with VerticalScroll():
            yield Static(self._content(), id="guideline", markup=False)

    def action_step(self, by: int) -> None:
        """Show another label."""
        self._at = (self._at + by) % len(self._labels)
        self.query_one("#guideline", Static).update(self._content())

    def action_close(self) -> None:
        """Back to the page."""
        self.dismiss()

    def _content(self) -> Content:
        return Content.from_rich_text(Text("\n").join(guideline(self._schema, self._labels[self._at])))


def guideline(schema: Schema, label: str) -> Iterator[Text]:
    """What the guideline says about a label, line by line."""
    part = schema.labels[label]
    yield Text(f"{safe_line(schema.label_name(label))} · {safe_line(part.group)}", style="bold")
    yield Text(safe_line(part.definition))
    yield from _list("Yes", part.examples)
    yield from _list("Not", part.negatives)
    if part.boundary:
        yield Text("")
        yield Text("Boundary", style="bold")
        yield Text(safe_line(part.boundary))
    ends = [
        f"{schema.relation_name(i)}: {', '.join(r.head)} → {', '.join(r.tail)}"
        for i, r in schema.relations.items()
        if schema.matches(label, r.head) or schema.matches(label, r.tail)
    ]
    yield from _list("Relations", ends)
    yield from _list("Attributes", [f"{i}: {', '.join(a.values)}" for i, a in schema.attributes_of(label).items()])
    yield from _list("General rules", [f"{name} {text}" for name, text in schema.rules.items()])
    yield Text("")
    yield Text("← → other labels · escape closes", style="dim")


def _list(heading: str, lines: tuple[str, ...] | list[str]) -> Iterator[Text]:
    if not lines:
        return
    yield Text("")
    yield Text(heading, style="bold")
    for line in lines:
        yield Text(f"• {safe_line(line)}")
