"""A JSON list as a file, one item a line, so that a change of one document is a change of one line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from workbench.core.json import Json
from workbench.formats.jsonfile import encoded


def write_list(items: Iterable[Json], out: BinaryIO) -> None:
    """Write the items as one JSON list."""
    out.write(b"[")
    before = b"\n"
    for item in items:
        out.write(before + encoded(item))
        before = b",\n"
    out.write(b"\n]\n")
