"""The practice page of the tour: its text, and what gold says about it."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workbench.core.fault import Fault
from workbench.core.span import Fragment
from workbench.core.tokens import Tokens

_PACKAGE: Final = Path(__file__).parents[1]
_SPAN: Final = re.compile(r'^\w+ (\S+) "([^"]+)"')
_TOKEN: Final = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Practice:
    """The page's text with its tokens, and gold's label for each stretch."""

    text: str
    tokens: Tokens
    gold: dict[Fragment, str]

    def at(self, words: str) -> Fragment:
        """Where words first stand in the text."""
        start = self.text.index(words)
        return start, start + len(words)

    def answer(self, label: str, at: Fragment) -> str:
        """What gold says of a label on a stretch, in words."""
        wanted = self.gold.get(at)
        if wanted == label:
            return f"Gold says {label} too"
        if wanted is not None:
            return f"Gold says {wanted} here, not {label}"
        near = [(a, b) for a, b in self.gold if a < at[1] and at[0] < b]
        if near:
            a, b = near[0]
            return f"Gold marks “{self.text[a:b]}” as {self.gold[near[0]]}"
        return "Gold marks nothing here"


def practice() -> Practice:
    """The practice page that this installation carries.

    Raises:
        Fault: where it lacks it.
    """
    text = _carried("practice.txt").removesuffix("\n")
    gold: dict[Fragment, str] = {}
    for line in _carried("readings/gold/practice.txt").splitlines():
        if (found := _SPAN.match(line)) and found[2] in text:
            start = text.index(found[2])
            gold[start, start + len(found[2])] = found[1]
    matches = list(_TOKEN.finditer(text))
    tokens = Tokens(array("I", (m.start() for m in matches)), array("I", (m.end() for m in matches)))
    return Practice(text, tokens, gold)


def _carried(name: str) -> str:
    """A file of ``seeds/``: inside the package in a wheel, beside it in a checkout."""
    for root in (_PACKAGE / "_data", _PACKAGE.parent):
        file = root / "seeds" / name
        if file.is_file():
            return file.read_text("utf-8")
    raise Fault("This installation lacks the practice page", "Install annotation-workbench again")
