"""The inspector: what stands at the cursor, in words, beside the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import ClassVar, Final

from rich.cells import cell_len, chop_cells, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from workbench.tui.widgets.sight import Note, Sight, notes

WIDE: Final = 110
"""From this many columns on the inspector shows itself."""
_WORD: Final = re.compile(r"\s*\S+|\s+")


class Inspector(Widget, can_focus=False):
    """Spans and relations at the cursor, with attributes, links, notes and problems.

    It is drawn line by line, and only lines that changed are painted, because it changes at every other cursor key.
    """

    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(self) -> None:
        super().__init__()
        self._wanted: bool | None = None
        self._sight: Sight | None = None
        self._face: object = None
        self._lines: list[Note] = []

    def on_mount(self) -> None:
        """Show or hide according to the room there is."""
        self.fit(self.app.size.width)

    def toggle(self) -> None:
        """Show where hidden, hide where shown, from now on."""
        self._wanted = not self.has_class("-shown")
        self.fit(self.app.size.width)

    def fit(self, width: int) -> None:
        """Show or hide according to a width of the screen, unless somebody has chosen."""
        self.set_class(width >= WIDE if self._wanted is None else self._wanted, "-shown")

    def look(self, sight: Sight, *, afresh: bool = False) -> None:
        """Show what is at the cursor now; nothing is painted where that has not changed."""
        face = sight.face
        self._sight = sight
        if self.has_class("-shown") and (afresh or face != self._face):
            self._face = face
            self._show()

    def on_resize(self, event: events.Resize) -> None:
        """Fold the lines at the new width."""
        self._lines = []
        if self._sight is not None:
            self._face = self._sight.face
            self._show()

    def _show(self) -> None:
        """Write the lines anew, and paint those that differ."""
        width, height = self.size
        if self._sight is None or not width or not height:
            return
        before, self._lines = self._lines, lines(notes(self._sight), width, height)
        stale = [
            y for y in range(max(len(before), len(self._lines))) if before[y : y + 1] != self._lines[y : y + 1]
        ]  # fmt: skip
        if stale:
            self.refresh(*(Region(0, y, width, 1) for y in stale))

    def render_line(self, y: int) -> Strip:
        """One line, as wide as the inspector."""
        text, manner = self._lines[y] if y < len(self._lines) else Note("")
        base, width = self.rich_style, self.size.width
        return Strip([Segment(set_cell_size(text, width), base + Style.parse(manner))], width)


def lines(paragraphs: Iterable[Note], width: int, height: int) -> list[Note]:
    """Paragraphs folded at a width in cells; where they are more than ``height`` lines, the last one says so."""
    every = (Note(line, style) for text, style in paragraphs for line in fold(text, width))
    shown = list(islice(every, height + 1))
    while shown and not shown[-1].text:
        shown.pop()
    return shown if len(shown) <= height else [*shown[: height - 1], Note("… and more", "dim")]


@lru_cache(512)
def fold(text: str, width: int) -> tuple[str, ...]:
    """Text in lines of at most ``width`` cells, broken at blanks where there are any; at least one line."""
    return tuple(_folded(text, width)) or ("",)


def _folded(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in _WORD.findall(text):
        if cell_len(line) + cell_len(word) <= width:
            line += word
            continue
        if line:
            yield line
        *full, line = chop_cells(word.lstrip() if line else word, width) or [""]
        yield from full
    if line:
        yield line
