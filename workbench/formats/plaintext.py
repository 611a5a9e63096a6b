"""Plain text that stands beside annotations: strict UTF-8, kept to the letter."""

from __future__ import annotations

from workbench.core.fault import Fault
from workbench.formats.source import Source


def text_of(source: Source) -> str:
    """The whole text, a byte order mark included, because tools that write offsets count it.

    Raises:
        Fault: where it is not UTF-8.
    """
    try:
        return source.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise Fault(f"{source.name} is not UTF-8 at byte {error.start}", "Convert it to UTF-8 first") from None
