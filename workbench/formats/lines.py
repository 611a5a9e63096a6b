"""Lines: a text file as lines, split on LF alone, because a token may well hold any other line separator."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice
from typing import Final

from workbench.core.fault import Fault
from workbench.formats.source import Source

PROBED: Final = 2_000
"""Lines that a sniff looks at."""
_BOM: Final = b"\xef\xbb\xbf"


def lines(source: Source) -> Iterator[str]:
    """The lines of a file of UTF-8, one at a time, without line ends (LF, or CR LF) and byte order mark.

    Raises:
        Fault: at the line that is not UTF-8.
    """
    for number, line in enumerate(io.BytesIO(source.read().removeprefix(_BOM)), 1):
        try:
            yield line.decode().removesuffix("\n").removesuffix("\r")
        except UnicodeDecodeError as error:
            cure = "Save it as UTF-8"
            raise Fault(f"{source.name}, line {number}, is not UTF-8 at byte {error.start}", cure) from None


def first_lines(source: Source) -> list[str]:
    """The first lines of a file, for a sniff; none where it is not UTF-8."""
    try:
        return list(islice(lines(source), PROBED)) or [""]
    except Fault:
        return [""]
