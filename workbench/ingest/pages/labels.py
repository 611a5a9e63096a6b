"""The bullets under a date line, and which of them is the article's category and which its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.ingest.pages.lines import alike

_BULLET: Final = re.compile(r"•\s*(?P<dot>.*)|-(?:\s+(?P<dash>\S.*))?")

_SECTIONS: Final = frozenset(
    {
        "automotive",
        "business",
        "climate",
        "crime",
        "culture",
        "economy",
        "education",
        "entertainment",
        "environment",
        "fashion",
        "finance",
        "food",
        "general",
        "health",
        "lifestyle",
        "markets",
        "national",
        "opinion",
        "politics",
        "science",
        "society",
        "sport",
        "sports",
        "tech",
        "technology",
        "travel",
        "weather",
        "world",
    }
)
"""What news sites call their sections: asked only where a lone bullet could be a source as well."""


@dataclass(frozen=True, slots=True)
class Known:
    """What other articles of the page say for certain: the names that are sources and those that are categories."""

    sources: frozenset[str]
    categories: frozenset[str]


def bullet(text: str) -> str | None:
    """Return what a bullet line lists ("" for an empty bullet), or None for any other line."""
    found = _BULLET.fullmatch(text)
    return (found["dot"] or found["dash"] or "") if found else None


def same_mark(one: str, other: str) -> bool:
    """Tell whether two bullet lines have the same mark: a list of labels does not mix them."""
    return one[:1] == other[:1]


def equals_any(text: str, bullets: Iterable[str]) -> bool:
    """Tell whether a line repeats one of the bullets."""
    return any(alike(text, other) for other in bullets)


def read_labels(
    printed_source: str | None, bullets: Sequence[str], related: bool, known: Known
) -> tuple[str | None, str | None]:
    """Return category and source, from the source line above the date (if there is one) and the bullets below it.

    A missing source stays missing: neither the category nor anything outside the article's head stands in for it.
    """
    if printed_source is not None:
        others = [value for value in bullets if value and not alike(value, printed_source)]
        category = others[0] if others else None
        if related and len(bullets) == 1 and category is not None and not _is_category(category, known):
            category = None
        return category, printed_source
    if len(bullets) >= 2:
        return bullets[0] or None, bullets[1] or None
    lone = bullets[0] if bullets and bullets[0] else None
    if lone is None:
        return None, None
    is_source = lone in known.sources or (related and not _is_category(lone, known))
    return (None, lone) if is_source else (lone, None)


def _is_category(value: str, known: Known) -> bool:
    """Tell whether a lone bullet is a category by its word or by another article of the page."""
    return value in known.categories or value.casefold() in _SECTIONS
