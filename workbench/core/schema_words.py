"""How flaws of a schema are worded: names that are safe to show, and guesses at what was meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final, TypeAlias

from workbench.core.display import safe_line

Found: TypeAlias = tuple[tuple[str | int, ...], str]
"""A flaw as the checks yield it: its path, and one sentence."""

SHOWN: Final = 40
"""Code points of a foreign name that a message repeats."""


def named(text: str) -> str:
    """A name out of a file, in quotation marks, cut short and safe to show."""
    return f'"{safe_line(text if len(text) <= SHOWN else text[:SHOWN] + "…")}"'


def meant(name: str, known: Iterable[str]) -> str:
    """The known name that is closest to what was written; empty where none is close, whatever the case of letters."""
    by_fold = {other.casefold(): other for other in known}
    close = get_close_matches(name[:64].casefold(), by_fold, n=1, cutoff=0.6)
    return by_fold[close[0]] if close else ""


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """The sentence about a name that stands for nothing: with a guess, else with what there is to choose from."""
    choices = list(known)
    guess = meant(name, choices)
    if guess:
        return f"there is no {what} {named(name)}; did you mean {named(guess)}?"
    if not choices:
        return f"there is no {what} {named(name)}; define it, or take it out"
    listed = ", ".join(named(choice)[1:-1] for choice in choices[:12]) + (", …" if len(choices) > 12 else "")
    return f"there is no {what} {named(name)}; choose from {listed}"


def found(path: tuple[str | int, ...], sentence: str) -> Found:
    """A flaw as the checks yield it."""
    return path, sentence
