"""Extraction: the text of an HTML, PDF or DOCX file, or one sentence that says why there is none."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib import import_module
from typing import Final

from workbench.core.fault import Fault
from workbench.ingest.extract.extracted import Extracted
from workbench.ingest.extract.kinds import Kind
from workbench.ingest.extract.quiet import quiet

LIBRARIES: Final[dict[Kind, str]] = {"html": "trafilatura", "pdf": "pypdf", "docx": "docx"}
"""The module that reads each kind."""

_PACKAGES: Final = {"docx": "python-docx"}
_TALKERS: Final = ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer", "pypdf", "docx")
_UNKEPT: Final = re.compile("[\0\ud800-\udfff]")
"""What no database keeps as text: NUL and halves of surrogate pairs."""


def package_of(kind: Kind) -> str:
    """The package that reads a kind, under the name by which it is installed."""
    library = LIBRARIES[kind]
    return _PACKAGES.get(library, library)


def extract(kind: Kind, data: bytes, *, keep_hyphens: bool = False) -> Extracted:
    """Take the text out of a file.

    Args:
        kind: what the file is.
        data: the whole file.
        keep_hyphens: leave words of a PDF divided where a hyphen stands at a line's end.

    Raises:
        Fault: where the library is missing, or the file is damaged, encrypted, too large or without text.
    """
    with quiet(*_TALKERS):
        _require(kind)
        try:
            found = _read(kind, data, keep_hyphens)
        except Fault:
            raise
        except MemoryError:
            raise Fault("needs more memory to be read than there is", "Cut it into several files") from None
        except Exception as error:  # the libraries' errors are of every class, some of them bare KeyErrors
            raise Fault(f"is damaged or no {kind.upper()} file ({type(error).__name__})", "Save it anew") from None
    return _kept(found)


def _require(kind: Kind) -> None:
    try:
        import_module(LIBRARIES[kind])
    except ImportError:
        raise Fault(
            f"cannot be read without {package_of(kind)}", "pip install 'annotation-workbench[ingest]'"
        ) from None


def _read(kind: Kind, data: bytes, keep_hyphens: bool) -> Extracted:
    """Each reader is imported where it is needed, because its library takes a fifth of a second."""
    if kind == "pdf":
        from workbench.ingest.extract.pdf import read_pdf

        return read_pdf(data, keep_hyphens)
    if kind == "docx":
        from workbench.ingest.extract.docx import read_docx

        return read_docx(data)
    from workbench.ingest.extract.html import read_html

    return read_html(data)


def _kept(found: Extracted) -> Extracted:
    text, n = _UNKEPT.subn("\ufffd", found.text)
    if not n:
        return found
    return replace(found, text=text, changed={**found.changed, "characters that are no text": n})
