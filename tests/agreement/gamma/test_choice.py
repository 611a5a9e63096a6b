"""The two ways to choose tuples, units one after the other and as a program, come to one cost; nothing is cheaper."""

from __future__ import annotations

import random

import pytest

from workbench.agreement.gamma.frontier import Option, TooWide, cheapest
from workbench.agreement.gamma.program import solved

ALONE = 1_000


def crowd(seed: int, people: int, units: int) -> tuple[list[list[int]], list[int], list[int]]:
    """Random tuples of units next to each other, their costs, and whose each unit is."""
    chance = random.Random(seed)
    owner = [chance.randrange(people) for _ in range(units)]
    tuples = set()
    for _ in range(units * 4):
        at = chance.randrange(units)
        near = [unit for unit in range(at, min(units, at + 6)) if chance.random() < 0.6]
        one_each = {owner[unit]: unit for unit in near}
        if len(one_each) > 1:
            tuples.add(tuple(sorted(one_each.values())))
    rows = [list(row) for row in sorted(tuples)]
    return rows, [chance.randrange(ALONE, ALONE * len(row)) for row in rows], owner


def options(rows: list[list[int]], costs: list[int], units: int) -> list[list[Option]]:
    out: list[list[Option]] = [[(1, ALONE, -1)] for _ in range(units)]
    for number, (row, cost) in enumerate(zip(rows, costs, strict=True)):
        out[row[0]].append((sum(1 << (unit - row[0]) for unit in row), cost, number))
    return out


def cost(numbers: list[int], rows: list[list[int]], costs: list[int], units: int) -> int:
    taken = [unit for number in numbers for unit in rows[number]]
    assert len(taken) == len(set(taken))
    return sum(costs[number] for number in numbers) + ALONE * (units - len(taken))


@pytest.mark.parametrize("people", [2, 3, 5])
@pytest.mark.parametrize("seed", range(8))
def test_both_ways_cost_the_same(seed: int, people: int) -> None:
    """``missed`` is as large as a tuple here can be worth, since random costs obey no dissimilarity."""
    rows, costs, owner = crowd(seed, people, 24)
    walked = [n for n in cheapest(options(rows, costs, 24), ALONE, ALONE * people) if n >= 0]
    program = solved(rows, [value / ALONE for value in costs], owner, people)
    assert cost(walked, rows, costs, 24) == cost(program, rows, costs, 24)
    assert len(rows) > 10


def test_too_many_ways_are_refused() -> None:
    """Twelve units, each with a partner behind all twelve: any subset of the partners can be taken."""
    rows = [[unit, unit + 12] for unit in range(12)]
    crossed = options(rows, [ALONE + unit for unit in range(12)], 24)
    assert cheapest(crossed, ALONE, ALONE, states=2**12) == list(range(12))
    with pytest.raises(TooWide):
        cheapest(crossed, ALONE, ALONE, states=2**10)


def test_ties_go_to_the_first() -> None:
    assert cheapest([[(3, 5, 7), (3, 5, 8)], []], 10, 10) == [7]
