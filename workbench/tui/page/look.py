"""The look of a page: what is painted over the text beside the annotations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from workbench.tui.page.stretches import Stretches

Mode: TypeAlias = Literal["lanes", "background"]
"""Brackets in lanes under the text for annotating, or colour behind the text for reading."""


@dataclass(slots=True)
class Look:
    """Cursor and selection as ranges of offsets, the span in focus, and the overlays; all may change between frames."""

    mode: Mode = "lanes"
    cursor: tuple[int, int] | None = None
    selection: tuple[int, int] | None = None
    current: int | None = None
    zones: Stretches = field(default_factory=Stretches)
    matches: Stretches = field(default_factory=Stretches)
    hints: dict[int, str] = field(default_factory=dict)
