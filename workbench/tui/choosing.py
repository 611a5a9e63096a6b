"""Choosing from a few: options with a key each, shown in the mode line and picked by letter or digit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.content import Content

from workbench.core.display import safe_line

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Option(Generic[T]):
    """One thing to choose: its key, what people see, and what it stands for."""

    key: str
    name: str
    value: T


@dataclass(frozen=True, slots=True)
class Choosing(Generic[T]):
    """A choice under way: what is asked, the options, and what happens with the one that is picked."""

    question: str
    options: tuple[Option[T], ...]
    pick: Callable[[T], None]

    def press(self, key: str) -> bool:
        """Pick by an option's key, or by its place as a digit.

        Returns:
            Whether the key picked something.
        """
        for option in self.options:
            if option.key == key:
                self.pick(option.value)
                return True
        if key.isdigit() and 0 < int(key) <= min(9, len(self.options)):
            self.pick(self.options[int(key) - 1].value)
            return True
        return False

    def line(self, width: int) -> Content:
        """The mode line: the question, and each option behind its key; names are cut so that every key can be seen."""
        names = [safe_line(option.name) for option in self.options]
        question = f" {safe_line(self.question)}  "
        room = width - cell_len(question) - sum(cell_len(option.key) + 4 for option in self.options)
        longest = fitting([cell_len(name) for name in names], room)
        text = Text(question, end="")
        for option, name in zip(self.options, names, strict=True):
            text.append(f" {option.key} ", style="reverse")
            text.append(f" {name if cell_len(name) <= longest else set_cell_size(name, longest)} ")
        return Content.from_rich_text(text)


def fitting(lengths: Sequence[int], room: int) -> int:
    """How long each may be at most, so that all of them together take no more than there is room for; at least 2."""
    longest = max(lengths, default=0)
    while longest > 2 and sum(min(length, longest) for length in lengths) > room:
        longest -= 1
    return longest


def options(rows: Iterable[tuple[str | None, str, T]]) -> tuple[Option[T], ...]:
    """Options from (wanted key, name, value) rows; a missing or taken key becomes the first free letter or digit."""
    rows = list(rows)
    taken = {key for key, _, _ in rows if key}
    out: list[Option[T]] = []
    used: set[str] = set()
    for i, (wanted, name, value) in enumerate(rows):
        key = wanted if wanted and wanted not in used else _free(name, taken | used, i)
        used.add(key)
        out.append(Option(key, name, value))
    return tuple(out)


def _free(name: str, taken: set[str], place: int) -> str:
    letters: Sequence[str] = [c for c in name.lower() if c.isascii() and c.isalpha()]
    if place < 9:
        return str(place + 1) if str(place + 1) not in taken else next((c for c in letters if c not in taken), "?")
    return next((c for c in [*letters, *"abcdefghijklmnopqrstuvwxyz"] if c not in taken), "?")
