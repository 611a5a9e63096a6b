"""Names: how labels are called in an export, by name or by group, never two by one name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from workbench.core.schema import Part, Schema, shown


def label_names(schema: Schema, *, group: bool = False) -> dict[str, str]:
    """What each span label is called in the export, by id; with ``group``, the name of its group."""
    if group:
        groups = _distinct(schema.groups)
        return {i: groups.get(label.group, label.group) for i, label in schema.labels.items()}
    return _distinct(schema.labels)


def relation_names(schema: Schema) -> dict[str, str]:
    """What each relation label is called in the export, by id."""
    return _distinct(schema.relations)


def _distinct(parts: Mapping[str, Part]) -> dict[str, str]:
    """The names people see, by id; the id itself where two parts share a name."""
    counts = Counter(shown(part, i) for i, part in parts.items())
    return {i: shown(part, i) if counts[shown(part, i)] == 1 else i for i, part in parts.items()}
