"""The map of ``--map``: lines of *theirs* and *ours*, as YAML, JSON, or with a tab between them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from workbench.core.fault import Fault

CURE = "Write lines of `theirs: ours`, with `-` for what is to be left out"


def read_map(path: Path) -> dict[str, str]:
    """The names of a map file, theirs to ours.

    Raises:
        Fault: where it cannot be read, or is none of the three.
    """
    try:
        text = path.read_bytes().decode("utf-8").removeprefix("\ufeff")
    except OSError as error:
        raise Fault(f"{path.name} cannot be read: {error.strerror}", "Check the path") from error
    except UnicodeDecodeError as error:
        raise Fault(f"{path.name} is not UTF-8 (byte {error.start})", "Save it as UTF-8") from None
    if path.suffix.lower() == ".json":
        return _named(path.name, _json(path.name, text))
    if path.suffix.lower() == ".tsv":
        return _tabbed(path.name, text)
    return _named(path.name, _yaml(path.name, text))


def _tabbed(name: str, text: str) -> dict[str, str]:
    out: dict[str, str] = {}
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if line.strip():
            cells = line.split("\t")
            if len(cells) != 2:
                raise Fault(f"{name} line {number} has not two cells", CURE)
            out[cells[0]] = cells[1].strip()
    return out


def _json(name: str, text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Fault(f"{name} is not JSON", CURE) from None


def _yaml(name: str, text: str) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        return YAML(typ="safe", pure=True).load(text)
    except (YAMLError, ValueError, RecursionError):
        raise Fault(f"{name} is not YAML", CURE) from None


def _named(name: str, value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise Fault(f"{name} is not a list of names", CURE)
    out = {str(theirs): "-" if ours is None else str(ours) for theirs, ours in value.items()}
    if any(isinstance(ours, dict | list) for ours in value.values()):
        raise Fault(f"{name} gives something other than a name", CURE)
    return out
