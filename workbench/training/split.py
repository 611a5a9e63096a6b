"""Splits: which documents train, which choose the best model, which are kept for the end.

The unit is the near-duplicate cluster, so that no text is on two sides. What was assigned once stays: new documents
follow their cluster, and two clusters that became one after being assigned apart are reported, never moved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final, TypeAlias
from uuid import UUID

PARTS: Final = ("train", "dev", "test")
SHARES: Final = (0.8, 0.1, 0.1)
SALT: Final = "workbench"

Shares: TypeAlias = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Division:
    """Each document's part, and the clusters whose documents were assigned to several parts earlier."""

    parts: dict[UUID, str]
    straddling: tuple[tuple[UUID, ...], ...]


def divide(
    units: Mapping[UUID, UUID], assigned: Mapping[UUID, str], *, shares: Shares = SHARES, salt: str = SALT
) -> Division:
    """Divide documents.

    Args:
        units: the unit (cluster) of each document; a document alike to no other is its own unit.
        assigned: the parts of documents that were divided before.
        shares: of train, dev and test, in documents; they sum to 1.
        salt: another salt gives another division.
    """
    members: dict[UUID, list[UUID]] = defaultdict(list)
    for document, unit in units.items():
        members[unit].append(document)
    parts: dict[UUID, str] = {}
    straddling: list[tuple[UUID, ...]] = []
    open_units: list[list[UUID]] = []
    for unit in sorted(members, key=lambda u: _key(u, salt)):
        known = sorted({assigned[d] for d in members[unit] if d in assigned}, key=PARTS.index)
        if len(known) > 1:
            straddling.append(tuple(sorted(members[unit])))
        if known:
            parts |= {d: assigned.get(d, known[0]) for d in members[unit]}
        else:
            open_units.append(members[unit])
    _fill(parts, open_units, shares)
    return Division(parts, tuple(straddling))


def hashed_order(documents: Sequence[UUID], salt: str = SALT) -> list[UUID]:
    """The documents in an order that says nothing about them, the same on every machine."""
    return sorted(documents, key=lambda document: _key(document, salt))


def _fill(parts: dict[UUID, str], units: Sequence[Sequence[UUID]], shares: Shares) -> None:
    """Give each unit in turn to the part that lacks most; dev and test get one before train gets its last ones."""
    have = dict.fromkeys(PARTS, 0)
    for part in parts.values():
        have[part] += 1
    total = len(parts) + sum(len(unit) for unit in units)
    wanted = {part: share * total for part, share in zip(PARTS, shares, strict=True)}
    for left, unit in zip(range(len(units), 0, -1), units, strict=True):
        empty = [part for part in PARTS if not have[part] and wanted[part] > 0]
        if empty and left <= len(empty):
            chosen = empty[0]
        else:
            chosen = max(PARTS, key=lambda part: wanted[part] - have[part])
        have[chosen] += len(unit)
        parts |= dict.fromkeys(unit, chosen)


def _key(id_: UUID, salt: str) -> bytes:
    return blake2b(id_.bytes, digest_size=16, key=salt.encode()[:64]).digest()
