"""What a change of the schema means for the work that is there, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from workbench.cli.report import count
from workbench.core.schema import Schema
from workbench.core.schema_change import SchemaChange

Uses: TypeAlias = Mapping[str, Mapping[str, int]]
"""How often each part is used: by kind of part, by id (a value's is ``key=value``)."""

_NOUNS = {
    "label": "span",
    "group": "span",
    "relation": "relation",
    "document label": "document",
    "document value": "document",
}


def used(uses: Uses, part: str, id_: str, owner: str = "") -> int:
    """How often a part is used; a value needs its owner."""
    return uses.get(part, {}).get(f"{owner}={id_}" if owner else id_, 0)


def touched(change: SchemaChange, uses: Uses, old: Schema) -> int:
    """How many spans, relations or documents have what changes."""
    if change.part == "group":
        return sum(used(uses, "label", i) for i, label in old.labels.items() if label.group == change.id)
    if change.part in ("rule", "schema"):
        return 0
    return used(uses, change.part, change.id, change.owner)


def told(change: SchemaChange, uses: Uses, old: Schema) -> str:
    """One line: what changes, from what to what, and what has it."""
    name = f"{change.owner}={change.id}" if change.owner and change.id else change.id or change.owner
    words = [change.kind, change.part, name]
    if change.kind == "renamed":
        words.append(f"({change.before} → {change.after})")
    elif change.labels:
        words.append(f"{change.field}: {'+' if change.kind == 'widened' else '−'} {', '.join(change.labels)}")
    elif change.field in ("definition", "examples", "negatives", "boundary"):
        words.append(change.field)
    elif change.kind in ("changed", "rekeyed", "restyled", "moved"):
        words.append(f"{change.field}: {_value(change.before)} → {_value(change.after)}")
    n = touched(change, uses, old)
    if n:
        words.append(f"· {count(n, _NOUNS.get(change.part, 'use'))}")
    return " ".join(word for word in words if word)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None or value == "" else str(value)
