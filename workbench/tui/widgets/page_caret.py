"""The page's rows with a cursor: a selection, the span in focus, and hints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from workbench.core.layer import Layer
from workbench.core.schema import Schema
from workbench.core.span import Fragment, Span
from workbench.core.tokens import Tokens
from workbench.core.zone import Zone
from workbench.tui.page import hints
from workbench.tui.page.caret import Caret, Unit
from workbench.tui.widgets.page_rows import PageRows


class PageCaret(PageRows):
    """A document one can move in.

    ``on_move`` (the cursor's offset) and ``on_select`` (the selection) are called at once and not posted, because a
    posted message would paint two frames later. Motions take ``extend`` to grow the selection.
    """

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(name=name, id=id, classes=classes)
        self.on_move: Callable[[int], None] | None = None
        self.on_select: Callable[[Fragment | None], None] | None = None
        self._caret: Caret | None = None
        self._unit: Unit = "token"
        self._hints: dict[str, int] = {}
        self._awaited: Fragment | None = None

    def load(self, text: str, tokens: Tokens, layer: Layer, schema: Schema, zones: Sequence[Zone] = ()) -> None:
        """Show a document from its start, with the cursor on its first unit."""
        self._caret = None
        self._awaited = None
        self._hints = {}
        super().load(text, tokens, layer, schema, zones)

    # -- state -----------------------------------------------------------------

    @property
    def caret(self) -> Caret:
        """Where one stands; made with the rows."""
        if self._caret is None or self._caret.rows is not self.rows:
            self.laid_out()
        assert self._caret is not None
        return self._caret

    def laid_out(self) -> None:
        """Keep the cursor and selection over new rows; start anew on a new text."""
        old = self._caret
        self._caret = Caret(self.lanes.rows, self.sheet.tokens)
        self._caret.unit = self._unit
        if old is not None and old.rows.text is self.sheet.text:
            self._caret.cursor, self._caret.selection = old.cursor, old.selection
            self._caret.anchored = old.anchored
        else:
            self._caret.cursor = self._caret.text_edge(last=False)
        self._caret_to_look()
        self.look.current = self._innermost()

    @property
    def cursor(self) -> int:
        """The cursor's offset in code points, 0 to the text's length."""
        if self.loaded and not self.wrapped:
            return self._awaited[0] if self._awaited else 0
        return self.caret.cursor

    @property
    def selection(self) -> Fragment | None:
        """The selected range, or None."""
        return self.caret.selection

    @property
    def unit(self) -> Unit:
        """What the cursor stands on: a token or a grapheme."""
        return self._unit

    @unit.setter
    def unit(self, unit: Unit) -> None:
        self._unit = unit
        if self.loaded:
            self.caret.unit = unit
            self._moved(self._marked())

    @property
    def current(self) -> int | None:
        """The number of the span in focus: the innermost at the cursor, until :meth:`set_current` says otherwise."""
        return self.look.current

    def current_range(self) -> Fragment:
        """What a label key takes: the selection, or the token or grapheme at the cursor.

        Raises:
            Refused: where there is no text at the cursor.
        """
        return self.caret.range()

    @property
    def place(self) -> Fragment:
        """The cursor's offset and that of the first row on screen, for coming back."""
        return self.cursor, self.top

    def restore(self, place: Fragment) -> None:
        """Come back to a place, at once or as soon as the page has a size."""
        if not self.size.width:
            self._awaited = place
            return
        cursor, top = place
        self.move_to(cursor)
        self._scroll_to_line(self.lanes.tops[self.rows.row_of(top)])
        self.reveal(self.cursor)

    def resized(self) -> None:
        """Go to the place that waited for a size, and keep the cursor in sight."""
        place, self._awaited = self._awaited, None
        if place is not None:
            self.restore(place)
        elif self.wrapped:
            self.reveal(self.cursor)

    # -- moving ----------------------------------------------------------------

    def move_to(self, offset: int, extend: bool = False) -> None:
        """Put the cursor at an offset and show it."""
        self._go(offset, extend)

    def move_left(self, extend: bool = False) -> None:
        """Move one unit back."""
        self._go(self.caret.by_unit(-1), extend)

    def move_right(self, extend: bool = False) -> None:
        """Move one unit on."""
        self._go(self.caret.by_unit(1), extend)

    def move_rows(self, by: int, extend: bool = False) -> None:
        """Move by rows, keeping the column."""
        self.caret.column()
        self._go(self.caret.by_row(by), extend, keep_column=True)

    def move_pages(self, by: int, extend: bool = False) -> None:
        """Move by screens, keeping the column; one line stays in sight."""
        lanes, caret = self.lanes, self.caret
        column, row, step = caret.column(), self.rows.row_of(self.cursor), 1 if by > 0 else -1
        line = lanes.tops[row] + by * max(1, self.size.height - 1)
        target, _ = lanes.row_at(max(0, min(lanes.height - 1, line)))
        if target == row:
            target = max(0, min(self.rows.count - 1, row + step))
        self.scroll_pages(by)
        found = caret.nearest(target, column, step)
        self._go(self.cursor if found is None else found, extend, keep_column=True)

    def move_row_start(self, extend: bool = False) -> None:
        """Move to the first unit of the row."""
        self._go(self.caret.row_edge(last=False), extend)

    def move_row_end(self, extend: bool = False) -> None:
        """Move to the last unit of the row."""
        self._go(self.caret.row_edge(last=True), extend)

    def move_first(self, extend: bool = False) -> None:
        """Move to the start of the document."""
        self._go(self.caret.text_edge(last=False), extend)

    def move_last(self, extend: bool = False) -> None:
        """Move to the end of the document."""
        self._go(self.caret.text_edge(last=True), extend)

    def step(self, edge: int, by: int, is_end: bool) -> int:
        """The next edge of a unit after (or before) an edge: where a span's end or start grows or shrinks to."""
        return self.caret.step(edge, by, is_end)

    def toggle_anchor(self) -> None:
        """Start a selection at the cursor that every motion grows, or drop it."""
        before = self._marked()
        self.caret.toggle_anchor()
        self._moved(before)

    def select(self, start: int, end: int) -> None:
        """Select exactly [start, end)."""
        before = self._marked()
        self.caret.select(start, end)
        self._moved(before)

    def clear_selection(self) -> None:
        """Select nothing; the cursor stays."""
        before = self._marked()
        self.caret.clear()
        self._moved(before)

    def set_current(self, n: int | None) -> None:
        """Put one of several overlapping spans in focus; the next move of the cursor chooses anew."""
        self.repaint(self._focus(n))

    # -- hints -----------------------------------------------------------------

    def show_hints(self, offsets: Iterable[int]) -> dict[str, int]:
        """Lay hint letters over offsets, in the order of :func:`workbench.tui.page.hints.labels`.

        Returns:
            Offsets by hint.
        """
        targets = sorted(set(offsets))
        self._hints = dict(zip(hints.labels(len(targets)), targets, strict=True))
        self.narrow_hints("")
        return self._hints

    def narrow_hints(self, typed: str) -> None:
        """Show only the hints that begin with what was typed: all of those laid, for nothing."""
        self._set_hints({hint: offset for hint, offset in self._hints.items() if hint.startswith(typed)})

    def clear_hints(self) -> None:
        """Take the hints away."""
        self._hints = {}
        self._set_hints({})

    def _set_hints(self, labels: dict[str, int]) -> None:
        before = self.look.hints
        self.look.hints = {offset: hint for hint, offset in labels.items()}
        self.repaint({self.rows.row_of(offset) for offset in before.keys() | self.look.hints.keys()})

    # -- after a change of the layer -------------------------------------------

    def refresh_spans(self, *spans: Span) -> None:
        """Show an edit: give every span that changed, as it was and as it is, and both ends of changed relations."""
        stale = self._focus(self._innermost()) if self.current not in self.sheet.layer.spans else set()
        super().refresh_spans(*spans)
        stale |= self._focus(self._innermost())
        self.repaint(stale)

    # -- how moving repaints ---------------------------------------------------

    def _go(self, offset: int, extend: bool, keep_column: bool = False) -> None:
        before = self._marked()
        self.caret.place(offset, extend, keep_column)
        self._moved(before)

    def _marked(self) -> tuple[Fragment | None, Fragment | None]:
        return self.look.cursor, self.look.selection

    def _caret_to_look(self) -> None:
        caret = self.caret
        self.look.cursor = caret.at(caret.cursor)
        self.look.selection = caret.selection

    def _moved(self, before: tuple[Fragment | None, Fragment | None]) -> None:
        """Repaint what the cursor and selection left and reached, then tell the owner."""
        self._caret_to_look()
        stale: set[int] = set()
        for old, new in zip(before, self._marked(), strict=True):
            if old != new:
                stale.update(*(self._seen(a, b) for a, b in changed(old, new)))
        stale |= self._focus(self._innermost())
        self.repaint(stale)
        self.reveal(self.cursor)
        if self.on_move is not None:
            self.on_move(self.cursor)
        if self.on_select is not None and before[1] != self.look.selection:
            self.on_select(self.look.selection)

    def _seen(self, start: int, end: int) -> range:
        """The rows of [start, end) that may have been painted; those off screen are forgotten cheaply with them."""
        rows = self.rows.under(start, end)
        kept = [row for row, _ in self._strips if row in rows]
        return range(min(kept), max(kept) + 1) if kept else range(0)

    def _innermost(self) -> int | None:
        spans = self.sheet.layer.at(self.cursor)
        return min(spans, key=lambda span: (span.end - span.start, -span.n)).n if spans else None

    def _focus(self, n: int | None) -> set[int]:
        """Put a span in focus.

        Returns:
            The rows that look different for it.
        """
        old, self.look.current = self.look.current, n
        if old == n:
            return set()
        spans = self.sheet.layer.spans
        rows: set[int] = set()
        for span in (spans.get(one) for one in (old, n) if one is not None):
            if span is not None:
                rows |= self.lanes.rows_of(span)
                if span.n in self.lanes.bars:
                    rows.update(self._seen(span.start, span.end))
        return rows


def changed(old: Fragment | None, new: Fragment | None) -> list[Fragment]:
    """The stretches that one range covers and the other does not, and both where they are apart."""
    if old is None or new is None or old[1] <= new[0] or new[1] <= old[0]:
        return [fragment for fragment in (old, new) if fragment is not None]
    edges = ((min(old[0], new[0]), max(old[0], new[0])), (min(old[1], new[1]), max(old[1], new[1])))
    return [(a, b) for a, b in edges if a < b]
