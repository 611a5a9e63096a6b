"""Reading a schema from YAML, or every fault that keeps it from being read."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from workbench.core.fault import Fault
from workbench.core.schema import Schema
from workbench.core.schema_faults import flaws
from workbench.formats.schema_yaml.mending import mended
from workbench.formats.schema_yaml.place import Path, SchemaFault, fault, in_order
from workbench.formats.schema_yaml.tree import Tree, grow
from workbench.formats.schema_yaml.wording import KEY, path_of, sentence


class Unreadable(Fault):
    """A schema file with faults; all of them stand in ``faults``, the first in the message."""

    def __init__(self, name: str, faults: list[SchemaFault]) -> None:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        super().__init__(f"{name}:{faults[0]}{more}")
        self.faults = tuple(faults)


def read(text: str, name: str = "<text>") -> Schema:
    """The schema of a YAML text; ``name`` is what messages call the file.

    Raises:
        Unreadable: where the text has any fault.
    """
    schema, found = _read(text)
    if found or schema is None:
        raise Unreadable(name, found)
    return schema


def faults(text: str) -> list[SchemaFault]:
    """Every fault of a YAML text as a schema, by place; none where :func:`read` would read it."""
    return _read(text)[1]


def _read(text: str) -> tuple[Schema | None, list[SchemaFault]]:
    tree = grow(text)
    if tree.value is None and tree.faults:
        return None, in_order(tree.faults)
    if not isinstance(tree.value, dict):
        what = "the file is empty" if tree.value is None else "the file is not a mapping of `name: value` lines"
        message = f"{what}; start from a copy of the shipped schema"
        return None, in_order([*tree.faults, fault(tree.place(()), (), message)])
    try:
        schema: Schema | None = Schema.model_validate(tree.value)
        stand_ins: list[Path] = []
    except ValidationError as error:
        errors = error.errors(include_url=False)
        tree.faults.extend(_placed(tree, e) for e in errors)
        schema, stand_ins = mended(tree.value, errors)
    if schema is not None:
        found = [flaw for flaw in flaws(schema) if not _hides(tree, stand_ins, flaw.path)]
        tree.faults.extend(fault(tree.place(flaw.path), flaw.path, flaw.message) for flaw in found)
    return schema, in_order(tree.faults)


def _hides(tree: Tree, stand_ins: list[Path], path: Path) -> bool:
    """Whether a flaw is only the shadow of a fault that is told already."""
    told: list[Any] = [f.path for f in tree.faults]
    return path[:2] in stand_ins or any(path[: len(t)] == t for t in told if t)


def _placed(tree: Tree, error: ErrorDetails) -> SchemaFault:
    path = path_of(error)
    about_key = KEY in error["loc"] or error["type"] == "extra_forbidden"
    place = tree.key(path) if about_key else tree.place(path)
    return fault(place, path, sentence(error))
