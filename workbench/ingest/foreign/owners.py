"""Owners: whose layer a reading becomes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from workbench.formats.exchange import Kind, Reading
from workbench.ingest.foreign.combining import Owner
from workbench.store.annotators import GOLD

LONGEST: Final = 64
"""Code points of a handle at most."""
_WRONG: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f,:/\\]+")
_NAMELESS: Final[Mapping[Kind, str]] = {"human": "somebody", "model": "model"}
"""What somebody is called whose name holds nothing that a handle may."""
_SUFFIX: Final[Mapping[Kind, str]] = {"human": "person", "model": "model"}


@dataclass(slots=True)
class Owners:
    """The handles of one import; a name that cannot be a handle gets one that no other name has.

    Attributes:
        me: who imports; human work without a name is theirs.
        annotator: whose all human work is said to be; None for whoever the files say.
        kinds: the kind of everybody who is in the project, by handle: a name that is of another kind is told apart.
    """

    me: str
    annotator: str | None
    kinds: dict[str, str]
    _given: dict[tuple[str, Kind], str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    def of(self, reading: Reading) -> Owner:
        """The handle under which a reading is kept, and its kind."""
        if reading.kind == "gold":
            return GOLD, reading.kind
        if reading.kind == "human" and self.annotator is not None:
            return self.annotator, reading.kind
        if reading.kind == "human" and not reading.annotator:
            return self.me, reading.kind
        at = reading.annotator, reading.kind
        if at not in self._given:
            self._given[at] = self._new(*at)
        return self._given[at], reading.kind

    def _new(self, name: str, kind: Kind) -> str:
        base = _WRONG.sub("-", name.encode("utf-8", "replace").decode()).strip("-")[:LONGEST] or _NAMELESS[kind]
        if base == GOLD or self.kinds.get(base, kind) != kind:
            base = _with(base, _SUFFIX[kind])
        handle, k = base, 1
        while handle in self._taken or self.kinds.get(handle, kind) != kind:
            k += 1
            handle = _with(base, str(k))
        self._taken.add(handle)
        self.kinds[handle] = kind
        return handle


def _with(base: str, suffix: str) -> str:
    return f"{base[: LONGEST - 1 - len(suffix)]}-{suffix}"
