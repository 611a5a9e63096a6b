"""The items of a SLATE file: ``PLACES - LABELS`` a line, without labels a link; read without running anything."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

Point: TypeAlias = tuple[int, ...]
"""() for the document, (line), (line, token) or (line, token, character), all from 0."""
Place: TypeAlias = tuple[Point, Point]
"""A first and a last point, both inside."""

LINE: Final = re.compile(
    r"\s*(?P<places>[(\[][0-9(),\[\]\s]*+|:?[0-9]{1,9}(?:\s+:?[0-9]{1,9})*)\s*-(?P<labels>(?:\s.*)?)"
)
_LONG: Final = re.compile("[0-9]{10}")
_DEEP: Final = re.compile(r"(?:[(\[]\s*){5}")


@dataclass(frozen=True, slots=True)
class Item:
    """Places and labels; one of several places and no label is a link between them."""

    places: tuple[Place, ...]
    labels: tuple[str, ...]


def item(line: str) -> Item:
    """The item of a line.

    Raises:
        ValueError: why it is none, in words.
    """
    found = LINE.fullmatch(line)
    if found is None:
        raise ValueError("is no item: PLACES - LABELS")
    return Item(_places(found["places"].strip()), tuple(found["labels"].split()))


def _places(text: str) -> tuple[Place, ...]:
    if text[0] not in "([":
        lines = [int(number.removeprefix(":")) for number in text.split()]
        return tuple(((line,), (line,)) for line in lines)
    value = _value(text)
    if text[0] == "(":
        return (_place(value),)
    return tuple(_place([one] if isinstance(one, int) else one) for one in value) or (((), ()),)


def _value(text: str) -> Any:
    """Nested lists of numbers; a comma may stand before a closing bracket, as in (1,)."""
    if _LONG.search(text) or _DEEP.search(text):
        raise ValueError("holds a place that no text has")
    plain = re.sub(r",\s*\]", "]", text.replace("(", "[").replace(")", "]"))
    try:
        return json.loads(plain)
    except (ValueError, RecursionError):
        raise ValueError("holds a place that cannot be read") from None


def _place(value: Any) -> Place:
    if all(isinstance(one, int) for one in value) and len(value) <= 3:
        return tuple(value), tuple(value)
    if len(value) == 2 and all(isinstance(one, list | int) for one in value):
        first, last = (_point([one] if isinstance(one, int) else one) for one in value)
        return first, last
    raise ValueError("holds a place that cannot be read")


def _point(value: list[Any]) -> Point:
    if len(value) > 3 or not all(isinstance(one, int) for one in value):
        raise ValueError("holds a place that cannot be read")
    return tuple(value)
