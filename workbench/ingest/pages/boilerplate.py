"""What the site prints around its articles: header lines, the footer, and where a body ends before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from workbench.ingest.pages.lines import Line, text_before

LOGO: Final = "logo"
HASH: Final = "#"
_TAG: Final = re.compile(r"Latest news with #\s*(?P<tag>\S.*)")

_FOOTER: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"Orange background",
        r"Try Our AI Features",
        r"Explore what .{1,60}:",
        r"Comments",
        r"No comments yet.{0,3}",
        r"Related Articles",
        r"DOWNLOAD THE APP",
        r"Get Started Now:.{0,80}",
        r"Ready to dive into .{1,300}",
        r"app-store|play-store|app-storeplay-store",
    )
)
"""The footer's lines in the order in which they are printed; matched as whole lines."""

_COMMENTS: Final = 3
_RELATED: Final = 5
_DOWNLOAD: Final = 6
_LONG: Final = 300


def page_tag(text: str) -> str | None:
    """Return the tag that a tag page's header line names."""
    found = _TAG.fullmatch(text)
    return found["tag"] if found else None


def is_header(text: str) -> bool:
    """Tell whether a line belongs to the head of a page."""
    return text in (LOGO, HASH) or _TAG.fullmatch(text) is not None


def footer_rank(text: str) -> int | None:
    """Return the place of a line in the footer's order; None for a line that is no part of it."""
    return next((rank for rank, line in enumerate(_FOOTER) if line.fullmatch(text)), None)


def opens_related(text: str) -> bool:
    """Tell whether a line announces the related articles."""
    return footer_rank(text) == _RELATED


def body_end(lines: Sequence[Line], first: int, end: int) -> int:
    """Return the index where the body that begins at ``first`` gives way to the footer, at most ``end``.

    One such line alone is prose (people do write "Comments"); the footer is known by its next lines, or by ending here.
    """
    written = [k for k in range(first, end) if lines[k].text]
    ranks = [footer_rank(lines[k].text) for k in written]
    for at, rank in enumerate(ranks):
        if rank is not None and _begins_footer(rank, ranks[at + 1 : at + 6], at + 1 == len(ranks)):
            return written[at]
    return end


def _begins_footer(rank: int, below: Sequence[int | None], last: bool) -> bool:
    """Tell whether a footer line begins the footer, from the ranks of the next lines with text."""
    if rank == _COMMENTS:
        return bool(below) and below[0] in (_COMMENTS + 1, _RELATED)
    near = below if rank == _DOWNLOAD else below[:1]
    return last or any(other is not None and other > rank for other in near)


def loses_text(lines: Sequence[Line], cut: int, end: int) -> bool:
    """Tell whether what would be cut off as a footer holds a paragraph, which makes the split doubtful."""
    return any(len(line.text) > _LONG and footer_rank(line.text) is None for line in lines[cut:end])


def header_above(lines: Sequence[Line], top: int) -> tuple[int, str | None]:
    """Climb from an article's first line over the page's header: the header's first line, and the tag it names.

    Returns ``top`` itself and None where no header naming a tag stands directly above.
    """
    above = text_before(lines, top)
    tag = None if above is None else page_tag(lines[above].text)
    if above is None or tag is None:
        return top, None
    top = above
    for text in (HASH, LOGO):
        above = text_before(lines, top)
        if above is not None and lines[above].text == text:
            top = above
    return top, tag
