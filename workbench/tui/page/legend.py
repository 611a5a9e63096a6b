"""The legend: how each label of a schema is written and coloured on the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len, set_cell_size

from workbench.core.display import safe_line
from workbench.core.schema import Schema

SLOTS: Final = 8
BRACKETS: Final = ("╰─╯", "┗━┛", "╚═╝")
"""Left edge, line and right edge; the second and third serve labels that share a colour slot with an earlier one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A label as drawn: its word, its short code, its colour slot (0 to 7) and the number of its bracket."""

    word: str
    code: str
    slot: int
    bracket: int


class Legend:
    """Entries of a schema's labels; colour and bracket together are unique for the first 24."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._labels: dict[str, Entry] = {}
        self._relations: dict[str, str] = {}
        taken: set[tuple[int, int]] = set()
        by_choice = sorted(schema.labels.items(), key=lambda item: item[1].slot is None)
        for place, (id_, label) in enumerate(by_choice):
            slot = place % SLOTS if label.slot is None else label.slot - 1
            slot, bracket = _free(taken, slot, fixed=label.slot is not None)
            taken.add((slot, bracket))
            word = safe_line(schema.label_name(id_))
            self._labels[id_] = Entry(word, safe_line(label.code) or word, slot, bracket)

    def label(self, id_: str) -> Entry:
        """The entry of a span label; one the schema does not know is written by its id."""
        entry = self._labels.get(id_)
        if entry is None:
            word = safe_line(id_)
            entry = self._labels[id_] = Entry(word, word, len(self._labels) % SLOTS, 0)
        return entry

    def relation(self, id_: str) -> str:
        """What is written for a relation label."""
        word = self._relations.get(id_)
        if word is None:
            word = self._relations[id_] = safe_line(self.schema.relation_name(id_))
        return word


def _free(taken: set[tuple[int, int]], slot: int, fixed: bool) -> tuple[int, int]:
    """The first pair of slot and bracket not taken yet, in the slot asked for where that is fixed."""
    for bracket in range(len(BRACKETS)):
        for step in range(1 if fixed else SLOTS):
            pair = (slot + step) % SLOTS, bracket
            if pair not in taken:
                return pair
    return slot, 0


def bracketed(width: int, entry: Entry, named: bool, left: str = "", right: str = "") -> tuple[str, str, str]:
    """A bracket of exactly ``width`` columns, as what stands before the word, the word, and what stands after it.

    The word gives way to the code and the code to its first letters; edges give way before letters do. ``left`` and
    ``right`` replace the edges: ``┄`` where the span goes on, ``!`` where it misses a token's edge, and ``!`` stays.
    """
    open_, line, close = BRACKETS[entry.bracket]
    left, right = left or open_, right or close
    if not named:
        return "", "", (left + line * (width - 2) + right) if width > 1 else left if left != open_ else right
    for word in (entry.word, entry.code):
        room = width - cell_len(word)
        if room >= 2:
            return left, word, line * (room - 2) + right
        if room == 1:
            return (left, word, "") if left == "!" else ("", word, right)
        if room == 0 and "!" not in (left, right):
            return "", word, ""
    if width > 2:
        return left, set_cell_size(entry.code, width - 2), right
    if width == 2 and "!" in (left, right):
        return (left, entry.code[:1], "") if left == "!" else ("", set_cell_size(entry.code, 1), right)
    return "", set_cell_size(entry.code, width), ""
