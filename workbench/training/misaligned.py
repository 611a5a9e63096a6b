"""Misaligned spans: every one that no token edge fits, with what could be done about it."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.core.json import Json, canonical
from workbench.training.place import Misaligned
from workbench.training.view import Source


def misaligned_lines(found: Iterable[tuple[Source, Misaligned]]) -> str:
    """One JSON line a fragment: where it is, and where it would be if it were grown or shrunk to whole tokens."""
    return "".join(canonical(_line(source, item)) + "\n" for source, item in found)


def _line(source: Source, item: Misaligned) -> dict[str, Json]:
    text = source.text
    return {
        "document": source.name,
        "span": f"s{item.span.n}",
        "label": item.span.label,
        "start": item.start,
        "end": item.end,
        "text": text[item.start : item.end],
        "expand": _range(text, item.expand),
        "contract": _range(text, item.contract),
    }


def _range(text: str, range_: tuple[int, int] | None) -> Json:
    return None if range_ is None else {"start": range_[0], "end": range_[1], "text": text[range_[0] : range_[1]]}
