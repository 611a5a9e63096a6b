"""Splits: whole units, sticky, reported where they cannot be both, and never into test from outside.

It breaks if a unit is cut, an assigned document moves, or the outcome depends on names or order of what is given.
"""

from __future__ import annotations

import random
from collections import Counter
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.training.balance import Balance
from workbench.training.split import PARTS, divide, hashed_order

ids = st.integers(1, 60).map(lambda n: UUID(int=n))
grouped = st.dictionaries(ids, st.integers(100, 130).map(lambda n: UUID(int=n)), max_size=40)
counts = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 9)).map(Counter)
labelled = st.dictionaries(ids, counts, max_size=40)


@given(grouped, labelled)
def test_units_are_never_cut_and_every_part_gets_one(units: dict[UUID, UUID], labels: dict[UUID, Counter[str]]) -> None:
    made = divide(units, {}, labels=labels)
    assert made.parts.keys() == units.keys()
    assert made.straddling == ()
    for unit in set(units.values()):
        assert len({made.parts[d] for d, u in units.items() if u == unit}) == 1
    assert len(set(made.parts.values())) == min(3, len(set(units.values())))
    finished = {u for d, u in units.items() if d in labels}
    assert len({made.parts[d] for d in units if d in labels}) == min(3, len(finished))


@given(grouped, labelled, st.data())
def test_what_was_assigned_stays(
    units: dict[UUID, UUID], labels: dict[UUID, Counter[str]], data: st.DataObject
) -> None:
    first = {d: u for d, u in units.items() if data.draw(st.booleans())}
    before = divide(first, {}, labels=labels).parts
    after = divide(units, before, labels=labels).parts
    assert {d: after[d] for d in before} == before
    for document, unit in units.items():
        mates = {before[d] for d in before if units[d] == unit}
        assert not mates or after[document] in mates


@given(grouped, labelled, st.randoms(use_true_random=False))
def test_names_of_units_and_order_do_not_matter(
    units: dict[UUID, UUID], labels: dict[UUID, Counter[str]], chance: random.Random
) -> None:
    """Clusters have random ids on every machine, and rows come in any order."""
    shuffled = list(units)
    chance.shuffle(shuffled)
    renamed = {unit: UUID(int=chance.getrandbits(128)) for unit in units.values()}
    again = divide({d: renamed[units[d]] for d in shuffled}, {}, labels=dict(reversed(labels.items())))
    assert again.parts == divide(units, {}, labels=labels).parts


@given(grouped, labelled, st.sets(ids))
def test_what_stood_outside_never_enters_test(
    units: dict[UUID, UUID], labels: dict[UUID, Counter[str]], outside: set[UUID]
) -> None:
    made = divide(units, {}, labels=labels, outside=frozenset(outside))
    barred = {units[d] for d in outside if d in units}
    assert all(made.parts[d] != "test" for d, unit in units.items() if unit in barred)


@given(grouped, labelled)
def test_a_part_without_a_share_gets_nothing(units: dict[UUID, UUID], labels: dict[UUID, Counter[str]]) -> None:
    assert set(divide(units, {}, labels=labels, shares=(0.8, 0.2, 0.0)).parts.values()) <= {"train", "dev"}


def test_units_that_grew_together_are_reported() -> None:
    one, other, new, unit = UUID(int=1), UUID(int=2), UUID(int=3), UUID(int=9)
    made = divide({other: unit, one: unit, new: unit}, {one: "train", other: "test"})
    assert made.parts == {one: "train", other: "test", new: "train"}
    assert made.straddling == ((one, other, new),)


def test_shares_and_salt() -> None:
    units = {UUID(int=n): UUID(int=n) for n in range(1, 201)}
    made = divide(units, {})
    assert Counter(made.parts.values()) == {"train": 160, "dev": 20, "test": 20}
    assert divide(units, {}, salt="other").parts != made.parts
    assert sorted(hashed_order(list(units))) == sorted(units)


def test_archived_documents_bind_and_do_not_count() -> None:
    """Eighty archived ones in train make no room in dev and test for more than their share of the rest."""
    units = {UUID(int=n): UUID(int=n) for n in range(1, 181)}
    units[UUID(int=181)] = UUID(int=1)
    aside = frozenset(UUID(int=n) for n in range(1, 81))
    made = divide(units, dict.fromkeys(aside, "train"), uncounted=aside)
    assert made.parts[UUID(int=181)] == "train"
    assert Counter(part for d, part in made.parts.items() if d not in aside) == {"train": 81, "dev": 10, "test": 10}


def test_a_rare_label_is_dealt_out_before_common_ones() -> None:
    """Ten documents of two hundred hold the rare label; by chance alone its share would be anything."""
    units = {UUID(int=n): UUID(int=n) for n in range(1, 201)}
    labels = {d: Counter({"common": 3, "rare": 1} if d.int % 20 == 0 else {"common": 3}) for d in units}
    for salt in ("a", "b", "c", "d"):
        made = divide(units, {}, labels=labels, salt=salt).parts
        assert Counter(made[d] for d in units if "rare" in labels[d]) == {"train": 8, "dev": 1, "test": 1}
        assert Counter(made.values()) == {"train": 160, "dev": 20, "test": 20}


# -- the rule behind it ----------------------------------------------------------


def test_one_thing_in_units_of_one_size_is_sainte_lague() -> None:
    """The textbook's parliament: 53,000, 24,000 and 23,000 votes get 3, 2 and 2 of 7 seats (divisors 1, 3, 5, …)."""
    balance = Balance({"seats": 7}, {"a": 0.53, "b": 0.24, "c": 0.23})
    seats = []
    for _ in range(7):
        seats.append(balance.best({"seats": 1}, "abc"))
        balance.add(seats[-1], {"seats": 1})
    assert seats == ["a", "b", "c", "a", "a", "b", "c"]


@given(
    st.lists(st.tuples(st.sampled_from(PARTS), counts), max_size=12),
    counts,
    st.sampled_from([(0.8, 0.1, 0.1), (0.5, 0.3, 0.2)]),
)
def test_the_best_part_is_nearest_to_the_shares(
    held: list[tuple[str, Counter[str]]], unit: Counter[str], shares: tuple[float, float, float]
) -> None:
    """Against the distance as it is defined, worked out in full for every part."""
    wanted = dict(zip(PARTS, shares, strict=True))
    totals = sum((found for _, found in held), Counter(unit)) + Counter("abcd")
    balance = Balance(totals, wanted)
    for part, found in held:
        balance.add(part, found)

    def distance(chosen: str) -> float:
        whole = 0.0
        for key, total in totals.items():
            for part, share in wanted.items():
                has = sum(found[key] for p, found in held if p == part) + (unit[key] if part == chosen else 0)
                whole += (has / total - share) ** 2 / share
        return whole

    best = balance.best(unit, PARTS)
    assert distance(best) <= min(map(distance, PARTS)) + 1e-9


@pytest.mark.parametrize("count", range(1, 12))
def test_small_projects_have_every_part_before_train_is_full(count: int) -> None:
    units = {UUID(int=n): UUID(int=n) for n in range(count)}
    sizes = [Counter(divide({d: units[d] for d in list(units)[: n + 1]}, {}).parts.values()) for n in range(count)]
    assert sizes[-1]["dev"] >= (count > 1)
    assert sizes[-1]["test"] >= (count > 2)
    assert all(a["train"] <= b["train"] for a, b in pairwise(sizes))
