"""Brackets: the ``Entity=`` of GUM and CorefUD.

``(e1-person-1`` opens a mention, ``e1)`` closes it, and ``(e1-person-1)`` is a mention of one word. A mention in parts
has ``e1[1/2]`` and ``e1[2/2]``. What the fields mean is declared in ``# global.Entity``. ``%7C`` and its like stand for
characters that the notation needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple
from urllib.parse import quote, unquote

IDS: Final = ("eid", "GRP")
LABELS: Final = ("etype", "entity")
USUAL: Final = ("eid", "etype", "head", "other")
"""The fields where a file declares none."""
LINKS: Final = "links"
"""A field of our own: ids of the project's registry, with commas between them."""
OTHER: Final = "other"
"""CorefUD's field for everything else, as ``key:value`` with commas between them."""
OURS: Final = ("eid", "etype", "head", LINKS, OTHER)
"""The fields that we write."""

_BRACKET: Final = re.compile(r"\(([^()]*)(\)?)|([^()]*)\)")
_PART: Final = re.compile(r"(.*?)\[(\d{1,4})/(\d{1,4})\]", re.ASCII | re.DOTALL)
_ODD: Final = re.compile(r"[^\w./+*&;'#@!?~$^]")


class Bracket(NamedTuple):
    """One bracket of a value.

    Attributes:
        id: the entity.
        part, parts: which part of a mention of how many it is.
        opens, closes: both for a mention of one word.
        fields: what an opening one says, by the declared names; empty ones left out.
    """

    id: str
    part: int
    parts: int
    opens: bool
    closes: bool
    fields: Mapping[str, str]


def brackets(value: str, names: Sequence[str]) -> Iterator[Bracket]:
    """The brackets of a value, in order; names are the declared fields."""
    for opened, closed, ending in _BRACKET.findall(value):
        opens = not ending
        fields = _fields(opened if opens else ending, names)
        id = next((fields[key] for key in IDS if key in fields), opened or ending)
        found = _PART.fullmatch(id)
        part = (found[1], int(found[2]), int(found[3])) if found else (id, 1, 1)
        yield Bracket(*part, opens, bool(closed) or not opens, fields if opens else {})


def opening(id: str, label: str, links: Sequence[str], others: Sequence[tuple[str, str]], part: str = "") -> str:
    """An opening bracket with the fields of :data:`OURS`, empty ones at the end left out."""
    pairs = (f"{_quoted(key)}:{_quoted(value)}" for key, value in others)
    fields = (f"{id}{part}", _quoted(label), "1", ",".join(map(_quoted, links)), ",".join(pairs))
    return "(" + "-".join(fields).rstrip("-")


def links_of(fields: Mapping[str, str]) -> list[str]:
    """The ids in the field of links."""
    return [unquote(id) for id in fields.get(LINKS, "").split(",") if id]


def others_of(fields: Mapping[str, str]) -> list[tuple[str, str]]:
    """The pairs in CorefUD's field for everything else."""
    pairs = (pair.partition(":") for pair in fields.get(OTHER, "").split(",") if pair)
    return [(unquote(key), unquote(value)) for key, _, value in pairs]


def _fields(text: str, names: Sequence[str]) -> dict[str, str]:
    values = text.split("-", max(len(names) - 1, 0))
    if len(values) == 1:
        return {IDS[0]: text}
    return {name: _plain(name, value) for name, value in zip(names, values, strict=False) if value}


def _plain(name: str, value: str) -> str:
    return value if name in (LINKS, OTHER) else unquote(value)


def _quoted(text: str) -> str:
    """A text without the characters that brackets, fields, MISC and lines need."""
    return _ODD.sub(lambda found: quote(found[0], safe=""), text).replace("-", "%2D")
