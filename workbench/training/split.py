"""Splits: which documents train, which choose the best model, which are kept for the end.

The unit is whatever must not be cut: a cluster of near-duplicates, perhaps joined with a group. What was assigned once
stays: new documents follow their unit, and units that grew together after being assigned apart are reported, never
moved. New units are dealt out so that every part gets its share of every label, the rarest first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias
from uuid import UUID

from workbench.training.balance import Balance
from workbench.training.units import DOCUMENTS, FINISHED, Key, Unit, gathered, rarest_first, salted, total

PARTS: Final = ("train", "dev", "test")
SHARES: Final = (0.8, 0.1, 0.1)
SALT: Final = "workbench"

COMMON: Final = 1000
"""What is counted so often comes out even in one dealing; units of what is rarer may settle anew."""
ROUNDS: Final = 4
"""How often they may; two have always been enough."""

Shares: TypeAlias = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Division:
    """Each document's part, and the units whose documents were assigned to several parts earlier."""

    parts: dict[UUID, str]
    straddling: tuple[tuple[UUID, ...], ...]


def divide(
    units: Mapping[UUID, UUID],
    assigned: Mapping[UUID, str],
    *,
    labels: Mapping[UUID, Counter[str]] | None = None,
    shares: Shares = SHARES,
    salt: str = SALT,
    outside: frozenset[UUID] = frozenset(),
    uncounted: frozenset[UUID] = frozenset(),
) -> Division:
    """Divide documents.

    Args:
        units: the unit of each document; a document that nothing binds to another is its own unit.
        assigned: the parts of documents that were divided before.
        labels: how often each label stands in each finished document; what is not named is unfinished.
        shares: of train, dev and test, in documents and in every label; they sum to 1, and train's is not 0.
        salt: another salt gives another division.
        outside: documents whose unit may not enter test, because a model may have learned from them.
        uncounted: documents that bind their unit but count towards no share, such as archived ones.
    """
    found = gathered(units, labels or {}, uncounted)
    totals = total(unit.counts for unit in found)
    dealing = _Dealing(Balance(totals, dict(zip(PARTS, shares, strict=True))), outside)
    straddling: list[tuple[UUID, ...]] = []
    undecided: list[Unit] = []
    for unit in found:
        known = sorted({assigned[d] for d in unit.documents if d in assigned}, key=PARTS.index)
        if not known:
            undecided.append(unit)
            continue
        if len(known) > 1:
            straddling.append(unit.documents)
        for document in unit.documents:
            dealing.give(document, assigned.get(document, known[0]), unit)
    ordered = rarest_first(undecided, salt)
    finished = [unit for unit in ordered if unit.finished]
    dealing.deal(finished, FINISHED)
    dealing.deal([unit for unit in ordered if not unit.finished], DOCUMENTS)
    dealing.settle([unit for unit in finished if any(totals[key] < COMMON for key in unit.counts)])
    return Division(dealing.parts, tuple(straddling))


def hashed_order(documents: Sequence[UUID], salt: str = SALT) -> list[UUID]:
    """The documents in an order that says nothing about them, the same on every machine."""
    return sorted(documents, key=lambda document: salted(document, salt))


@dataclass(slots=True)
class _Dealing:
    """A division being made."""

    balance: Balance[Key]
    outside: frozenset[UUID]
    parts: dict[UUID, str] = field(default_factory=dict)

    def give(self, document: UUID, part: str, unit: Unit) -> None:
        """Put a document of a unit in a part."""
        self.parts[document] = part
        self.balance.add(part, unit.each.get(document, {}))

    def deal(self, units: Sequence[Unit], scarce: Key) -> None:
        """Give each unit to the part that lacks most; the last ones go where there is nothing ``scarce`` at all yet."""
        for left, unit in zip(range(len(units), 0, -1), units, strict=True):
            choice = self._choice(unit)
            empty = [part for part in self.balance.without(scarce) if part in choice]
            self._put(unit, self.balance.best(unit.counts, empty if empty and left <= len(empty) else choice))

    def settle(self, units: Sequence[Unit]) -> None:
        """Let units change places until none brings the whole nearer to its shares; none is a part's last finished one.

        When the first ones were dealt out nothing else had been, so that a few of them now stand better elsewhere.
        """
        for _ in range(ROUNDS):
            if not sum(self._resettle(unit) for unit in units):
                return

    def _resettle(self, unit: Unit) -> bool:
        before, counts = self.parts[unit.documents[0]], unit.counts
        self.balance.take(before, counts)
        last = before in self.balance.without(FINISHED)
        self._put(unit, before if last else self.balance.best(counts, self._choice(unit)))
        return self.parts[unit.documents[0]] != before

    def _choice(self, unit: Unit) -> Sequence[str]:
        return PARTS if self.outside.isdisjoint(unit.documents) else [part for part in PARTS if part != "test"]

    def _put(self, unit: Unit, part: str) -> None:
        for document in unit.documents:
            self.give(document, part, unit)
