"""One document as one line: which columns a width has, and how a row fills them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from workbench.core.display import safe_line

if TYPE_CHECKING:
    from workbench.store.library import LibraryRow

STATUS: Final = {
    "todo": ("○", "to do"),
    "in_progress": ("◐", "started"),
    "done": ("●", "done"),
    "skipped": ("–", "skipped"),
}
"""Each status as a glyph and a word, because colour alone says nothing to some."""
MARK: Final = {"todo": "·", "in_progress": "…", "done": "✓", "skipped": "–"}
"""Each status as one character after a colleague's name."""
_STATUS, _DATE, _SPANS, _MARKS = 10, 10, 5, 3
_ORDERED: Final = {"title": "Title", "source": "Source", "date": "Date", "status": "Status"}


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths in cells; the rest of a line is fixed. A width of 0 leaves a column out."""

    width: int
    title: int
    source: int
    others: int

    @classmethod
    @lru_cache(8)
    def of(cls, width: int) -> Columns:
        """How a line of this width is divided: 80 cells suffice, more goes to titles, sources and colleagues."""
        free = width - (1 + _STATUS + 1 + _DATE + 1 + _SPANS + 1 + _MARKS)
        source, others = max(10, min(24, free // 5)), max(11, min(30, free // 4))
        title = free - source - 1 - others
        if title < 20:
            title, source, others = max(8, free), 0, 0
        return cls(width, title, source, others)


@dataclass(frozen=True, slots=True)
class Paint:
    """The styles of a list."""

    plain: Style
    muted: Style
    heading: Style
    cursor: Style
    warning: Style
    states: Mapping[str, Style]

    @classmethod
    def of(cls, colours: Mapping[str, str]) -> Paint:
        """The styles of a theme's variables."""
        ground = colours["background"]

        def style(colour: str, bold: bool | None = None) -> Style:
            return Style(color=colours[colour], bgcolor=ground, bold=bold)

        states = {
            "todo": style("foreground"), "in_progress": style("accent"), "done": style("success"),
            "skipped": style("muted"),
        }  # fmt: skip
        cursor = Style(color=colours["cursor-text"], bgcolor=colours["cursor"], bold=True)
        heading = Style(color=colours["muted"], bgcolor=ground, underline=True)
        return cls(style("foreground"), style("muted"), heading, cursor, style("warning", bold=True), states)


def heading(columns: Columns, paint: Paint, order: tuple[str, bool]) -> Strip:
    """The names of the columns, with an arrow at the one that orders them."""

    def name(of: str) -> str:
        arrow = ("▾" if order[1] else "▴") if _ORDERED.get(order[0]) == of else ""
        return of + arrow

    parts = [
        " ", _fit(name("Status"), _STATUS), _fit(name("Title"), columns.title), " ",
        _fit(name("Source"), columns.source), " " if columns.source else "", _fit(name("Date"), _DATE), " ",
        "Spans", " ", _fit("", _MARKS), _fit("Colleagues", columns.others),
    ]  # fmt: skip
    return Strip([Segment("".join(parts), paint.heading)]).adjust_cell_length(columns.width, paint.heading)


def line(row: LibraryRow, columns: Columns, paint: Paint, *, current: bool) -> Strip:
    """One document."""
    glyph, word = STATUS[row.status]
    title = safe_line(row.title or row.name)
    plain = paint.muted if row.archived else paint.plain
    parts = [
        ("▌" if current else " ", paint.plain),
        (_fit(f"{glyph} {'put away' if row.archived else word}", _STATUS), paint.states[row.status]),
        (_fit(title, columns.title) + " ", plain),
        (_fit(safe_line(row.source or ""), columns.source) + (" " if columns.source else ""), paint.muted),
        (_fit(safe_line(row.published or ""), _DATE) + " ", paint.muted),
        (f"{row.spans or '':>{_SPANS}} ", plain),
        (_fit(marks(row), _MARKS), paint.warning),
        (_fit(colleagues(row, columns.others), columns.others), paint.muted),
    ]
    segments = [Segment(text, paint.cursor if current else style) for text, style in parts if text]
    return Strip(segments).adjust_cell_length(columns.width, paint.cursor if current else paint.plain)


def marks(row: LibraryRow) -> str:
    """Flag and duplicate marks: ``!`` flagged, ``≈`` nearly the same text as another."""
    return f" {'!' if row.flag else ' '}{'≈' if row.duplicates else ' '}"


def colleagues(row: LibraryRow, width: int) -> str:
    """How far the others are: each handle with the mark of its status, as many as fit."""
    words = [f"{safe_line(handle)}{MARK[status]}" for handle, status in row.others.items()]
    out = ""
    for i, word in enumerate(words):
        rest = f" +{len(words) - i}"
        if cell_len(out) + cell_len(word) + (len(rest) if i < len(words) - 1 else 0) > width:
            return out + rest.strip() if out else _fit(word, width)
        out += word + " "
    return out.rstrip()


def _fit(text: str, width: int) -> str:
    """Text in exactly so many cells, an ellipsis where something is left out."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, width - 1) + "…" if width > 0 else ""
