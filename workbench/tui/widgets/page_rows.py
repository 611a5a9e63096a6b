"""The rows of a page as a scrolling widget: it lays them out, paints those on screen, and repaints what changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Final, NamedTuple

from textual import events
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.core.layer import Layer
from workbench.core.schema import Schema
from workbench.core.span import Fragment, Span
from workbench.core.tokens import Tokens
from workbench.core.zone import Zone
from workbench.tui.page.lanes import Lanes
from workbench.tui.page.legend import Legend
from workbench.tui.page.look import Look, Mode
from workbench.tui.page.paint import MARGIN, Painter
from workbench.tui.page.palette import DARK, Palette
from workbench.tui.page.stretches import Stretches
from workbench.tui.page.wrap import Rows
from workbench.tui.widgets.minimap import Minimap

KEPT: Final = 256
"""Rows whose strips are kept; more would be hundreds of thousands of objects for the collector to walk."""
NARROWEST: Final = 12
"""Columns a page is wrapped at, at the least."""
UNSIZED: Final = 80
"""Columns of a page that is used before it has been given a size."""
MAP: Final = 1
"""Columns of the minimap."""


class Sheet(NamedTuple):
    """A document as it is shown; the layer is its owner's, who changes it under us and says so."""

    text: str
    tokens: Tokens
    layer: Layer
    legend: Legend
    zones: tuple[Zone, ...]


class PageRows(ScrollView, inherit_bindings=False):
    """A document's rows with their lanes, without a cursor.

    Nothing here lays the screen out again: the page's size is its place on screen, and its height is virtual.
    """

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS: ClassVar[str] = """
    PageRows { overflow-x: hidden; overflow-y: hidden; scrollbar-size: 0 0; height: 1fr; width: 1fr; }
    """

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(name=name, id=id, classes=classes)
        self.look = Look()
        self.palette = DARK
        self.relations_shown = True
        self._sheet: Sheet | None = None
        self._lanes: Lanes | None = None
        self._painter: Painter | None = None
        self._minimap = Minimap()
        self._strips: dict[tuple[int, bool], list[Strip]] = {}

    # -- the document ----------------------------------------------------------

    def load(self, text: str, tokens: Tokens, layer: Layer, schema: Schema, zones: Sequence[Zone] = ()) -> None:
        """Show a document from its start."""
        self._sheet = Sheet(text, tokens, layer, Legend(schema), tuple(zones))
        self.look = Look(self.look.mode, zones=Stretches((zone.start, zone.end) for zone in zones))
        self._lanes = self._painter = None
        if self.size.width:
            self._lay_out()
            self._scroll_to_line(0)

    @property
    def loaded(self) -> bool:
        """Whether there is a document on show."""
        return self._sheet is not None

    @property
    def wrapped(self) -> bool:
        """Whether the document has been laid out; until the page has a size, only what needs rows lays it out."""
        return self._lanes is not None

    @property
    def sheet(self) -> Sheet:
        """The document on show.

        Raises:
            RuntimeError: where none was loaded.
        """
        if self._sheet is None:
            raise RuntimeError("the page has no document yet")
        return self._sheet

    @property
    def lanes(self) -> Lanes:
        """The rows and lanes of the document on show; laid out on first use."""
        if self._lanes is None:
            self._lay_out()
        assert self._lanes is not None
        return self._lanes

    @property
    def rows(self) -> Rows:
        """The wrapped text."""
        return self.lanes.rows

    def _lay_out(self) -> None:
        """Wrap and measure the document at the widget's width, keeping the offset at the top where it is."""
        sheet = self.sheet
        top = self.top if self._lanes is not None else 0
        width = max(NARROWEST, (self.size.width or UNSIZED) - MARGIN - MAP)
        rows = self._lanes.rows if self._lanes is not None and self._lanes.rows.width == width else None
        self._lanes = self.lanes_of(rows or Rows(sheet.text, width))
        self._painter = self.painter_of(self._lanes)
        self.laid_out()
        self.repaint_all()
        self._scroll_to_line(self._lanes.tops[self._lanes.rows.row_of(top)])

    def lanes_of(self, rows: Rows) -> Lanes:
        """The lanes under these rows, for pages that fill them otherwise."""
        sheet, shown = self.sheet, self.look.mode == "lanes"
        return Lanes(rows, sheet.layer, sheet.tokens, sheet.legend, shown=shown, relations=self.relations_shown)

    def painter_of(self, lanes: Lanes) -> Painter:
        """What paints these lanes."""
        return Painter(lanes, self.palette, self.look)

    def laid_out(self) -> None:
        """Called after the rows changed, for what holds on to them."""

    def on_resize(self, event: events.Resize) -> None:
        """Wrap anew where the width changed."""
        if self._sheet is None or not self.size.width:
            return
        width = max(NARROWEST, self.size.width - MARGIN - MAP)
        if self._lanes is None or self._lanes.rows.width != width:
            self._lay_out()
        self.resized()

    def resized(self) -> None:
        """Called when the page has its size and its rows fit it."""

    # -- after a change of the layer -------------------------------------------

    def refresh_spans(self, *spans: Span) -> None:
        """Show an edit: give every span that changed, as it was and as it is, and both ends of changed relations."""
        top = self.top
        settled = self.lanes.settle(spans)
        self._minimap.forget()
        if settled.bars:
            self._forget(None)
            self._set_height()
            self._scroll_to_line(self.lanes.tops[self.rows.row_of(top)])
            self.refresh()
            return
        if settled.grew:
            self._forget(settled.rows)
            self._set_height()
            self._scroll_to_line(self.lanes.tops[self.rows.row_of(top)])
            self._repaint_from(min(settled.rows))
        else:
            self.repaint(settled.rows)
        self._refresh_map()

    def _repaint_from(self, row: int) -> None:
        """Show anew what stands under a row that grew or shrank, because all of it has moved."""
        first = max(0, self.lanes.tops[row] - self.scroll_offset.y)
        if first < self.size.height:
            self.refresh(Region(0, first, self.size.width, self.size.height - first))

    def _refresh_map(self) -> None:
        """Show the cells of the minimap that have changed, and not the page beside them."""
        lanes, height = self._lanes, self.size.height
        changed = [] if lanes is None else self._minimap.renew(lanes, self.scroll_offset.y, height)
        if changed:
            self.refresh(*(Region(self.size.width - MAP, y, MAP, 1) for y in changed))

    def reload(self) -> None:
        """Show the layer after more changed than a few spans."""
        self._relay()

    def set_mode(self, mode: Mode) -> None:
        """Draw spans in lanes under the text, or as colour behind it."""
        if mode != self.look.mode:
            self.look.mode = mode
            self._relay()

    @property
    def mode(self) -> Mode:
        """How spans are drawn."""
        return self.look.mode

    def show_relations(self, shown: bool) -> None:
        """Show or hide the lanes of relations."""
        if shown != self.relations_shown:
            self.relations_shown = shown
            self._relay()

    def _relay(self) -> None:
        if self._sheet is not None:
            self._lay_out()

    def set_palette(self, palette: Palette) -> None:
        """Paint with other colours."""
        self.palette = palette
        self.styles.background = palette.ground
        if self._lanes is not None:
            self._painter = self.painter_of(self._lanes)
        self.repaint_all()

    def set_matches(self, matches: Iterable[Fragment]) -> None:
        """Mark what a search found; nothing takes the marks away."""
        self.look.matches = Stretches(matches)
        self.repaint_all()

    def set_problems(self, offsets: Iterable[int]) -> None:
        """Where the minimap shows problems."""
        self._minimap.set_problems(offsets)
        self._refresh_map()

    # -- painting --------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self.size.width
        painter, lanes = self._painter, self._lanes
        if painter is None or lanes is None:
            return Strip.blank(width, self.rich_style)
        scroll = self.scroll_offset.y
        line = scroll + y
        if line >= lanes.height:
            strip = Strip.blank(painter.width, painter.ink.base)
        else:
            row, sub = lanes.row_at(line)
            strip = self._painted(row, row == lanes.row_at(scroll)[0])[sub]
        cell = self._minimap.cell(lanes, painter.ink, y, scroll, self.size.height)
        line_strip = Strip([*strip, cell], painter.width + MAP)
        return line_strip if painter.width + MAP == width else line_strip.crop_extend(0, width, painter.ink.base)

    def _painted(self, row: int, top: bool) -> list[Strip]:
        strips = self._strips.get((row, top))
        if strips is None:
            if len(self._strips) >= KEPT:
                self._strips.clear()
            assert self._painter is not None
            strips = self._strips[row, top] = self._painter.paint(row, top)
        return strips

    def repaint(self, rows: Iterable[int]) -> None:
        """Paint some rows anew, with their lanes."""
        rows = set(rows)
        self._forget(rows)
        lanes, scroll, height = self.lanes, self.scroll_offset.y, self.size.height
        regions = []
        for row in rows:
            first, last = max(scroll, lanes.tops[row]), min(scroll + height, lanes.tops[row + 1])
            if first < last:
                regions.append(Region(0, first - scroll, self.size.width, last - first))
        if regions:
            self.refresh(*regions)

    def repaint_all(self) -> None:
        """Paint every row anew."""
        self._strips.clear()
        self._minimap.forget()
        self._set_height()
        self.refresh()

    def _forget(self, rows: Iterable[int] | None) -> None:
        if rows is None:
            self._strips.clear()
            return
        for row in rows:
            self._strips.pop((row, False), None)
            self._strips.pop((row, True), None)

    def _set_height(self) -> None:
        """Tell the scroll view how tall the page is, without laying out the screen, which no other widget needs."""
        if self._lanes is not None:
            self.set_reactive(PageRows.virtual_size, Size(self.size.width, self._lanes.height))

    # -- scrolling -------------------------------------------------------------

    @property
    def top(self) -> int:
        """The offset of the first row on screen."""
        return self.rows.starts[self.lanes.row_at(self.scroll_offset.y)[0]]

    def visible_range(self) -> Fragment:
        """The offsets [start, end) on screen."""
        scroll = self.scroll_offset.y
        first, last = self.lanes.row_at(scroll)[0], self.lanes.row_at(scroll + max(0, self.size.height - 1))[0]
        return self.rows.starts[first], self.rows.starts[last + 1]

    def reveal(self, offset: int) -> None:
        """Scroll as little as shows the row of an offset with its lanes."""
        lanes, height = self.lanes, self.size.height
        row = self.rows.row_of(offset)
        first, last, scroll = lanes.tops[row], lanes.tops[row + 1], self.scroll_offset.y
        if first < scroll or last - first >= height:
            self._scroll_to_line(first)
        elif last > scroll + height:
            self._scroll_to_line(last - height)

    def scroll_pages(self, by: int) -> None:
        """Scroll by screens without moving the cursor; one line stays in sight."""
        self.scroll_lines(by * max(1, self.size.height - 1))

    def scroll_lines(self, by: int) -> None:
        """Scroll without moving the cursor."""
        self._scroll_to_line(self.scroll_offset.y + by)

    def _scroll_to_line(self, y: int) -> None:
        self.scroll_to(y=y, animate=False, force=True)
