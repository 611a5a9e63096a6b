"""The page in a running app: keys, mouse, edits, and how little each of them paints."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.screen import Screen
from textual.widgets import Static

from tests.tui.page.pages import SCHEMA, layer_of, span, tokens_of
from workbench.core.edit import RELATION, SPAN, Edit, Refused
from workbench.core.layer import Layer
from workbench.core.relation import Relation
from workbench.core.span import Span
from workbench.core.zone import Zone
from workbench.tui.page.paint import GUTTER
from workbench.tui.page.palette import LIGHT
from workbench.tui.widgets.page import Page

CURIE = "Marie Curie, born Maria Skłodowska in Warsaw, discovered polonium with Pierre Curie"
LONG = "\n".join(f"Row {n} tells of {CURIE}." for n in range(60))
KEYS: dict[str, Callable[[Page], object]] = {
    "right": lambda page: page.move_right(),
    "left": lambda page: page.move_left(),
    "down": lambda page: page.move_rows(1),
    "up": lambda page: page.move_rows(-1),
    "pagedown": lambda page: page.move_pages(1),
    "pageup": lambda page: page.move_pages(-1),
    "home": lambda page: page.move_row_start(),
    "end": lambda page: page.move_row_end(),
    "shift+right": lambda page: page.move_right(extend=True),
    "shift+down": lambda page: page.move_rows(1, extend=True),
    "g": lambda page: page.move_first(),
    "G": lambda page: page.move_last(),
}


class Desk(App[None]):
    """A page, and a line below it."""

    CSS = "Screen { layout: vertical; } #status { height: 1; }"

    def __init__(self, text: str, layer: Layer, zones: tuple[Zone, ...] = ()) -> None:
        super().__init__()
        self.text, self.layer, self.zones = text, layer, zones
        self.page = Page()
        self.moves: list[int] = []
        self.selections: list[tuple[int, int] | None] = []

    def compose(self) -> ComposeResult:
        yield self.page
        yield Static(id="status", markup=False)

    def on_mount(self) -> None:
        self.page.load(self.text, tokens_of(self.text), self.layer, SCHEMA, self.zones)
        self.page.on_move = self.moves.append
        self.page.on_select = self.selections.append
        self.page.focus()
        self.opened()

    def opened(self) -> None:
        """What a test does before the page has a size."""

    def on_key(self, event: object) -> None:
        if action := KEYS.get(getattr(event, "key", "")) or KEYS.get(getattr(event, "character", None) or ""):
            action(self.page)

    def screen_text(self) -> list[str]:
        """The page as it stands on the screen, without its gutter and minimap."""
        strips = [self.page.render_line(y) for y in range(self.page.size.height)]
        return [strip.text[GUTTER:-1].rstrip() for strip in strips]


def desk(text: str = LONG, *spans: Span, relations: tuple[Relation, ...] = ()) -> Desk:
    return Desk(text, layer_of(text, spans, relations))


def put(app: Desk, new: Span) -> None:
    """Add a span and show it."""
    app.layer.apply([Edit(SPAN, new.n, None, new.to_json())])
    app.page.refresh_spans(new)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Counts layouts of the screen and repaints of the whole page."""
    seen: Counter[str] = Counter()
    layout, refresh = Screen._refresh_layout, Page.refresh

    def counting_layout(self: Screen[object], *args: object, **kwargs: object) -> object:
        seen["layout"] += 1
        return layout(self, *args, **kwargs)  # type: ignore[arg-type]

    def counting_refresh(self: Page, *regions: Region, **kwargs: bool) -> Page:
        seen["lines"] += sum(region.height for region in regions)
        seen["whole"] += not regions
        seen["relayout"] += kwargs.get("layout", False)
        return refresh(self, *regions, **kwargs)

    monkeypatch.setattr(Screen, "_refresh_layout", counting_layout)
    monkeypatch.setattr(Page, "refresh", counting_refresh)
    return seen


async def test_cursor_keys_lay_out_nothing_and_paint_a_row_or_two(counted: Counter[str]) -> None:
    app = desk(LONG, span(LONG, 1, "PER", "Marie Curie"))
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.pause()
        counted.clear()
        await pilot.press("right", "right", "down", "left", "shift+right", "up", "end")
        await pilot.pause()
        assert (counted["layout"], counted["whole"], counted["relayout"]) == (0, 0, 0)
        assert counted["lines"] <= 7 * 4
        assert app.moves[:2] == [4, 6]


async def test_scrolling_lays_out_nothing(counted: Counter[str]) -> None:
    app = desk()
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.pause()
        counted.clear()
        await pilot.press("pagedown", "pagedown", "pageup", "G", "g")
        await pilot.pause()
        assert (counted["layout"], counted["whole"], counted["relayout"]) == (0, 0, 0)
        assert app.page.scroll_offset.y == 0


async def test_a_new_span_is_drawn_and_the_page_grows_without_a_layout(counted: Counter[str]) -> None:
    app = desk()
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.pause()
        height = app.page.lanes.height
        counted.clear()
        put(app, span(LONG, 1, "PER", "Marie Curie"))
        await pilot.pause()
        assert counted["layout"] == 0
        assert app.page.lanes.height == height + 1 == app.page.virtual_size.height
        assert app.screen_text()[:2] == [
            f"Row 0 tells of {CURIE}".removesuffix(" Curie"),
            " " * len("Row 0 tells of ") + "╰PER──────╯",
        ]
        await pilot.press("G")
        assert app.page.scroll_offset.y == height + 1 - app.page.size.height
        counted.clear()
        put(app, span(LONG, 2, "LOC", "Warsaw"))
        assert (counted["whole"], counted["lines"]) == (0, 0)


@pytest.mark.parametrize("seed", range(6))
async def test_whatever_changes_on_the_screen_is_painted_and_what_lies_above_is_not(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Edits at random: every cell that looks different lies in a region that was asked to be painted."""
    chance = random.Random(seed)
    app = desk(LONG, span(LONG, 1, "PER", "Row 59"))
    async with app.run_test(size=(90, 24)) as pilot:
        await pilot.pause()
        page, asked = app.page, list[Region]()
        refresh = Page.refresh

        def spy(self: Page, *regions: Region, **options: bool) -> Page:
            asked.extend(regions or [self.size.region])
            return refresh(self, *regions, **options)

        monkeypatch.setattr(Page, "refresh", spy)
        for n in range(2, 30):
            await pilot.pause()
            before = looks(page)
            asked.clear()
            at = chance.randrange(page.top, min(len(LONG) - 40, page.top + 2000))
            if n % 5 == 0:
                page.set_problems([at])
            elif n % 7 == 0:
                page.move_pages(1)
            else:
                put(app, Span(n, "LOC", ((at, at + chance.choice((3, 30))),)))
            after = looks(page)
            changed = {at for at in before if before[at] != after[at]}
            painted = {(x, y) for region in asked for y in region.line_range for x in region.column_range}
            assert changed <= painted
            if n % 5 == 0:
                assert len(painted) <= 2, "a problem is a cell of the minimap"


def looks(page: Page) -> dict[tuple[int, int], tuple[str, object]]:
    """Every cell of a page with its style, by column and line."""
    width, height = page.size
    out: dict[tuple[int, int], tuple[str, object]] = {}
    for y in range(height):
        cells = [(char, segment.style) for segment in page.render_line(y) for char in segment.text]
        assert len(cells) == width
        out.update({(x, y): cell for x, cell in enumerate(cells)})
    return out


async def test_a_span_above_the_screen_does_not_move_what_is_read() -> None:
    app = desk()
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.pause()
        await pilot.press("pagedown", "pagedown")
        before = app.screen_text()
        put(app, span(LONG, 1, "PER", "Marie Curie"))
        await pilot.pause()
        assert app.screen_text() == before


async def test_the_callbacks_are_called_at_once() -> None:
    app = desk()
    async with app.run_test(size=(100, 20)):
        app.page.move_right()
        assert app.moves == [4]
        app.page.move_right(extend=True)
        assert app.selections == [(4, 11)]
        app.page.clear_selection()
        assert app.selections == [(4, 11), None]
        assert app.page.current_range() == (6, 11)


async def test_moving_off_the_screen_scrolls_there() -> None:
    app = desk()
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.press("G")
        assert app.page.scroll_offset.y == app.page.lanes.height - app.page.size.height
        assert app.page.cursor == len(LONG) - 1
        start, end = app.page.visible_range()
        assert start <= app.page.cursor < end
        await pilot.press("pageup", "home")
        assert app.page.cursor < start + 200


async def test_a_click_moves_a_drag_selects_whole_tokens_and_alt_exactly() -> None:
    app = desk(CURIE)
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.pause()
        await pilot.click(app.page, offset=(GUTTER + 20, 0))
        assert (app.page.cursor, app.page.selection) == (18, None)
        await pilot.mouse_down(app.page, offset=(GUTTER + 7, 0))
        await pilot.hover(app.page, offset=(GUTTER + 15, 0))
        await pilot.mouse_up(app.page, offset=(GUTTER + 15, 0))
        assert app.page.selection == (6, 17)
        await pilot.mouse_down(app.page, offset=(GUTTER + 7, 0), meta=True)
        await pilot.hover(app.page, offset=(GUTTER + 9, 0))
        await pilot.mouse_up(app.page, offset=(GUTTER + 9, 0))
        assert app.page.selection == (7, 10)


async def test_a_drag_back_to_where_it_began_selects_one_token() -> None:
    app = desk(CURIE)
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.pause()
        await pilot.mouse_down(app.page, offset=(GUTTER + 7, 0))
        await pilot.hover(app.page, offset=(GUTTER + 15, 0))
        await pilot.hover(app.page, offset=(GUTTER + 8, 0))
        await pilot.mouse_up(app.page, offset=(GUTTER + 8, 0))
        assert app.page.selection == (6, 11)


async def test_a_click_on_a_bracket_takes_its_span_and_a_double_click_selects() -> None:
    spans = [span(CURIE, 1, "EVENT", "discovered polonium"), span(CURIE, 2, "CHEM", "polonium")]
    app = desk(CURIE, *spans)
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.pause()
        await pilot.click(app.page, offset=(GUTTER + 60, 1))
        assert (app.page.cursor, app.page.current) == (57, 1)
        await pilot.click(app.page, offset=(GUTTER + 60, 0))
        assert app.page.current == 2
        await pilot.click(app.page, offset=(GUTTER + 60, 0), times=2)
        assert app.page.selection == spans[1].fragments[0]
        await pilot.click(app.page, offset=(GUTTER + 20, 0), times=2)
        assert app.page.selection == (18, 23)


async def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    app = desk()
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.pause()
        app.page.on_mouse_scroll_down(events_scroll(app.page))
        assert (app.page.scroll_offset.y, app.page.cursor) == (3, 0)


def events_scroll(page: Page) -> object:
    from textual import events

    return events.MouseScrollDown(page, 5, 5, 0, 1, 0, False, False, False)


async def test_the_minimap_shows_spans_problems_and_the_screen_and_can_be_clicked() -> None:
    app = desk(LONG, span(LONG, 1, "PER", "Row 59"))
    async with app.run_test(size=(100, 21)) as pilot:
        await pilot.pause()

        def column() -> str:
            return "".join(app.page.render_line(y).text[-1] for y in range(20))

        assert column() == " " * 19 + "·"
        app.page.set_problems([0])
        assert column() == "!" + " " * 18 + "·"
        await pilot.click(app.page, offset=(app.page.size.width - 1, 19))
        assert app.page.scroll_offset.y > 40
        assert app.page.cursor == 0


async def test_nothing_to_map_where_all_is_in_sight() -> None:
    app = desk(CURIE, span(CURIE, 1, "PER", "Marie"))
    async with app.run_test(size=(100, 21)) as pilot:
        await pilot.pause()
        assert {app.page.render_line(y).text[-1] for y in range(20)} == {" "}


async def test_hints_are_laid_narrowed_and_cleared() -> None:
    app = desk(CURIE)
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.pause()
        assert app.page.show_hints([18, 0]) == {"a": 0, "s": 18}
        assert app.screen_text()[0] == "a" + CURIE[1:18] + "s" + CURIE[19:]
        app.page.narrow_hints("s")
        assert app.screen_text()[0] == CURIE[:18] + "s" + CURIE[19:]
        app.page.narrow_hints("")
        assert app.screen_text()[0] == "a" + CURIE[1:18] + "s" + CURIE[19:]
        app.page.clear_hints()
        assert app.screen_text()[0] == CURIE


async def test_modes_relations_and_palettes_switch_and_the_cursor_stays() -> None:
    spans = (span(CURIE, 1, "PER", "Marie Curie"), span(CURIE, 2, "LOC", "Warsaw"))
    app = desk(CURIE, *spans, relations=(Relation(3, "born_in", 1, 2),))
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.pause()
        page = app.page
        page.move_to(18)
        assert len([line for line in app.screen_text() if line]) == 3
        page.show_relations(False)
        assert len([line for line in app.screen_text() if line]) == 2
        page.set_mode("background")
        assert [line.split() for line in app.screen_text() if line] == [CURIE.split(), ["P", "L"]]
        page.set_palette(LIGHT)
        await pilot.pause()
        assert page.mode == "background" and not page.relations_shown and page.cursor == 18
        segment = next(s for s in page.render_line(0) if s.text == "Marie Curie")
        assert segment.style is not None and segment.style.bgcolor is not None
        assert segment.style.bgcolor.name == LIGHT.slots[0]


async def test_resizing_keeps_the_place() -> None:
    app = desk()
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.pause()
        app.page.move_to(3000)
        app.page.scroll_lines(9)
        top, cursor = app.page.top, app.page.cursor
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert app.page.cursor == cursor
        assert app.page.rows.row_of(top) == app.page.rows.row_of(app.page.top)
        assert all(app.page.render_line(y).cell_length == 60 for y in range(19))


async def test_a_place_is_come_back_to() -> None:
    app = desk()
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.pause()
        app.page.move_to(3000)
        app.page.scroll_lines(5)
        place, top = app.page.place, app.page.scroll_offset.y
        app.page.move_first()
        app.page.restore(place)
        assert (app.page.place, app.page.scroll_offset.y) == (place, top)


async def test_deleting_the_span_in_focus_leaves_none_in_focus() -> None:
    one = span(CURIE, 1, "PER", "Marie Curie")
    two = span(CURIE, 2, "LOC", "Warsaw")
    app = desk(CURIE, one, two, relations=(Relation(3, "born_in", 1, 2),))
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.pause()
        assert app.page.current == 1
        relation = app.layer.relations[3]
        app.layer.apply([Edit(RELATION, 3, relation.to_json(), None), Edit(SPAN, 1, one.to_json(), None)])
        app.page.refresh_spans(one, two)
        assert app.page.current is None
        assert app.screen_text()[:2] == [CURIE, " " * 38 + "╰LOC─╯"]


async def test_the_cursor_chooses_the_innermost_and_the_owner_may_choose_another() -> None:
    app = desk(CURIE, span(CURIE, 1, "EVENT", "discovered polonium"), span(CURIE, 2, "CHEM", "polonium"))
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.pause()
        app.page.move_to(57)
        assert app.page.current == 2
        app.page.set_current(1)
        bold = {
            s.text for y in range(3) for s in app.page.render_line(y) if s.style and s.style.bold and s.text.strip()
        }
        assert "EVENT" in bold and "CHEM" not in bold


@pytest.mark.parametrize("text", ["", "\n", "   ", "e\u0301", "\x1b[2J"])
async def test_documents_with_little_or_nothing_in_them_can_be_walked(text: str) -> None:
    app = Desk(text, layer_of(text))
    app.page.unit  # noqa: B018 - asked before there is a document
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press(*KEYS)
        app.page.unit = "grapheme"
        await pilot.press(*KEYS)
        await pilot.click(app.page, offset=(20, 5))
        app.page.move_to(len(text))
        assert app.page.cursor == len(text)
        if not text:
            with pytest.raises(Refused):
                app.page.current_range()


async def test_a_page_without_a_document_is_blank_and_deaf() -> None:
    class Empty(App[None]):
        def compose(self) -> ComposeResult:
            yield Page()

    app = Empty()
    async with app.run_test(size=(40, 10)) as pilot:
        page = app.query_one(Page)
        await pilot.click(page, offset=(3, 3))
        await pilot.resize_terminal(50, 10)
        assert page.render_line(0).text == " " * 50
        with pytest.raises(RuntimeError, match="no document"):
            page.move_to(3)


async def test_another_document_starts_at_its_start() -> None:
    app = desk()
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.press("G")
        app.page.load(CURIE, tokens_of(CURIE), layer_of(CURIE), SCHEMA)
        assert (app.page.cursor, app.page.scroll_offset.y) == (0, 0)
        assert app.screen_text()[0] == CURIE


async def test_little_is_kept_however_much_is_scrolled() -> None:
    app = desk("\n".join(["word"] * 3000))
    async with app.run_test(size=(40, 30)) as pilot:
        await pilot.pause()
        for _ in range(30):
            app.page.scroll_lines(25)
            for y in range(app.page.size.height):
                app.page.render_line(y)
        assert len(app.page._strips) <= 256


async def test_hostile_text_reaches_no_terminal() -> None:
    text = "a\x1b[2Jb\x9bc\u202ed [/] \x1b]0;x\x07 [link=http://x]e[/link]"
    app = desk(text)
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.pause()
        shown = app.screen_text()[0]
        assert shown == "a␛[2Jb�c⸱d [/] ␛]0;x␇ [link=http://x]e[/link]"


async def test_a_place_restored_before_the_page_has_a_size_waits_for_it() -> None:
    class Early(Desk):
        def opened(self) -> None:
            self.page.restore((3001, 2900))
            self.early = self.page.cursor, self.page.wrapped

    app = Early(LONG, layer_of(LONG))
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.pause()
        assert app.early == (3001, False)
        assert app.page.cursor == 3001
        start, end = app.page.rows.bounds(app.page.rows.row_of(app.page.top))
        assert start <= 2900 < end
