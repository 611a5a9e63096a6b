"""Markup: elements out of plain values, escaped in one place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from workbench.agreement.value import Value
from workbench.core.display import safe_line


class Markup(str):
    """Text that is markup already; everything else is escaped."""

    __slots__ = ()


def text(value: object) -> Markup:
    """A value as escaped text; control and bidirectional characters as visible glyphs."""
    return value if isinstance(value, Markup) else Markup(escape(safe_line(str(value))))


def element(tag: str, *content: object, **attributes: object) -> Markup:
    """An element; ``class_`` is the attribute class, and an underscore in a name a hyphen."""
    named = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{text(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    inner = "".join(map(text, content))
    return Markup(f"<{tag}{named}>{inner}</{tag}>")


def joined(parts: Iterable[object]) -> Markup:
    """Parts one after the other."""
    return Markup("".join(map(text, parts)))


def table(columns: Sequence[object], rows: Iterable[Sequence[object]], caption: str) -> Markup:
    """A table; numbers stand to the right, with their heads."""
    lines = list(rows)
    right = [isinstance(cell, Value | int | float) for cell in lines[0]] if lines else []
    heads = zip(columns, right or [False] * len(columns), strict=True)
    head = element("tr", *(element("th", name, scope="col", class_="figure" if r else None) for name, r in heads))
    body = joined(element("tr", *map(_cell, row)) for row in lines)
    inner = element("caption", caption) + element("thead", head) + element("tbody", body)
    return element("div", element("table", Markup(inner)), class_="wide")


def _cell(value: object) -> Markup:
    if isinstance(value, Value):
        return element("td", shown(value), class_="figure", title=value.why or None)
    if isinstance(value, int | float):
        return element("td", f"{value:,}", class_="figure")
    return element("td", "" if value is None else value)


def shown(value: Value) -> Markup:
    """A value with its interval; a dash where it is undefined."""
    if value.value is None:
        return text("–")
    if value.interval is None:
        return text(f"{value.value:.3f}")
    low, high = value.interval
    return Markup(text(f"{value.value:.3f} ") + element("small", f"[{low:.3f}, {high:.3f}]"))
