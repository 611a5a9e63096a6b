"""Owners: whose work on which document a file is, and how the files of several are called."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final, NamedTuple

from workbench.core.ledger import Ledger
from workbench.formats.exchange import Document, Kind, Reading

GOLD_USER: Final = "CURATION_USER"
NOBODY: Final = "INITIAL_CAS"
NOT_NAMED: Final = "the only reading of its document: the file does not name who made it"
LONGEST: Final = 150
"""Characters of a file's name at most, since many disks end at 255 bytes."""


class Owner(NamedTuple):
    """Whose work on which document a file is."""

    document: str
    annotator: str
    kind: Kind


def owner(name: str, title: str) -> Owner:
    """Whose a file is: a project's archive has ``annotation/DOCUMENT/USER`` and ``curation/DOCUMENT/CURATION_USER``."""
    path = PurePosixPath(name)
    folder = path.parts[-3] if len(path.parts) > 2 else ""
    user = path.stem
    if user == GOLD_USER or folder == "curation":
        return Owner(path.parent.name or title, "", "gold")
    if folder == "annotation":
        return Owner(path.parent.name, "" if user == NOBODY else user, "human")
    return Owner(title or path.name, "", "human")


def files(document: Document, taken: set[str], ledger: Ledger) -> list[tuple[str, Reading]]:
    """A document's readings, each with the name of its file without an ending.

    One goes by the document's name, several go as in a project's archive. Whatever is no letter, digit, dot or hyphen
    becomes ``_``.

    Args:
        document: with its readings; none is an empty one.
        taken: names given before, which are added to; a second document of a name gets a number.
        ledger: where it is booked that a file does not name its annotator.
    """
    base = _unique(_plain(document.name) or "document", taken)
    readings = document.readings or (Reading(),)
    if len(readings) == 1:
        if readings[0].annotator:
            ledger.change("documents", "annotator", readings[0].annotator, NOT_NAMED, document.name)
        return [(base, readings[0])]
    mine: set[str] = set()
    return [(_place(base, reading, mine), reading) for reading in readings]


def _place(base: str, reading: Reading, taken: set[str]) -> str:
    if reading.kind == "gold":
        return f"curation/{base}/{_unique(GOLD_USER, taken)}"
    return f"annotation/{base}/{_unique(_plain(reading.annotator) or 'annotator', taken)}"


def _unique(name: str, taken: set[str]) -> str:
    """The name, with a number where it is taken (upper and lower case are one, as on some disks); takes it."""
    found, n = name, 1
    while found.casefold() in taken:
        n += 1
        found = f"{name}_{n}"
    taken.add(found.casefold())
    return found


def _plain(name: str) -> str:
    return "".join(c if c.isalnum() or c in ".-" else "_" for c in name).strip(".")[:LONGEST]
