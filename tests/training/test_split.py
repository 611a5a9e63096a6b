"""Splits: whole clusters, sticky, reported where they cannot be both."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from workbench.training.split import PARTS, divide, hashed_order

ids = st.integers(1, 60).map(lambda n: UUID(int=n))


@given(st.dictionaries(ids, st.integers(100, 130).map(lambda n: UUID(int=n)), max_size=40))
def test_clusters_are_never_cut(units: dict[UUID, UUID]) -> None:
    made = divide(units, {})
    assert made.parts.keys() == units.keys()
    assert made.straddling == ()
    for unit in set(units.values()):
        assert len({made.parts[d] for d, u in units.items() if u == unit}) == 1
    filled = Counter(made.parts.values())
    assert sum(1 for part in PARTS if filled[part]) == min(3, len(set(units.values())))


@given(st.dictionaries(ids, st.integers(100, 120).map(lambda n: UUID(int=n)), max_size=40), st.data())
def test_what_was_assigned_stays(units: dict[UUID, UUID], data: st.DataObject) -> None:
    first = {d: u for d, u in units.items() if data.draw(st.booleans())}
    before = divide(first, {}).parts
    after = divide(units, before).parts
    assert {d: after[d] for d in before} == before
    for document, unit in units.items():
        mates = {before[d] for d in before if units[d] == unit}
        assert not mates or after[document] in mates


def test_clusters_that_grew_together_are_reported() -> None:
    one, other, unit = UUID(int=1), UUID(int=2), UUID(int=9)
    made = divide({one: unit, other: unit}, {one: "train", other: "test"})
    assert made.parts == {one: "train", other: "test"}
    assert made.straddling == ((one, other),)


def test_shares_and_salt() -> None:
    units = {UUID(int=n): UUID(int=n) for n in range(1, 201)}
    made = divide(units, {})
    assert Counter(made.parts.values()) == {"train": 160, "dev": 20, "test": 20}
    assert divide(units, {}, salt="other").parts != made.parts
    assert sorted(hashed_order(list(units))) == sorted(units)
