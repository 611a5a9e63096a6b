"""The project's division: what it goes by, and the plan of it from what the database holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any
from uuid import UUID

from workbench.core.fault import Fault
from workbench.core.json import JsonObject
from workbench.store import project, splits, units
from workbench.store.connection import Connection
from workbench.store.documents import infos
from workbench.training.split import SALT, SHARES, Division, Shares, divide


@dataclass(frozen=True, slots=True)
class Terms:
    """What documents are divided by: the shares of train, dev and test, what is grouped, and the salt of the order."""

    shares: Shares = SHARES
    group_by: units.GroupBy = "none"
    salt: str = SALT

    def to_json(self) -> JsonObject:
        """The terms as the project keeps them."""
        return {"shares": list(self.shares), "group_by": self.group_by, "salt": self.salt}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Terms:
        """The terms that :meth:`to_json` wrote."""
        train, dev, test = value["shares"]
        return cls((train, dev, test), value["group_by"], value["salt"])


@dataclass(frozen=True, slots=True)
class Plan:
    """A division of the project's documents, and what it rests on.

    ``before`` holds the parts kept so far, ``units`` the unit of every document, ``labels`` how often each label stands
    in each finished one; ``aside`` are the archived documents.
    """

    terms: Terms
    division: Division
    before: Mapping[UUID, str]
    units: Mapping[UUID, UUID]
    labels: Mapping[UUID, Counter[str]]
    aside: frozenset[UUID]

    @property
    def changes(self) -> dict[UUID, str]:
        """The documents that get another part than they have, or their first."""
        return {id: part for id, part in self.division.parts.items() if self.before.get(id) != part}

    @property
    def moved(self) -> list[UUID]:
        """The documents that leave the part they have."""
        return [id for id in self.changes if id in self.before]


def parse_shares(text: str) -> Shares:
    """The shares that ``TRAIN,DEV,TEST`` means, in percent or any other measure; they come out as parts of 1.

    Raises:
        Fault: where it means none.
    """
    try:
        train, dev, test = (float(word) for word in text.split(","))
    except ValueError:
        train = dev = test = -1.0
    whole = train + dev + test
    if min(train, dev, test) < 0 or train == 0 or not isfinite(whole):
        raise Fault(
            "--shares needs three numbers, of train, dev and test, and train's not 0", "Write --shares 80,10,10"
        )
    return train / whole, dev / whole, test / whole


def terms(connection: Connection) -> Terms:
    """What the project's documents are divided by."""
    kept = project.settings(connection).get(splits.TERMS)
    return Terms() if kept is None else Terms.from_json(kept)


def plan(
    connection: Connection, viewer: UUID, by: Terms, *, only: Collection[UUID] | None = None, again: bool = False
) -> Plan:
    """Plan the division; nothing is kept yet.

    Args:
        connection: a transaction.
        viewer: who plans; labels count as far as they may see them.
        by: the terms.
        only: give a part to these documents alone; None for all that are not archived.
        again: deal out anew what is in train and dev, except in units that reach into test, which stay as they are.
    """
    unit_of, before = units.units(connection, by.group_by), splits.assigned(connection)
    aside = splits.archived(connection)
    wanted = {
        id: unit for id, unit in unit_of.items() if id in before or (id not in aside and (only is None or id in only))
    }
    fixed = _fixed(before, unit_of) if again else before
    outside = frozenset(id for id, part in before.items() if part != splits.TEST)
    labels = units.label_counts(connection, viewer)
    division = divide(
        wanted, fixed, labels=labels, shares=by.shares, salt=by.salt, outside=outside, uncounted=aside
    )  # fmt: skip
    return Plan(by, division, before, unit_of, labels, aside)


def moved(
    connection: Connection, documents: Collection[UUID], part: str, by: Terms, *, whole: bool = False
) -> dict[UUID, str]:
    """The documents that change if some are put into a part.

    Args:
        connection: a transaction.
        documents: what is put there.
        part: where.
        by: the terms, which say what belongs together.
        whole: take along all that belongs to them.

    Raises:
        Fault: where that would leave a unit on two sides.
    """
    unit_of, now = units.units(connection, by.group_by), splits.assigned(connection)
    touched = {unit_of[id] for id in documents}
    mates = {id for id, unit in unit_of.items() if unit in touched}
    left = sorted(id for id in mates.difference(documents) if now.get(id, part) != part)
    if left and not whole:
        first = infos(connection, left[:1])[0].name
        more = f" and {len(left) - 1} more" if len(left) > 1 else ""
        raise Fault(
            f"They may not be parted from {first} ({now[left[0]]}){more}", "Name all, or take them along with --whole"
        )
    return {id: part for id in (mates if whole else documents) if now.get(id) != part}


def _fixed(before: Mapping[UUID, str], unit_of: Mapping[UUID, UUID]) -> dict[UUID, str]:
    """The parts of documents whose units are in test, wholly or in part."""
    locked = {unit_of[id] for id, part in before.items() if part == splits.TEST}
    return {id: part for id, part in before.items() if unit_of[id] in locked}
