"""Palettes: what must be readable is, and labels do not differ by colour alone."""

from __future__ import annotations

import pytest

from tests.tui.page.pages import LABELS, SCHEMA
from workbench.tui.page.legend import BRACKETS, SLOTS, Legend
from workbench.tui.page.palette import PALETTES, Palette, contrast

TEXT, LINE = 4.5, 3.0
EVERY = pytest.mark.parametrize("palette", PALETTES.values(), ids=list(PALETTES))


def test_contrast_is_that_of_the_guideline() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@EVERY
def test_words_are_readable_on_their_ground(palette: Palette) -> None:
    written = [palette.text, palette.dim, palette.hot, palette.cold, palette.problem, *palette.slots]
    pairs = [(colour, palette.ground) for colour in written]
    pairs += [(palette.ink, slot) for slot in palette.slots]
    pairs += [
        (palette.cursor_text, palette.cursor_ground),
        (palette.selection_text, palette.selection_ground),
        (palette.match_text, palette.match_ground),
        (palette.hint_text, palette.hint_ground),
    ]
    assert {pair: round(contrast(*pair), 2) for pair in pairs if contrast(*pair) < TEXT} == {}


@EVERY
def test_cursor_and_hints_stand_out_from_the_page(palette: Palette) -> None:
    for ground in (palette.cursor_ground, palette.match_ground):
        assert contrast(ground, palette.ground) >= LINE or not palette.dark
    assert contrast(palette.cursor_ground, palette.ground) >= LINE


@EVERY
def test_there_are_as_many_colours_as_slots(palette: Palette) -> None:
    assert len(palette.slots) == SLOTS
    assert palette.name == "monochrome" or len(set(palette.slots)) == SLOTS


def test_labels_of_one_colour_differ_in_their_bracket_and_all_in_their_word() -> None:
    entries = [Legend(SCHEMA).label(label) for label in LABELS]
    assert len({(entry.slot, entry.bracket) for entry in entries}) == len(entries)
    assert len({entry.word for entry in entries}) == len({entry.code for entry in entries}) == len(entries)
    assert len(set(BRACKETS)) == 3


def test_slots_that_a_schema_asks_for_are_kept() -> None:
    asked = {"A": 3, "B": 3, "C": None, "D": 1}
    schema = SCHEMA.model_copy(
        update={
            "labels": {
                name: SCHEMA.labels["PER"].model_copy(update={"slot": slot, "code": name})
                for name, slot in asked.items()
            }
        }
    )
    entries = {name: Legend(schema).label(name) for name in asked}
    assert [entries[name].slot for name in "ABD"] == [2, 2, 0]
    assert entries["A"].bracket != entries["B"].bracket
    assert Legend(schema).label("unknown\x1b").word == "unknown␛"
