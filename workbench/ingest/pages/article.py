"""An article found on a page: what the page says about it, and where its body stands."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.core.zone import Zone


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a scraped page; ``start`` and ``end`` are code points of the raw file (a BOM is counted).

    ``layout`` is ``tag``, ``tag_b``, ``article`` or ``related``; what the page does not give is None; the zones'
    offsets are in the body. A body that is missing is empty: ``start == end``.
    """

    title: str | None
    source: str | None
    published: str | None
    published_as_printed: str | None
    category: str | None
    tag: str | None
    start: int
    end: int
    layout: str
    zones: tuple[Zone, ...] = ()

    def body(self, raw: str) -> str:
        """Return the article's text, a slice of the raw page it was found on."""
        return raw[self.start : self.end]
