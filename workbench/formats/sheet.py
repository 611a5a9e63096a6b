"""The sheet: a CSV or TSV file with a head, its cells as they stand."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from workbench.core.fault import Fault
from workbench.formats.source import HEAD, Source

LONGEST_CELL: Final = 100_000_000
"""Characters of a cell that are read at most; the module's own limit is smaller than many a text."""


class Row(NamedTuple):
    """A row: the line of the file it ends on, and its cells by their heads."""

    line: int
    cells: dict[str, str]


class Sheet(NamedTuple):
    """A table; ``rows`` are those that have a cell for each head, ``ragged`` the lines of those that have not."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    ragged: tuple[int, ...]


def sheet(source: Source) -> Sheet:
    """The whole table.

    Raises:
        Fault: where it is not UTF-8, or no CSV.
    """
    try:
        text = source.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Fault(f"{source.name} is not UTF-8 at byte {error.start}", "Save it as UTF-8") from None
    return _sheet(source.name, text)


def head_of(source: Source) -> Sheet:
    """As much of the table as a sniff may see; empty where it is none."""
    head = source.head()
    text = head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    try:
        found = _sheet(source.name, text, strict=len(head) < HEAD)
    except Fault:
        return Sheet(source.name, (), (), ())
    return found._replace(rows=found.rows[:-1]) if len(head) == HEAD else found


def _sheet(name: str, text: str, *, strict: bool = True) -> Sheet:
    heads, *rows = list(_rows(name, text, strict)) or [(1, [])]
    names = tuple(cell.strip() for cell in heads[1])
    if len(set(names)) < len(names):
        raise Fault(f"{name} has two columns of one name", "Rename one")
    whole = tuple(Row(line, dict(zip(names, cells, strict=True))) for line, cells in rows if len(cells) == len(names))
    return Sheet(name, names, whole, tuple(line for line, cells in rows if cells and len(cells) != len(names)))


def _rows(name: str, text: str, strict: bool) -> Iterator[tuple[int, Sequence[str]]]:
    first = text.partition("\n")[0]
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in first else ",", strict=strict)
    try:
        for cells in reader:
            if cells:
                yield reader.line_num, cells
    except csv.Error as error:
        raise Fault(f"{name} line {reader.line_num} is no CSV: {error}", "Save it as CSV again") from None
