"""Spans: a label on one or more stretches of a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, cast
from uuid import UUID

from workbench.core.json import Json

Fragment: TypeAlias = tuple[int, int]
"""Code-point offsets, half-open: ``start < end``."""

Attributes: TypeAlias = tuple[tuple[str, str], ...]
"""Pairs of attribute id and value id, sorted; a key stands twice where an attribute takes several values."""


@dataclass(frozen=True, slots=True)
class Span:
    """A label on one or more fragments of a text; may overlap, nest and repeat.

    Raises:
        ValueError: where there is no fragment, or one is empty, reversed, out of order or overlapping its neighbour.
    """

    n: int
    label: str
    fragments: tuple[Fragment, ...]
    attributes: Attributes = ()
    links: tuple[UUID, ...] = ()
    origin: str = "human"
    score: float | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        at = -1
        for start, end in self.fragments:
            if not at < start < end:
                raise ValueError(f"span {self.n}: fragments must be non-empty, sorted and apart, not {self.fragments}")
            at = end
        if at < 0:
            raise ValueError(f"span {self.n}: needs at least one fragment")

    @property
    def start(self) -> int:
        """Where the first fragment starts."""
        return self.fragments[0][0]

    @property
    def end(self) -> int:
        """Where the last fragment ends."""
        return self.fragments[-1][1]

    @property
    def discontinuous(self) -> bool:
        """Whether the span has several fragments."""
        return len(self.fragments) > 1

    def covers(self, at: int) -> bool:
        """Whether a fragment covers the code point at this offset."""
        return any(start <= at < end for start, end in self.fragments)

    def text(self, document: str) -> str:
        """The span's own text, fragments joined by a blank."""
        return " ".join(document[start:end] for start, end in self.fragments)

    def attribute(self, key: str) -> str | None:
        """The (first) value set for an attribute, or None where it is unset."""
        return next((value for k, value in self.attributes if k == key), None)

    def to_json(self) -> dict[str, Json]:
        """The span without its number, empty parts left out: the form of the log."""
        out: dict[str, Json] = {"label": self.label, "at": [list(f) for f in self.fragments]}
        if self.attributes:
            out["attributes"] = [list(pair) for pair in self.attributes]
        if self.links:
            out["links"] = [str(link) for link in self.links]
        if self.origin != "human":
            out["origin"] = self.origin
        if self.score is not None:
            out["score"] = self.score
        if self.note:
            out["note"] = self.note
        return out

    @classmethod
    def from_json(cls, n: int, value: Mapping[str, Any]) -> Span:
        """The span that :meth:`to_json` wrote."""
        return cls(
            n,
            value["label"],
            tuple((start, end) for start, end in value["at"]),
            pairs(value.get("attributes", ())),
            tuple(UUID(link) for link in value.get("links", ())),
            value.get("origin", "human"),
            None if (score := value.get("score")) is None else float(score),
            value.get("note"),
        )


def pairs(values: Sequence[Sequence[str]]) -> Attributes:
    """Attribute pairs in their stored order: sorted by key, then value."""
    return cast(Attributes, tuple(sorted((key, value) for key, value in values)))


def merged(fragments: Sequence[Fragment]) -> tuple[Fragment, ...]:
    """Fragments sorted, with those that touch or overlap joined into one."""
    out: list[Fragment] = []
    for start, end in sorted(fragments):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return tuple(out)
