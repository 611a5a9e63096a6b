"""The head of the library: the project, how many documents are in which state, and a bar for each annotator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from workbench.core.display import safe_line
from workbench.tui.widgets.row import STATUS

BAR: Final = 10
"""Cells of an annotator's bar."""
_EIGHTHS: Final = " ▏▎▍▌▋▊▉"


@dataclass(frozen=True, slots=True)
class Counts:
    """What the head shows: the project's name, documents by the viewer's status, and how many each person finished.

    ``listed`` is how many documents the present list holds, ``done`` pairs of handle and finished documents.
    """

    project: str
    documents: int
    listed: int
    statuses: Mapping[str, int] = field(default_factory=dict)
    done: Sequence[tuple[str, int]] = ()


class Progress(Static):
    """Two lines over the list; shows dashes until the counts have come."""

    DEFAULT_CSS = """
    Progress { height: 2; background: $panel; color: $foreground; text-wrap: nowrap; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._counts: Counts | None = None

    def show(self, counts: Counts) -> None:
        """Show new counts."""
        self._counts = counts
        self._paint()

    def on_resize(self) -> None:
        """Show as many bars as fit."""
        self._paint()

    def _paint(self) -> None:
        if self._counts is not None and self.is_mounted:
            self.update(lines(self._counts, self.size.width), layout=False)


def lines(counts: Counts, width: int) -> Content:
    """Both lines at a width in cells."""
    name = safe_line(counts.project)
    words = [f"{counts.documents:,} document{'s' if counts.documents != 1 else ''}"]
    words += [f"{glyph} {n:,} {word}" for status, (glyph, word) in STATUS.items() if (n := counts.statuses.get(status))]
    if counts.listed != counts.documents:
        words.append(f"{counts.listed:,} listed")
    return Content.assemble(
        (f" {name}", "bold $primary"), (f"  {' · '.join(words)}", "$foreground"), "\n", *_bars(counts, width)
    )


def _bars(counts: Counts, width: int) -> Iterator[tuple[str, str]]:
    room = width - 2
    yield " ", ""
    people = list(counts.done)
    for i, (handle, done) in enumerate(people):
        name, tally = safe_line(handle), f" {done:,}/{counts.documents:,}   "
        more = f"+{len(people) - i}"
        if cell_len(name) + 1 + BAR + len(tally) + (len(more) if i < len(people) - 1 else -3) > room:
            yield more, "$muted"
            return
        filled, rest = bar(done, counts.documents)
        yield f"{name} ", "$foreground"
        yield filled, "$success"
        yield rest, "$muted"
        yield tally, "$muted"
        room -= cell_len(name) + 1 + BAR + len(tally)


def bar(part: int, whole: int) -> tuple[str, str]:
    """A bar of :data:`BAR` cells as its filled and its empty half; nothing filled where there is nothing to do."""
    eighths = 0 if whole <= 0 else max(0, min(BAR * 8, part * BAR * 8 // whole))
    if part and not eighths:
        eighths = 1
    filled = "█" * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")
    return filled, "·" * (BAR - len(filled))
