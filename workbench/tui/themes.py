"""The four themes of the screens around the page; the page's own colours are in :mod:`workbench.tui.page`."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme


def _theme(name: str, *, dark: bool, colours: str, muted: str, cursor: str, cursor_text: str) -> Theme:
    """A theme from its colours: foreground, background, surface, panel, primary, accent, warning, error, success."""
    foreground, background, surface, panel, primary, accent, warning, error, success = colours.split()
    return Theme(
        name, primary, accent, warning, error, success, accent, foreground, background, surface, panel, dark=dark,
        variables={
            "muted": muted, "cursor": cursor, "cursor-text": cursor_text, "border": muted, "border-blurred": panel,
            "block-cursor-background": cursor, "block-cursor-foreground": cursor_text,
            "block-cursor-text-style": "bold", "input-selection-background": f"{cursor} 60%",
        },
    )  # fmt: skip


THEMES: Final = (
    _theme(
        "dark", dark=True, muted="#8b93a3", cursor="#2f4b73", cursor_text="#ffffff",
        colours="#d9dde5 #14161b #1b1e25 #252a33 #7fb2ff #e3bd74 #e6a94f #ff8089 #84cf97",
    ),
    _theme(
        "light", dark=False, muted="#5a606b", cursor="#cfe0fa", cursor_text="#10151d",
        colours="#1d2128 #fcfbf8 #f3f1ec #e6e3db #1c56ad #7d5200 #8a5200 #b0221b #1c6634",
    ),
    _theme(
        "colour-blind", dark=True, muted="#9aa0a8", cursor="#004b73", cursor_text="#ffffff",
        colours="#e6e6e6 #101215 #181b1f #23272c #56b4e9 #f0e442 #e69f00 #ff8f4d #5fd0b0",
    ),
    _theme(
        "monochrome", dark=True, muted="#a0a0a0", cursor="#e8e8e8", cursor_text="#000000",
        colours="#e8e8e8 #000000 #101010 #202020 #ffffff #ffffff #ffffff #ffffff #ffffff",
    ),
)  # fmt: skip
"""Each theme's name is one of :data:`workbench.tui.config.THEMES`, in the same order."""


def after(name: str) -> str:
    """The theme that comes after one, round and round."""
    names = [theme.name for theme in THEMES]
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
