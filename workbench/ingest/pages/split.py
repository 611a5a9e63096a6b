"""Splitting a scraped page into its articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from workbench.ingest.pages.article import Article
from workbench.ingest.pages.boilerplate import (
    LOGO,
    body_end,
    footer_rank,
    is_header,
    loses_text,
    opens_related,
    page_tag,
)
from workbench.ingest.pages.dates import resolve
from workbench.ingest.pages.head import Head
from workbench.ingest.pages.labels import Known, read_labels
from workbench.ingest.pages.layouts import find_heads
from workbench.ingest.pages.lines import Line, read_lines, text_from
from workbench.ingest.zones import find_zones

_STRAY: Final = 200
"""How much unknown text, in code points, may stand above a page's first article before the split is in doubt."""


@dataclass(frozen=True, slots=True)
class _Part:
    """An article's head, where its body ends, and the page's tag and section it stands in."""

    head: Head
    end: int
    tag: str | None
    related: bool


def split_page(raw: str, as_of: date | None = None) -> list[Article]:
    """Return a scraped page's articles in their order, or none where the text is not surely a page of a known layout.

    ``as_of`` is the day the page was fetched; without it an age ("3 days ago") is no date.
    """
    lines = read_lines(raw)
    heads = _trusted(lines, find_heads(lines))
    if not heads or _stray_text(lines, heads[0]):
        return []
    parts = list(_parts(lines, heads))
    cuts = zip(parts, [*(part.head.top for part in parts[1:]), len(lines)], strict=True)
    if any(loses_text(lines, part.end, end) for part, end in cuts):
        return []
    known = _known(heads)
    return [_article(raw, lines, part, known, as_of) for part in parts]


def _trusted(lines: Sequence[Line], heads: Sequence[Head]) -> list[Head]:
    """Keep the heads that are sure, and the others only on a page that its header or footer gives away.

    An own page has one article, so that a head of its kind that is not sure can only be the first.
    """
    if not heads:
        return []
    listed = any(head.sure and head.style == "copies" for head in heads)
    first = text_from(lines, 0)
    top = heads[0].first
    tagged = any(page_tag(line.text) is not None for line in lines[:top])
    framed = tagged or (first is not None and lines[first].text == LOGO)
    framed = framed or body_end(lines, top, len(lines)) < len(lines)
    return [
        head
        for head in heads
        if head.sure or (tagged and not listed if head.style == "once" else framed and head is heads[0])
    ]


def _stray_text(lines: Sequence[Line], head: Head) -> bool:
    """Tell whether more stands above the first article than a page's header, so that a split would lose text."""
    above = (line.text for line in lines[: head.top] if not is_header(line.text) and footer_rank(line.text) is None)
    return sum(map(len, above)) > _STRAY


def _parts(lines: Sequence[Line], heads: Sequence[Head]) -> Iterator[_Part]:
    """Give each head its body's end, and carry the page's tag and the related section from one to the next."""
    top = heads[0].top
    tag = next((found for line in lines[:top] if (found := page_tag(line.text)) is not None), None)
    related = any(opens_related(line.text) for line in lines[:top])
    for head, below in zip(heads, [*(head.top for head in heads[1:]), len(lines)], strict=True):
        if head.tag is not None or head.style == "article":
            tag, related = head.tag, False
        end = body_end(lines, head.first, below)
        yield _Part(head, end, tag, related)
        related = related or any(opens_related(line.text) for line in lines[end:below])


def _known(heads: Sequence[Head]) -> Known:
    """Collect the sources and categories that the page names without doubt."""
    sources = {head.source for head in heads if head.source is not None}
    categories = {head.bullets[0] for head in heads if len(head.bullets) == 2} - sources
    return Known(frozenset(sources), frozenset(categories))


def _article(raw: str, lines: Sequence[Line], part: _Part, known: Known, as_of: date | None) -> Article:
    """Make the article of one part of the page, zones included."""
    head = part.head
    category, source = read_labels(head.source, head.bullets, part.related, known)
    written = [line for line in lines[head.first : part.end] if line.text]
    start, end = (written[0].start, written[-1].end) if written else (lines[head.first - 1].end,) * 2
    return Article(
        title=head.title,
        source=source,
        published=None if head.printed is None else resolve(head.printed, as_of),
        published_as_printed=head.printed,
        category=category,
        tag=part.tag,
        start=start,
        end=end,
        layout=_layout(part, category),
        zones=find_zones(raw[start:end]),
    )


def _layout(part: _Part, category: str | None) -> str:
    """Name the layout: the section tells tag from related, and where there is none, the bullets do."""
    if part.head.style != "copies":
        return "tag_b" if part.head.style == "once" else "article"
    alone = part.tag is None and category is None and len(part.head.bullets) == 1
    return "related" if part.related or alone else "tag"
