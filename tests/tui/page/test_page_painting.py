"""Painting: what holds of every strip, whatever the document holds."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.strip import Strip

from tests.tui.page.pages import annotated, lanes_of, safe_texts, span, widths
from workbench.core.display import safe
from workbench.core.relation import Relation
from workbench.core.span import Span
from workbench.tui.page.look import Look, Mode
from workbench.tui.page.paint import MARGIN, Painter
from workbench.tui.page.palette import DARK, LIGHT
from workbench.tui.page.stretches import Stretches

Page = tuple[str, list[Span], list[Relation]]
FORBIDDEN = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u2028\u2029")


def paint(page: Page, width: int, look: Look, top: bool = False) -> list[Strip]:
    lanes = lanes_of(*page, width=width, shown=look.mode == "lanes")
    painter = Painter(lanes, LIGHT, look)
    return [strip for row in range(lanes.rows.count) for strip in painter.paint(row, top)]


def look_at(text: str, mode: Mode, places: list[int]) -> Look:
    a, b, c, d = sorted(place % (len(text) + 1) for place in places)
    return Look(
        mode, cursor=(a, min(a + 1, len(text))), selection=(a, c) if a < c else None, current=1,
        zones=Stretches([(b, d)] if b < d else []), matches=Stretches([(a, b)] if a < b else []),
        hints={c: "sd", d: "f"},
    )  # fmt: skip


modes: st.SearchStrategy[Mode] = st.sampled_from(["lanes", "background"])
places = st.lists(st.integers(0, 400), min_size=4, max_size=4)


@given(annotated(), widths, modes, places, st.booleans())
def test_every_strip_is_as_wide_as_the_page_and_holds_no_control(
    page: Page, width: int, mode: Mode, at: list[int], top: bool
) -> None:
    for strip in paint(page, width, look_at(page[0], mode, at), top):
        assert strip.cell_length == width + MARGIN
        assert sum(cell_len(segment.text) for segment in strip) == width + MARGIN
        assert not any(unicodedata.category(c) in ("Cc", "Cs") or c in FORBIDDEN for c in strip.text)
        assert not any(segment.control for segment in strip)


@given(annotated(safe_texts), widths, modes, places)
def test_a_hostile_text_is_painted_as_the_glyphs_that_stand_for_it(
    page: Page, width: int, mode: Mode, at: list[int]
) -> None:
    text, spans, relations = page
    look = look_at(text, mode, at)
    # Snapping to tokens is not the point here: both texts are asked for the lanes of labels that need none.
    loose = [Span(one.n, "QUOTE", one.fragments) for one in spans]
    as_is, shown = (paint((source, loose, relations), width, look) for source in (text, safe(text)))
    assert [list(strip) for strip in as_is] == [list(strip) for strip in shown]


@given(annotated(), widths)
def test_lanes_never_overlap_and_heights_are_what_is_painted(page: Page, width: int) -> None:
    lanes = lanes_of(*page, width=width)
    painter = Painter(lanes, DARK, Look())
    for row in range(lanes.rows.count):
        plan = lanes.plan(row)
        assert len(painter.paint(row)) == plan.height + 1 == lanes.tops[row + 1] - lanes.tops[row]
        taken = [(mark.lane, mark.x0, mark.x1) for mark in plan.marks]
        taken += [(plan.marked + arc.lane, arc.x, arc.end) for arc in plan.arcs]
        for lane, group in ((lane, sorted(t[1:] for t in taken if t[0] == lane)) for lane in range(plan.height)):
            assert group, f"lane {lane} is empty"
            assert all(a[1] <= b[0] for a, b in zip(group, group[1:], strict=False))
        assert all(0 <= mark.x0 < mark.x1 <= width + 1 for mark in plan.marks)


def styles(page: Page, look: Look) -> list[tuple[str, str | None, str | None, bool, bool]]:
    return [
        (s.text, s.style.color.name if s.style.color else None, s.style.bgcolor.name if s.style.bgcolor else None,
         bool(s.style.bold), bool(s.style.underline))
        for strip in paint(page, 30, look) for s in strip if s.style is not None and s.text.strip()
    ]  # fmt: skip


def test_the_innermost_span_colours_the_text_and_an_overlap_is_underlined_in_reading_mode() -> None:
    text = "discovered polonium"
    page = (text, [span(text, 1, "EVENT", text), span(text, 2, "CHEM", "polonium")], [])
    event, chem = LIGHT.slots[2], LIGHT.slots[3]
    assert styles(page, Look("background")) == [
        ("discovered ", LIGHT.ink, event, False, False),
        ("polonium", LIGHT.ink, chem, False, True),
        ("EV", event, LIGHT.ground, False, False),
        ("CH", chem, LIGHT.ground, False, False),
    ]
    assert styles(page, Look())[:2] == [
        ("discovered ", event, LIGHT.ground, False, False),
        ("polonium", chem, LIGHT.ground, False, False),
    ]


def test_reading_mode_colours_no_blanks_at_the_end_of_a_row() -> None:
    text = "one two\n\nthree"
    strips = paint((text, [span(text, 1, "PER", text)], []), 20, Look("background"))
    filled = [
        [s.text for s in strip if s.style and s.style.bgcolor and s.style.bgcolor.name == LIGHT.slots[0]]
        for strip in strips
    ]
    assert filled == [["one two"], [], [], ["three"]]


def test_the_current_span_is_bold_and_its_relations_are_bright() -> None:
    text = "Ann met Bo"
    page = (text, [span(text, 1, "PER", "Ann"), span(text, 2, "PER", "Bo")], [Relation(9, "spouse", 1, 2)])
    found = {(text, bold) for text, _, _, bold, _ in styles(page, Look(current=2))}
    assert {("PER", False), ("P", True)} <= found and ("╰──────▸╯ spouse", True) not in found
    assert [colour for text, colour, *_ in styles(page, Look(current=2)) if "spouse" in text] == [LIGHT.hot]
    assert [colour for text, colour, *_ in styles(page, Look()) if "spouse" in text] == [LIGHT.cold]


def test_cursor_selection_match_and_zone_are_each_seen() -> None:
    look = Look(cursor=(0, 2), selection=(0, 5), matches=Stretches([(6, 8)]), zones=Stretches([(9, 11)]))
    assert styles(("ab cd ef gh ij", [], []), look) == [
        ("ab", LIGHT.cursor_text, LIGHT.cursor_ground, True, False),
        (" cd", LIGHT.selection_text, LIGHT.selection_ground, False, False),
        ("ef", LIGHT.match_text, LIGHT.match_ground, False, True),
        ("gh", LIGHT.dim, LIGHT.ground, False, False),
        (" ij", LIGHT.text, LIGHT.ground, False, False),
    ]


def test_a_cursor_at_the_end_of_the_text_is_a_cell() -> None:
    strip = paint(("ab", [], []), 20, Look(cursor=(2, 2)))[0]
    assert [s.text for s in strip if s.style and s.style.bgcolor and s.style.bgcolor.name == LIGHT.cursor_ground] == [
        " "
    ]
    assert [s.text for s in paint(("", [], []), 20, Look(cursor=(0, 0)))[0]][3:4] == [" "]
