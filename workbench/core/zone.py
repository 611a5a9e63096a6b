"""Skip zones: stretches of a document that are not its author's text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Zone:
    """A caption, byline, credit or the like: code-point offsets in the document's text, half-open."""

    start: int
    end: int
    kind: str
