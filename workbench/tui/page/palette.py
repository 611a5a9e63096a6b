"""Palettes: every colour of the page; labels also differ by their word and bracket, never by colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as ``#rrggbb``; ``slots`` are those of labels, written on ``ground``, and ``ink`` is written on them.

    Each pair of ``…_text`` and ``…_ground`` is used together. ``dim`` writes skip zones.
    """

    name: str
    dark: bool
    ground: str
    text: str
    dim: str
    slots: tuple[str, ...]
    ink: str
    cursor_text: str
    cursor_ground: str
    selection_text: str
    selection_ground: str
    match_text: str
    match_ground: str
    hint_text: str
    hint_ground: str
    hot: str
    cold: str
    problem: str


DARK: Final = Palette(
    name="dark",
    dark=True,
    ground="#14161b",
    text="#dfe4ea",
    dim="#7f8a96",
    slots=("#6cb6ff", "#f0a04b", "#57cc99", "#f2d45c", "#e48fc1", "#ff8672", "#a9a4ff", "#5fd0d6"),
    ink="#0d1013",
    cursor_text="#0d1013",
    cursor_ground="#e8edf2",
    selection_text="#ffffff",
    selection_ground="#2f4a68",
    match_text="#14161b",
    match_ground="#c9a94a",
    hint_text="#0d1013",
    hint_ground="#f2e24b",
    hot="#ffffff",
    cold="#8793a0",
    problem="#ff8672",
)

LIGHT: Final = Palette(
    name="light",
    dark=False,
    ground="#fcfbf8",
    text="#22262b",
    dim="#6b7178",
    slots=("#0b63b0", "#9a4f00", "#0c6f4c", "#755c00", "#9c2f73", "#b3261e", "#5546b8", "#00687a"),
    ink="#ffffff",
    cursor_text="#ffffff",
    cursor_ground="#22262b",
    selection_text="#101418",
    selection_ground="#bcd6f2",
    match_text="#22262b",
    match_ground="#f3d97c",
    hint_text="#101418",
    hint_ground="#ffd500",
    hot="#000000",
    cold="#656c74",
    problem="#b3261e",
)

COLOUR_BLIND: Final = Palette(
    name="colour-blind",
    dark=True,
    ground="#101215",
    text="#e2e6ea",
    dim="#838d97",
    slots=("#56b4e9", "#e69f00", "#2fbf8f", "#f0e442", "#d98bb5", "#ec7a33", "#7f9cff", "#c4c4c4"),
    ink="#0b0d10",
    cursor_text="#0b0d10",
    cursor_ground="#ffffff",
    selection_text="#ffffff",
    selection_ground="#1f4e79",
    match_text="#0b0d10",
    match_ground="#e8dca0",
    hint_text="#0b0d10",
    hint_ground="#f0e442",
    hot="#ffffff",
    cold="#8b96a1",
    problem="#ec7a33",
)

MONOCHROME: Final = Palette(
    name="monochrome",
    dark=True,
    ground="#000000",
    text="#e4e4e4",
    dim="#808080",
    slots=("#e4e4e4",) * 8,
    ink="#000000",
    cursor_text="#000000",
    cursor_ground="#ffffff",
    selection_text="#ffffff",
    selection_ground="#4e4e4e",
    match_text="#000000",
    match_ground="#9e9e9e",
    hint_text="#000000",
    hint_ground="#d0d0d0",
    hot="#ffffff",
    cold="#8a8a8a",
    problem="#ffffff",
)

PALETTES: Final = {palette.name: palette for palette in (DARK, LIGHT, COLOUR_BLIND, MONOCHROME)}


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` (WCAG 2.1), 0 to 1."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours (WCAG 2.1), 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
