"""The choice: which of the documents found are wanted, by number or by name."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.core.fault import Fault


class Choice:
    """What ``--only`` names: numbers of the list that ``--dry-run`` prints (from 1, ranges as 2-5), or names.

    Raises:
        Fault: where a range runs backwards.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._numbers: set[int] = set()
        self._names: set[str] = set()
        self._unseen: set[str] = set()
        for word in (part.strip() for text in words for part in text.split(",")):
            if word:
                self._unseen.add(word)
                self._read(word)
        self._everything = not self._unseen

    def _read(self, word: str) -> None:
        first, dash, last = word.partition("-")
        if _number(word):
            self._numbers.add(int(word))
        elif dash and _number(first) and _number(last):
            if int(first) > int(last):
                raise Fault(f"--only {word} runs backwards", f"Write {last}-{first}")
            self._numbers.update(range(int(first), min(int(last), int(first) + 1_000_000) + 1))
        else:
            self._names.add(word)

    def __call__(self, number: int, name: str) -> bool:
        """Whether the document of this number and name is wanted."""
        if self._everything:
            return True
        wanted = number in self._numbers or name in self._names
        if wanted:
            self._unseen = {word for word in self._unseen if not _covers(word, number, name)}
        return wanted

    @property
    def unseen(self) -> list[str]:
        """What was named and never found, sorted."""
        return sorted(self._unseen)


def _covers(word: str, number: int, name: str) -> bool:
    first, dash, last = word.partition("-")
    if dash and _number(first) and _number(last):
        return int(first) <= number <= int(last)
    return word == name or (_number(word) and int(word) == number)


def _number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < 10
