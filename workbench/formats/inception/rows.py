"""Rows: labels, attributes, links and notes as the features of a layer, with every change in the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.core.ledger import Ledger
from workbench.formats.exchange import Attributes, Relation, Span
from workbench.formats.inception.layers import IDENTIFIER, LABEL, NOTE, SCORE
from workbench.formats.losses import ATTRIBUTES, LINKS, give_up

RESERVED: Final = (
    *(LABEL, IDENTIFIER, NOTE, SCORE, "begin", "end", "sofa", "Governor", "Dependent"),
    *("xmiID", "type_", "self_"),
)
"""Names that attributes cannot have: those of our own features, of UIMA's, and of dkpro-cassis's inner life."""
PREFIXES: Final = ("ROLE_", "BT_")
"""How a TSV header tells columns that are no features."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A layer: its features in order, and for each annotation those that have a value."""

    features: tuple[str, ...]
    values: tuple[dict[str, str], ...]


def rows(items: Sequence[Span | Relation], document: str, ledger: Ledger) -> Rows:
    """The annotations as rows of features; a span's score is left to the format.

    Args:
        items: spans or relations of one reading.
        document: its name, for the ledger.
        ledger: where renamed attributes and links without room are booked.
    """
    names = feature_names(key for item in items for key, _ in spread(item.attributes))
    values = tuple(_row(item, names, document, ledger) for item in items)
    own = [key for key in (IDENTIFIER, NOTE) if any(key in row for row in values)]
    return Rows((LABEL, *own, *sorted(names.values())), values)


def _row(item: Span | Relation, names: dict[tuple[str, int], str], document: str, ledger: Ledger) -> dict[str, str]:
    where = f"{document} {item.id}"
    row = {LABEL: item.label}
    if isinstance(item, Span) and item.links:
        row[IDENTIFIER] = item.links[0].id
        if item.links[0].name is not None:
            ledger.change(LINKS, "link", item.label, "written without its name", where)
        for _ in item.links[1:]:
            give_up(ledger, LINKS, "link", item.label, "the layer has room for one link", where)
    if item.note is not None:
        row[NOTE] = item.note
    for key, value in spread(item.attributes):
        row[names[key]] = value
        if names[key] != key[0]:
            ledger.change(ATTRIBUTES, "attribute", key[0], f"called {names[key]}", where)
    return row


def spread(attributes: Attributes) -> list[tuple[tuple[str, int], str]]:
    """Attributes by their key and which of its values it is, from 1, because a feature holds one."""
    seen: dict[str, int] = {}
    out: list[tuple[tuple[str, int], str]] = []
    for key, value in attributes:
        seen[key] = seen.get(key, 0) + 1
        out.append(((key, seen[key]), value))
    return out


def feature_names(keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """A feature for each attribute, none twice: its own name where UIMA allows that, else the nearest one.

    UIMA wants a letter, then letters, digits and ``_``; first come the keys that may stay as they are.
    """
    taken = set(RESERVED)
    out: dict[tuple[str, int], str] = {}
    for key, n in sorted(set(keys), key=lambda key: (_allowed(*key) != key[0], key)):
        name = base = _allowed(key, n)
        number = 1
        while name in taken:
            number += 1
            name = f"{base}_{number}"
        taken.add(name)
        out[key, n] = name
    return out


def _allowed(key: str, n: int) -> str:
    name = "".join(c if c.isascii() and (c.isalnum() or c == "_") else "_" for c in key)
    if not name[:1].isalpha() or name.startswith(PREFIXES):
        name = f"f{name}"
    return name if n == 1 else f"{name}_{n}"
