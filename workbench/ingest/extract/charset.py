"""The character set of an HTML page: what it declares, or else UTF-8, read strictly and never guessed."""

from __future__ import annotations

import codecs
import re
from typing import Final

from workbench.core.fault import Fault

_DECLARED: Final = re.compile(
    rb"""<(?:meta\b[^>]{0,300}?\bcharset|\?xml\b[^>]{0,100}?\bencoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_HEAD: Final = 4096
"""Bytes in which a declaration has to stand."""
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_KNOWN: Final = ("utf-8", "iso8859", "cp125", "cp874", "koi8", "big5", "gb", "shift_jis", "euc_", "iso2022_jp", "mac")
"""What Python's names for the character sets of web pages begin with; some of its others are no character sets."""


def decoded(data: bytes) -> str:
    """The page as text, without a byte order mark.

    Raises:
        Fault: where the bytes are not of the character set that the page declares, or of UTF-8.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], name, f"is not {name.upper()} at byte", len(mark))
    found = _DECLARED.search(data[:_HEAD])
    if found is None:
        return _strict(data, "utf-8", "declares no character set, and is not UTF-8 at byte")
    label = found[1].decode("ascii", "replace").lower()
    return _strict(data, _codec(label), f"is not {label} at byte")


def _codec(label: str) -> str:
    if label.startswith("utf-16"):
        return "utf-8"  # The declaration was read as ASCII, so that cannot be (HTML standard, 13.2.3.2).
    try:
        name = codecs.lookup(label).name
    except LookupError:
        name = ""
    if name in ("ascii", "iso8859-1"):
        return "cp1252"  # As every browser reads these two (Encoding standard, 4.2).
    if not name.startswith(_KNOWN):
        raise Fault("declares a character set that is not known", "Convert it to UTF-8 first")
    return name


def _strict(data: bytes, name: str, told: str, before: int = 0) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise Fault(f"{told} {before + error.start}", "Convert it to UTF-8 first") from None
