"""The guideline of a label, one key away."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from workbench.core.display import safe_line
from workbench.core.schema import Schema
from workbench.tui.commands import GUIDELINE
from workbench.tui.keys import CommandModal


class Guideline(CommandModal[None]):
    """Definition, examples, hard negatives, boundary and relations of a label; left and right step through labels."""

    context = GUIDELINE

    def __init__(self, schema: Schema, label: str | None) -> None:
        super().__init__(classes="listing")
        self._schema = schema
        self._labels = list(schema.labels)
        self._at = self._labels.index(label) if label in schema.labels else 0

    def compose(self) -> ComposeResult:
        """One scrolling text over what the keys do."""
        with Vertical(classes="box"):
            with VerticalScroll(can_focus=False):
                yield Static(self._content(), id="guideline", markup=False)
            hints = self.hint("guideline-previous", "guideline-next", "guideline-close")
            yield Static(hints, markup=False, classes="hint")

    @property
    def _text(self) -> VerticalScroll:
        return self.query_one(VerticalScroll)

    def action_guideline_next(self) -> None:
        """Show the next label."""
        self._step(1)

    def action_guideline_previous(self) -> None:
        """Show the previous label."""
        self._step(-1)

    def _step(self, by: int) -> None:
        self._at = (self._at + by) % len(self._labels)
        self.query_one("#guideline", Static).update(self._content())
        self._text.scroll_home(animate=False)

    def action_guideline_down(self) -> None:
        """Scroll a line down."""
        self._text.scroll_down(animate=False)

    def action_guideline_up(self) -> None:
        """Scroll a line up."""
        self._text.scroll_up(animate=False)

    def action_guideline_page_down(self) -> None:
        """Scroll a screen down."""
        self._text.scroll_page_down(animate=False)

    def action_guideline_page_up(self) -> None:
        """Scroll a screen up."""
        self._text.scroll_page_up(animate=False)

    def action_guideline_close(self) -> None:
        """Back to the page."""
        self.dismiss(None)

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


def _list(heading: str, lines: tuple[str, ...] | list[str]) -> Iterator[Text]:
    if not lines:
        return
    yield Text("")
    yield Text(heading, style="bold")
    for line in lines:
        yield Text(f"• {safe_line(line)}")
