"""Ink: the styles a palette gives, each built once."""

from __future__ import annotations

from typing import Final

from rich.style import Style

from workbench.tui.page.palette import Palette

SLOT: Final = 0xF
"""The bits of a mark that hold a colour slot, 1 to 8; 0 is none."""
FILLED: Final = 1 << 4
NESTED: Final = 1 << 5
ZONE: Final = 1 << 6
MATCH: Final = 1 << 7
SELECTED: Final = 1 << 8
CURSOR: Final = 1 << 9
HINT: Final = 1 << 10


class Ink:
    """Styles of one palette: of text by the bits above, and of what stands in lanes."""

    def __init__(self, palette: Palette) -> None:
        self.palette = palette
        ground = palette.ground
        self.base = Style(color=palette.text, bgcolor=ground)
        self.hot = Style(color=palette.hot, bgcolor=ground, bold=True)
        self.cold = Style(color=palette.cold, bgcolor=ground)
        self.lanes = tuple(Style(color=slot, bgcolor=ground) for slot in palette.slots)
        self.current = tuple(Style(color=slot, bgcolor=ground, bold=True) for slot in palette.slots)
        self._text: dict[int, Style] = {0: self.base}

    def text(self, bits: int) -> Style:
        """The style of a stretch of text; what lies on top decides."""
        style = self._text.get(bits)
        if style is None:
            style = self._text[bits] = self._mixed(bits)
        return style

    def _mixed(self, bits: int) -> Style:
        p = self.palette
        nested = bool(bits & NESTED)
        if bits & HINT:
            return Style(color=p.hint_text, bgcolor=p.hint_ground, bold=True)
        if bits & CURSOR:
            return Style(color=p.cursor_text, bgcolor=p.cursor_ground, bold=True)
        if bits & SELECTED:
            return Style(color=p.selection_text, bgcolor=p.selection_ground, underline=nested)
        if bits & MATCH:
            return Style(color=p.match_text, bgcolor=p.match_ground, underline=True)
        if slot := bits & SLOT:
            colour = p.slots[slot - 1]
            if bits & FILLED:
                return Style(color=p.ink, bgcolor=colour, underline=nested)
            return Style(color=colour, bgcolor=p.ground, underline=nested)
        return Style(color=p.dim if bits & ZONE else p.text, bgcolor=p.ground, italic=bool(bits & ZONE))
