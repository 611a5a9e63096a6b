"""Which files are not plain text, by what they begin with and, for HTML, by their ending."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final, Literal, TypeAlias

Kind: TypeAlias = Literal["html", "pdf", "docx"]

ENDINGS: Final[dict[str, Kind]] = {".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf", ".docx": "docx"}
"""What a folder is searched for besides ``.txt``."""
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What Word's old files begin with, and encrypted new ones."""

_WORD: Final = b"word/document"
"""Stands in the directory of a DOCX, which is never compressed."""
_HTML: Final = (b"<!doctype html", b"<html")


def kind_of(name: str, data: bytes) -> Kind | None:
    """What a file is; None for plain text, which a ``.txt`` with tags in it is too, because text is kept verbatim."""
    ending = PurePosixPath(name).suffix.lower()
    if ending in ENDINGS:
        return ENDINGS[ending]
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(OLE) or (data.startswith(b"PK\x03\x04") and _WORD in data):
        return "docx"
    start = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return "html" if ending != ".txt" and start.startswith(_HTML) else None
