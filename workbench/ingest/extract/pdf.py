"""PDF: the text layer of every page, in the order that pypdf reads it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from io import BytesIO
from typing import TYPE_CHECKING

from workbench.core.fault import Fault
from workbench.ingest.extract.extracted import Extracted
from workbench.ingest.extract.hyphens import joined
from workbench.ingest.limits import LONGEST

if TYPE_CHECKING:
    from pypdf import PdfReader


def read_pdf(data: bytes, keep_hyphens: bool = False) -> Extracted:
    """The text of a PDF, its pages one below the other, without empty lines at their tops and feet.

    Its title is not taken, because most name the template or the scanner, nor its dates, which are the file's.

    Raises:
        Fault: where it asks for a password, has no text layer, or too much of one.
    """
    pages = list(_pages(_opened(data)))
    bare = sum(not page.strip() for page in pages)
    if bare == len(pages):
        raise Fault("has no text layer, as scans have none", "Run text recognition (OCR) over it first")
    text, n = "\n".join(pages), 0
    if not keep_hyphens:
        text, n = joined(text)
    return Extracted(
        text,
        "pypdf",
        version("pypdf"),
        facts={"pages": len(pages)},
        changed={"words joined that a hyphen divided at a line's end": n} if n else {},
        left_out={"pages without a text layer": bare} if bare else {},
    )


def _opened(data: bytes) -> PdfReader:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    try:
        reader = PdfReader(BytesIO(data))
        # A file that only forbids printing opens with the empty password, as every viewer opens it.
        if reader.is_encrypted and not reader.decrypt(""):
            raise _closed()
    except DependencyError:
        raise _closed() from None
    return reader


def _closed() -> Fault:
    return Fault("is encrypted", "Save it without a password first")


def _pages(reader: PdfReader) -> Iterator[str]:
    length = 0
    for page in reader.pages:
        text = page.extract_text().strip("\n")
        length += len(text)
        if length > LONGEST:
            raise Fault(f"holds more than {LONGEST:,} characters", "Cut it into several files")
        yield text
