"""The date that an HTML page declares of itself; what stands in its text or address is never taken for one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

NAMES: Final = frozenset(
    {
        "article:published_time",
        "citation_publication_date",
        "date.issued",
        "datepublished",
        "dc.date",
        "dc.date.issued",
        "dcterms.date",
        "dcterms.issued",
        "og:article:published_time",
        "og:published_time",
        "parsely-pub-date",
        "pubdate",
        "publish-date",
        "publishdate",
        "sailthru.date",
    }
)
"""Names under which pages declare the day of publication, in ``name`` or ``property`` of a ``meta``."""
LONGEST: Final = 64
"""Code points of a date at most."""

_DAY: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Declared:
    """A day (ISO 8601) and how the page wrote it; ``several`` counts the dates where they do not agree."""

    day: str | None = None
    as_printed: str | None = None
    several: int = 0


def declared(tree: Any) -> Declared:
    """The page's own date: from its head, else from its JSON-LD, else from its microdata.

    The day is the one that the page writes, whatever its time zone. Where one of these names several days, none is.
    """
    for found in (_head(tree), _linked(tree), _marked(tree)):
        values = list(dict.fromkeys(value.strip() for value in found if 0 < len(value.strip()) <= LONGEST))
        if values:
            return _one(values)
    return Declared()


def _one(values: list[str]) -> Declared:
    days = {_day(value) or value for value in values}
    return Declared(_day(values[0]), values[0]) if len(days) == 1 else Declared(several=len(days))


def _day(value: str) -> str | None:
    found = _DAY.match(value)
    try:
        return date.fromisoformat(found[1]).isoformat() if found else None
    except ValueError:
        return None


def _head(tree: Any) -> Iterator[str]:
    for meta in tree.iter("meta"):
        if {meta.get("name", "").lower(), meta.get("property", "").lower()} & NAMES:
            yield meta.get("content", "")


def _marked(tree: Any) -> Iterator[str]:
    for element in tree.iterfind(".//*[@itemprop]"):
        if "datepublished" in element.get("itemprop").lower().split():
            yield element.get("datetime") or element.get("content") or ""


def _linked(tree: Any) -> Iterator[str]:
    """Of the articles that JSON-LD describes at its top; what they mention has dates of its own."""
    for script in tree.iter("script"):
        if script.get("type", "").lower().strip() == "application/ld+json":
            try:
                said = json.loads(script.text or "")
            except (ValueError, RecursionError):
                continue
            yield from _dates(said)


def _dates(said: Any) -> Iterator[str]:
    for item in said if isinstance(said, list) else [said]:
        if isinstance(item, dict):
            graph = item.get("@graph")
            for thing in [item, *(graph if isinstance(graph, list) else ())]:
                if isinstance(thing, dict) and _is_article(thing) and isinstance(thing.get("datePublished"), str):
                    yield thing["datePublished"]


def _is_article(thing: dict[str, Any]) -> bool:
    types = thing.get("@type")
    each = types if isinstance(types, list) else [types]
    return any(str(one).endswith(("Article", "Posting", "Report")) for one in each)
