"""A faulty schema made whole enough to look for further faults, so that one run tells them all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from workbench.core.schema import Schema
from workbench.formats.schema_yaml.place import Path
from workbench.formats.schema_yaml.wording import path_of

ROUNDS: Final = 4
"""How often taking out what is wrong may bring up something new (an emptied list, then a missing field)."""


def mended(value: Any, errors: Iterable[ErrorDetails]) -> tuple[Schema | None, list[Path]]:
    """A schema in which everything that errors name is taken out or stood in for, and the paths of the stand-ins.

    Stand-ins have the ids of the parts they stand for, so that whoever names such a part is not at fault as well.
    None where even that makes no schema.
    """
    stand_ins: list[Path] = []
    found = list(errors)
    for _ in range(ROUNDS):
        for error in sorted(found, key=lambda e: [str(step).zfill(8) for step in e["loc"]], reverse=True):
            value = _without(value, error, stand_ins)
        try:
            return Schema.model_validate(value), stand_ins
        except ValidationError as error:
            found = error.errors(include_url=False)
    return None, stand_ins


def _without(value: Any, error: ErrorDetails, stand_ins: list[Path]) -> Any:
    path = path_of(error)
    if len(path) < 2 and error["type"] != "extra_forbidden":
        whole = {**value} if isinstance(value, dict) else {}
        return whole | {str(step): "unnamed" if step == "name" else {} for step in path}
    if error["type"] == "missing" or (error["type"] == "model_type" and len(path) == 2):
        stand_ins.append(path[:2])
        return _put(value, path[:2], _stand_in(value, path[:2]))
    return _put(value, path, None)


def _stand_in(value: Any, path: Path) -> Any:
    """The least that makes a part of its section; None where nothing can name the part, so that it may go."""
    groups = value.get("groups")
    some = _group(groups, value.get("labels")) if isinstance(groups, dict) else ""
    if path[0] == "groups":
        return {}
    if path[0] == "relations":
        return {"head": [some], "tail": [some]}
    if path[0] == "labels":
        old = value["labels"][path[1]]
        return {"group": some, "abstract": isinstance(old, dict) and old.get("abstract") is True}
    return None


def _group(groups: dict[str, Any], labels: Any) -> str:
    """A group that would be empty otherwise, because that would only be another shadow; else any."""
    parts = labels.values() if isinstance(labels, dict) else ()
    taken = {str(part.get("group")) for part in parts if isinstance(part, dict)}
    return next((group for group in groups if group not in taken), next(iter(groups), ""))


def _put(value: Any, path: Path, new: Any) -> Any:
    """A copy with the value at a path replaced, or taken out where the new one is None."""
    step, rest = path[0], path[1:]
    if isinstance(value, dict) and step in value:
        if rest or new is not None:
            return {**value, step: _put(value[step], rest, new) if rest else new}
        return {key: kept for key, kept in value.items() if key != step}
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        put = [_put(value[step], rest, new)] if rest else []
        return value[:step] + put + value[step + 1 :]
    return value
