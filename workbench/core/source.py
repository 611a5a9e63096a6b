"""Sources: where an item of a gold layer came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

from workbench.core.json import Json


class Source(NamedTuple):
    """An item of a layer as it was when it was taken: the layer's number of edits then, and the hash of what it said.

    ``ruling`` names the decision that took it; None where nobody had to decide, because the layers agreed.
    """

    layer: UUID
    n: int
    seq: int
    sha256: str
    ruling: UUID | None = None


Sources: TypeAlias = tuple[Source, ...]
"""The sources of one item, by layer and number."""


def sources_of(found: Iterable[Source]) -> Sources:
    """Sources in their stored order."""
    return tuple(sorted(found, key=lambda source: (source.layer, source.n)))


def to_json(sources: Sequence[Source]) -> dict[str, Json]:
    """The sources of one item as the log keeps them."""
    return {"from": [_one(source) for source in sources]}


def from_json(value: Mapping[str, Any]) -> Sources:
    """The sources that :func:`to_json` wrote."""
    return sources_of(
        Source(
            UUID(one["layer"]),
            one["n"],
            one["seq"],
            one["sha256"],
            None if (ruling := one.get("ruling")) is None else UUID(ruling),
        )
        for one in value["from"]
    )


def _one(source: Source) -> Json:
    out: dict[str, Json] = {"layer": str(source.layer), "n": source.n, "seq": source.seq, "sha256": source.sha256}
    return out if source.ruling is None else {**out, "ruling": str(source.ruling)}
