"""Relations: labelled, directed pairs of spans of one layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workbench.core.json import Json
from workbench.core.span import Attributes, pairs


@dataclass(frozen=True, slots=True)
class Relation:
    """A label from the head span to the tail span, both named by their number in the layer."""

    n: int
    label: str
    head: int
    tail: int
    attributes: Attributes = ()
    note: str | None = None

    def to_json(self) -> dict[str, Json]:
        """The relation without its number, empty parts left out: the form of the log."""
        out: dict[str, Json] = {"label": self.label, "head": self.head, "tail": self.tail}
        if self.attributes:
            out["attributes"] = [list(pair) for pair in self.attributes]
        if self.note:
            out["note"] = self.note
        return out

    @classmethod
    def from_json(cls, n: int, value: Mapping[str, Any]) -> Relation:
        """The relation that :meth:`to_json` wrote."""
        return cls(
            n, value["label"], value["head"], value["tail"], pairs(value.get("attributes", ())), value.get("note")
        )


@dataclass(frozen=True, slots=True)
class DocumentLabel:
    """A value chosen for a whole document, such as its topic."""

    n: int
    key: str
    value: str

    def to_json(self) -> dict[str, Json]:
        """The label without its number: the form of the log."""
        return {"key": self.key, "value": self.value}

    @classmethod
    def from_json(cls, n: int, value: Mapping[str, Any]) -> DocumentLabel:
        """The document label that :meth:`to_json` wrote."""
        return cls(n, value["key"], value["value"])
