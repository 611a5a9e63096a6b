"""Raw files: bytes on disk, read strictly as UTF-8 and never changed; of HTML, PDF and DOCX, what was extracted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workbench.core.fault import Fault
from workbench.core.json import sha256
from workbench.ingest.extract.extracted import Extracted
from workbench.ingest.extract.kinds import kind_of

BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file's whole text; ``text`` keeps a leading BOM, so offsets in it are offsets in the raw file.

    Not so where it was ``extracted``: that text has no place in the file, whose hash ``sha256`` still is.
    ``name`` is relative to the argument it was found under, with ``/``.
    """

    name: str
    text: str
    sha256: str
    extracted: Extracted | None = None

    @property
    def start(self) -> int:
        """Where the file's own text starts: after a leading BOM."""
        return 1 if self.text.startswith(BOM) else 0


def read_raw(path: Path, name: str, *, keep_hyphens: bool = False) -> RawFile:
    """Read a file strictly, or extract its text where it is HTML, PDF or DOCX.

    Raises:
        Fault: where the file cannot be read, is not UTF-8 (with the byte offset), holds a NUL (with its byte offset)
            or holds nothing; and where nothing can be extracted.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Fault(f"cannot be read: {error.strerror or type(error).__name__}") from error
    kind = kind_of(name, data)
    if kind is not None and data:
        from workbench.ingest.extract.extraction import extract

        found = extract(kind, data, keep_hyphens=keep_hyphens)
        return RawFile(name, found.text, sha256(data), found)
    return RawFile(name, _text(data), sha256(data))


def _text(data: bytes) -> str:
    at = data.find(b"\0")
    if at >= 0:
        raise Fault(f"holds a NUL character at byte {at}", "Remove it, or save the file as UTF-8 text")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Fault(f"is not UTF-8 at byte {error.start}", "Convert it to UTF-8 first") from None
    if not text.removeprefix(BOM):
        raise Fault("is empty")
    return text
