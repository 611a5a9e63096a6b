"""Selectors: which stretch of a text an annotation's target means, by its offsets or by what stands there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from workbench.formats.exchange import Fragment
from workbench.formats.jsonfile import whole

Object: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a stretch, and what stands before and after it."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Selected:
    """What one target selects: ``fragments`` in whatever the tool counts, ``quote``, and selectors of other types."""

    fragments: tuple[Fragment, ...]
    quote: Quote | None
    others: tuple[str, ...]


def many(value: Any) -> list[Any]:
    """One or several as several; JSON-LD writes a list of one without its brackets."""
    return value if isinstance(value, list) else [] if value is None else [value]


def objects(value: Any) -> Iterator[Object]:
    """Those of one or several that are objects."""
    return (one for one in many(value) if isinstance(one, dict))


def types(value: Object) -> set[str]:
    """The types of an object, by their names without a prefix."""
    found = [*many(value.get("type")), *many(value.get("@type"))]
    return {one.rpartition(":")[2] for one in found if isinstance(one, str)}


def selected(target: Object) -> Selected:
    """What a target's selectors say.

    Raises:
        ValueError: for offsets that are no whole numbers.
    """
    fragments: list[Fragment] = []
    quote: Quote | None = None
    others: list[str] = []
    for selector in objects(target.get("selector")):
        names = types(selector)
        if "TextPositionSelector" in names:
            start, end = whole(selector.get("start")), whole(selector.get("end"))
            if start is None or end is None:
                raise ValueError("its start or end is no whole number")
            fragments.append((start, end))
        elif "TextQuoteSelector" in names and isinstance(selector.get("exact"), str):
            around = (selector.get(key) for key in ("prefix", "suffix"))
            quote = Quote(selector["exact"], *(one if isinstance(one, str) else "" for one in around))
        else:
            others += sorted(names) or ["selector"]
        if "refinedBy" in selector:
            others.append("refinedBy")
    return Selected(tuple(sorted(fragments)), quote, tuple(others))


def found(text: str, quote: Quote) -> Fragment | None:
    """Where the words stand in a text, if there is one such place only."""
    if not quote.exact:
        return None
    whole_quote = quote.prefix + quote.exact + quote.suffix
    for wanted, before in ((whole_quote, len(quote.prefix)), (quote.exact, 0)):
        first = text.find(wanted)
        if first >= 0 and text.find(wanted, first + 1) < 0:
            return first + before, first + before + len(quote.exact)
    return None
