"""The head of an article: the lines of title, source, date and bullets that stand before its body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.ingest.pages.boilerplate import header_above
from workbench.ingest.pages.lines import Line


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before a body: its lines are ``top`` to ``first`` (where the body may begin), by index.

    ``style`` is ``copies`` (title repeated: tag and related layouts), ``once`` (tag_b) or ``article``; a head that is
    not ``sure`` counts only on a page that is known as one by something else. ``tag`` is what a header above names.
    """

    top: int
    first: int
    title: str | None
    source: str | None
    printed: str | None
    bullets: tuple[str, ...]
    style: str
    sure: bool
    tag: str | None = None


def with_header(lines: Sequence[Line], head: Head) -> Head:
    """Let a head begin at the page's header where one stands directly above."""
    top, tag = header_above(lines, head.top)
    return replace(head, top=top, tag=tag)
