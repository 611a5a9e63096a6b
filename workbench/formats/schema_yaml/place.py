"""Where things stand in a YAML file, and faults that say so."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""Keys from the outside in, and places in a list, from 0."""


class Place(NamedTuple):
    """A line and a column, both counted from 1; columns are code points."""

    line: int
    column: int


class SchemaFault(NamedTuple):
    """One fault of a schema file: where it stands, the path of what it is about, and one sentence with a cure.

    Sorts by place.
    """

    line: int
    column: int
    path: Path
    message: str

    def __str__(self) -> str:
        return f"{self.line}:{self.column}: {self.message}"


def fault(place: Place, path: Path, message: str) -> SchemaFault:
    """A fault at a place."""
    return SchemaFault(place.line, place.column, path, message)


def in_order(found: list[SchemaFault]) -> list[SchemaFault]:
    """Faults by place, each once."""
    return sorted(dict.fromkeys(found), key=lambda f: (f.line, f.column, f.message))
