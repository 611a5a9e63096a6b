"""The choice of tuples as an assignment or an integer program, for blocks in which too many units are open at once.

scipy is imported only here. Ties in cost and in units alone are the solver's to settle, which is deterministic.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

TIE: Final = 1e-11
"""What putting a unit with others is worth where nothing else decides, in Δ∅."""

SCALE: Final = 2.0**20
"""Makes the solver's absolute tolerance a millionth of its own in Δ∅."""


def solved(tuples: Sequence[Sequence[int]], costs: Sequence[float], owner: Sequence[int], people: int) -> list[int]:
    """Which tuples to take so that every unit is in at most one and the rest, each alone for 1, cost least together.

    ``tuples`` list units by number from 0, ``owner`` says whose each unit is.
    """
    if people == 2:
        return _assigned(tuples, costs, owner)
    return _programmed(tuples, costs, len(owner))


def _assigned(tuples: Sequence[Sequence[int]], costs: Sequence[float], owner: Sequence[int]) -> list[int]:
    """Two annotators: the best one-to-one matching of their units."""
    from scipy.optimize import linear_sum_assignment

    whose = np.array(owner)
    place = np.where(whose == 0, np.cumsum(whose == 0), np.cumsum(whose != 0)) - 1
    table = np.zeros((int((whose == 0).sum()), int((whose != 0).sum())))
    number = {}
    for n, (pair, cost) in enumerate(zip(tuples, costs, strict=True)):
        one, other = sorted(pair, key=lambda unit: owner[unit])
        at = int(place[one]), int(place[other])
        table[at] = cost - 2 - TIE
        number[at] = n
    rows, columns = linear_sum_assignment(table)
    return sorted(number[at] for at in zip(rows.tolist(), columns.tolist(), strict=True) if at in number)


def _programmed(tuples: Sequence[Sequence[int]], costs: Sequence[float], count: int) -> list[int]:
    """Any number of annotators: a set packing, solved to the end."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    rows = [unit for units in tuples for unit in units]
    columns = [n for n, units in enumerate(tuples) for _ in units]
    uses = csr_array((np.ones(len(rows)), (rows, columns)), shape=(count, len(tuples)))
    saved = np.array([cost - len(units) * (1 + TIE) for units, cost in zip(tuples, costs, strict=True)])
    done = milp(
        saved * SCALE,
        constraints=LinearConstraint(uses, -np.inf, 1),
        integrality=np.ones(len(tuples)),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0.0},
    )
    if done.x is None:
        raise RuntimeError(f"the solver gave up: {done.message}")
    return np.flatnonzero(done.x > 0.5).tolist()
