"""The frontier: the cheapest way to put every unit of a block into exactly one tuple, unit after unit.

Units are taken in their order. What matters behind a unit is only which later ones are taken already, so of all ways to
get there with the same later ones taken the cheapest is kept. In text few units are open at once, however many a block
has; because nested units come before what holds them, a long span costs one bit of memory and not one a partner.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

Option: TypeAlias = tuple[int, int, int]
"""A tuple of units: bits of its units from the first on, what it costs, and its number."""

Chain: TypeAlias = tuple[int, "Chain"] | tuple[()]
"""Numbers of the chosen tuples, the last first."""

STATES: Final = 2_000
"""Ways kept before a block is called too wide."""

FEW: Final = 16
"""Up to here, asking which ways cannot win costs more than walking them."""


class TooWide(Exception):
    """Too many units are open at once."""


def cheapest(options: Sequence[Sequence[Option]], alone: int, missed: int, states: int = STATES) -> list[int]:
    """Numbers of the tuples chosen, each unit in one; ties go to the options listed first.

    ``options`` lists for each unit the tuples whose first unit it is, that of itself alone among them; ``alone`` is
    what a unit alone costs, ``missed`` the most that a tuple can become dearer by losing a unit.

    Raises:
        TooWide: where more than ``states`` ways would have to be kept.
    """
    ways: Mapping[int, tuple[int, Chain]] = {0: (0, ())}
    for starting in options:
        ways = _step(ways, starting)
        if len(ways) > FEW:
            ways = _that_can_win(ways, alone, missed)
            if len(ways) > states:
                raise TooWide
    chain = ways[0][1]
    chosen = []
    while chain:
        chosen.append(chain[0])
        chain = chain[1]
    return chosen[::-1]


def _step(ways: Mapping[int, tuple[int, Chain]], starting: Sequence[Option]) -> dict[int, tuple[int, Chain]]:
    """The ways behind one more unit."""
    out: dict[int, tuple[int, Chain]] = {}
    for taken, (cost, chain) in ways.items():
        if taken & 1:
            _keep(out, taken >> 1, cost, chain)
            continue
        for bits, price, number in starting:
            if not bits & taken:
                _keep(out, (taken | bits) >> 1, cost + price, (number, chain))
    return out


def _keep(out: dict[int, tuple[int, Chain]], taken: int, cost: int, chain: Chain) -> None:
    known = out.get(taken)
    if known is None or cost < known[0]:
        out[taken] = cost, chain


def _that_can_win(ways: Mapping[int, tuple[int, Chain]], alone: int, missed: int) -> dict[int, tuple[int, Chain]]:
    """Ways that the cheapest one does not beat whatever follows.

    It can copy any other way: a unit that it left open goes alone, for ``alone``; one that it took already is missing
    from a later tuple, which makes that dearer by at most ``missed``.
    """
    best, (least, _) = min(ways.items(), key=lambda way: way[1][0])
    return {
        taken: (cost, chain)
        for taken, (cost, chain) in ways.items()
        if cost <= least + alone * (taken & ~best).bit_count() + missed * (best & ~taken).bit_count()
    }
