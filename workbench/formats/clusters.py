"""Clusters: spans that mean the same thing because their sets of links are equal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbench.core.ledger import Ledger
from workbench.formats.exchange import Span
from workbench.formats.losses import LINKS, give_up

NOT_KEPT = "the format knows only which spans share a link, not what it is"
ALONE = "no other span shares it, and the format knows nothing else of links"


def clusters(spans: Iterable[Span]) -> list[list[Span]]:
    """Spans with links by their sets of links, in order of the first one; sets of one span are clusters too."""
    found: dict[frozenset[str], list[Span]] = {}
    for span in spans:
        if span.links:
            found.setdefault(frozenset(link.id for link in span.links), []).append(span)
    return list(found.values())


def book(groups: Iterable[Sequence[Span]], ledger: Ledger, document: str) -> None:
    """Book what becomes of links in a format that has clusters instead: one link a cluster is kept, without its id."""
    for group in groups:
        for span in group:
            where = f"{document} {span.id}"
            for n, _ in enumerate(span.links):
                if n or len(group) == 1:
                    give_up(ledger, LINKS, "link", span.label, ALONE if len(group) == 1 else NOT_KEPT, where)
                else:
                    ledger.change(LINKS, "link", span.label, NOT_KEPT, where)
