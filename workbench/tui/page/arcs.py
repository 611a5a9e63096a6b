"""Arcs: the relations of one row, each a text at a column, packed into lanes under those of the spans."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len, set_cell_size

from workbench.core.relation import Relation
from workbench.tui.page.packing import first_fit

SEPARATION: Final = 1
"""Free columns between two arcs of one lane."""


@dataclass(slots=True)
class Arc:
    """What is drawn for a relation at column ``x`` of a row; None stands for the relations that found no room."""

    relation: Relation | None
    x: int
    text: str
    lane: int = 0

    @property
    def end(self) -> int:
        """One column past the text."""
        return self.x + cell_len(self.text)


@dataclass(frozen=True, slots=True)
class Here:
    """A relation within a row: the columns of its head and tail."""

    relation: Relation
    head: int
    tail: int


@dataclass(frozen=True, slots=True)
class Away:
    """A relation with one end in a row: its column, whether it is the head, how many rows off the other is."""

    relation: Relation
    x: int
    leaving: bool
    rows: int


def arcs(here: Sequence[Here], away: Sequence[Away], name: Callable[[str], str], width: int) -> list[Arc]:
    """The arcs of a row of ``width`` columns; relations to other rows share the last lane."""
    drawn = [_arc(h, name(h.relation.label), width) for h in here]
    drawn.sort(key=lambda arc: (arc.x, -arc.end))
    free: list[int] = []
    for arc in drawn:
        arc.lane = first_fit(free, arc.x, arc.end + SEPARATION)
    stubs = _stubs(sorted(away, key=lambda a: (a.x, not a.leaving, a.relation.n)), name, width)
    for arc in stubs:
        arc.lane = len(free)
    return drawn + stubs


def _arc(here: Here, name: str, width: int) -> Arc:
    """A relation within the row, its label inside the arc where that has room, else beside it."""
    left, right = min(here.head, here.tail), max(here.head, here.tail)
    forward = here.head <= here.tail
    inner = right - left - 1
    dashes = inner - cell_len(name) - 3
    if dashes >= 2:
        near, far = "─" * (dashes // 2), "─" * (dashes - dashes // 2)
        body = f"{near} {name} {far}▸" if forward else f"◂{far} {name} {near}"
        return Arc(here.relation, left, f"╰{body}╯")
    if inner > 0:
        line = "─" * (inner - 1)
        arc = f"╰{line}▸╯" if forward else f"╰◂{line}╯"
    else:
        arc = "╰▸" if forward else "◂╯"
    whole = f"{arc} {name}"
    if left + cell_len(whole) <= width:
        return Arc(here.relation, left, whole)
    if left > cell_len(name):
        return Arc(here.relation, left - cell_len(name) - 1, f"{name} {arc}")
    return Arc(here.relation, left, set_cell_size(whole, max(1, width - left)).rstrip())


def _stubs(away: Sequence[Away], name: Callable[[str], str], width: int) -> list[Arc]:
    """Relations that leave or enter the row, moved left as far as needed; a count stands for those beyond the room."""
    stubs: list[Arc] = []
    before = -1
    for one in away:
        lead = ("╰─" if one.leaving else "╰◂") if one.x != before else ("·" if one.leaving else "· ◂")
        arrow = "↓" if one.rows > 0 else "↑"
        stubs.append(Arc(one.relation, one.x, f"{lead} {name(one.relation.label)} {arrow}{abs(one.rows)}"))
        before = one.x
    stubs = _counted(stubs, width)
    _spread(stubs, width)
    return stubs


def _counted(stubs: list[Arc], width: int) -> list[Arc]:
    """The first stubs that fit in the width, with the number of the others after them."""
    kept = list(stubs)
    more = 0
    while len(kept) > 1 and sum(cell_len(arc.text) + SEPARATION for arc in kept) + (3 if more else -SEPARATION) > width:
        kept.pop()
        more += 1
    return [*kept, Arc(None, 0, f"+{more}")] if more else kept


def _spread(stubs: list[Arc], width: int) -> None:
    """Move stubs right until they do not touch, then left until the last one ends in the row."""
    at = 0
    for arc in stubs:
        arc.x = max(arc.x, at)
        at = arc.end + SEPARATION
    limit = width
    for arc in reversed(stubs):
        room = limit - cell_len(arc.text)
        if arc.x <= room:
            break
        if room < 0:
            arc.text = set_cell_size(arc.text, max(1, limit))
        arc.x = max(0, room)
        limit = arc.x - SEPARATION
