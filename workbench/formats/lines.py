"""Lines: a text file as lines, split on LF alone, because a token may well hold any other line separator."""

from __future__ import annotations

from workbench.core.fault import Fault
from workbench.formats.source import Source


def lines(source: Source) -> list[str]:
    """The lines of a file of UTF-8, without line ends (LF, or CR LF) and byte order mark.

    Raises:
        Fault: where it is not UTF-8.
    """
    try:
        text = source.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Fault(f"{source.name} is not UTF-8 at byte {error.start}", "Save it as UTF-8") from None
    return [line.removesuffix("\r") for line in text.split("\n")]


def first_lines(source: Source) -> list[str]:
    """The lines of a file's head, for a sniff; the last one, which may be cut off, is left out of a long file."""
    head = source.head()
    found = head.decode("utf-8-sig", "replace").split("\n")
    whole = len(found) == 1 or len(head) == len(source.read())
    return [line.removesuffix("\r") for line in (found if whole else found[:-1])]
