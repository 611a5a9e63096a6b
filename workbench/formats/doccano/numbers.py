"""Numbers for labels, as doccano wrote them before version 1.1, and the label list that gives their names."""

from __future__ import annotations

from typing import Any, Final

from workbench.formats.doccano.keys import MARKS
from workbench.formats.jsonfile import parsed, whole
from workbench.formats.source import Source

CONFIGS: Final = ("label_config.json", "labels.json")
"""What a label list is called beside an export."""


def has_numbers(record: Any) -> bool:
    """Whether a record has a number where a label's name should be."""
    if not isinstance(record, dict):
        return False
    marks = [entry for key in MARKS if isinstance(record.get(key), list) for entry in record[key]]
    return any(isinstance(entry, dict) and whole(entry.get("label")) is not None for entry in marks)


def names(source: Source) -> dict[int, str]:
    """The names of labels by number, from the list beside the file; nothing where there is none.

    Raises:
        Fault: where the list is no JSON.
    """
    found: dict[int, str] = {}
    for config in CONFIGS:
        beside = source.beside(config)
        listed = parsed(beside.read(), beside.name) if beside is not None else ()
        for entry in listed if isinstance(listed, list) else ():
            number = whole(entry.get("id")) if isinstance(entry, dict) else None
            if number is not None and isinstance(entry.get("text"), str):
                found.setdefault(number, entry["text"])
    return found
