"""Naming: labels and other names as brat can write them, where a blank ends a name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final, Literal, TypeAlias

Kind: TypeAlias = Literal["label", "event", "relation", "role", "attribute", "value", "annotator"]

_WRONG: Final = re.compile(r"[\s\x00-\x1f\x7f]+")
_WRONG_BEFORE_COLON: Final = re.compile(r"[\s:\x00-\x1f\x7f]+")
_WRONG_IN_FILE: Final = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]+')
_BREAKS: Final = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
_LONGEST: Final = 200
"""Characters of a file's name; file systems take 255 bytes with its ending."""


class Names:
    """Each name as it is written: its own where brat can hold it, else one that no other name has."""

    def __init__(self) -> None:
        self._written: dict[tuple[Kind, str], str] = {}
        self._taken: set[tuple[Kind, str]] = set()

    def reserve(self, kind: Kind, names: Iterable[str]) -> None:
        """Keep the names that need no change for themselves; call this for all names before asking for one."""
        for name in names:
            if _clean(kind, name) == name:
                self._written[kind, name] = name
                self._taken.add((kind, name))

    def of(self, kind: Kind, name: str) -> str:
        """How a name is written."""
        if (kind, name) not in self._written:
            clean = _clean(kind, name)
            number, new = 2, clean
            while (kind, new) in self._taken:
                number, new = number + 1, f"{clean}_{number}"
            self._written[kind, name] = new
            self._taken.add((kind, new))
        return self._written[kind, name]


def _clean(kind: Kind, name: str) -> str:
    if kind == "annotator":
        return _WRONG_IN_FILE.sub("_", name.replace("/", "_")).strip(". ")[:_LONGEST] or "nobody"
    return (_WRONG_BEFORE_COLON if kind in ("event", "role") else _WRONG).sub("_", name) or "_"


def one_line(text: str) -> str:
    """A text with a blank for each run of tabs and line breaks of any kind."""
    return _BREAKS.sub(" ", text)


class Files:
    """Names of files without their endings: inside the folder, fit for any system, and each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, document: str) -> str:
        """The name of the next document's files."""
        parts = [_part(part) for part in PurePosixPath(document.removesuffix(".txt")).parts]
        clean = "/".join(part for part in parts if part) or "document"
        number, name = 2, clean
        while name.casefold() in self._taken:
            number, name = number + 1, f"{clean}-{number}"
        self._taken.add(name.casefold())
        return name


def _part(part: str) -> str:
    return "" if part in ("/", ".", "..") else _WRONG_IN_FILE.sub("_", part)[:_LONGEST]
