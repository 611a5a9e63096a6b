"""The header of a WebAnno TSV file: its layers, and what each column of a row holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from workbench.core.fault import Fault

FORMAT_LINE: Final = "#FORMAT=WebAnno TSV "
VERSION: Final = re.compile(r"3\.(\d+)")

Holds: TypeAlias = Literal["value", "role", "slot", "source", "chain link", "chain type"]
LayerKind: TypeAlias = Literal["span", "relation", "chain"]

_KINDS: Final[dict[str, LayerKind]] = {"#T_SP=": "span", "#T_RL=": "relation", "#T_CH=": "chain"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its index among the layers' columns, the feature (empty for a layer without), and what it holds."""

    index: int
    feature: str
    holds: Holds


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer with its columns; ``base`` is the layer that a relation's ends are of."""

    name: str
    kind: LayerKind
    columns: tuple[Column, ...]
    base: str = ""


def version(line: str, name: str) -> int:
    """The minor version in the first line.

    Raises:
        Fault: for a file of another version.
    """
    found = VERSION.fullmatch(line.removeprefix(FORMAT_LINE).strip()) if line.startswith(FORMAT_LINE) else None
    if found is None:
        raise Fault(f"{name} is no WebAnno TSV 3", "Export it from WebAnno or INCEpTION as TSV 3")
    return int(found[1])


def layer(line: str, first: int) -> Layer | None:
    """The layer that a line of the header declares; None for any other line.

    Args:
        line: such as ``#T_SP=webanno.custom.Span|label``.
        first: how many columns earlier layers have.
    """
    kind = _KINDS.get(line[:6])
    if kind is None:
        return None
    name, *features = line[6:].split("|")
    base = next((part[3:] for part in features if kind == "relation" and part.startswith("BT_")), "")
    return Layer(name, kind, tuple(_columns(kind, features, first)), base)


def _columns(kind: LayerKind, features: list[str], first: int) -> Iterator[Column]:
    """The columns in order; a layer without features has one, which only tells where it stands."""
    role = ""
    for index, part in enumerate(features or [""], first):
        if kind == "relation" and part.startswith("BT_"):
            yield Column(index, "", "source")
        elif kind == "chain":
            yield Column(index, part, "chain type" if part == "referenceType" else "chain link")
        elif part.startswith("ROLE_"):
            role = part.rpartition(":")[2].partition("_")[0]
            yield Column(index, role, "role")
        elif role:
            yield Column(index, role, "slot")
            role = ""
        else:
            yield Column(index, part, "value")
