"""Twisting: JSON whose parts are exchanged for others, so that it stays JSON and is no longer what it was."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from workbench.core.fault import Fault

OTHERS: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 10**15, 1.5, 2.0, "", "x", "0", "/p[1]/b[2]", "accept", [], {}, [[]], [None],
    [0, 3, "X"],
    [1, 2], {"id": None}, {"text": []}, {"start": 0, "end": 1}, "\ud800", "\U0001f600", ["a", {"b": 1}],
)  # fmt: skip


def survives(read: Callable[[bytes], Any], samples: list[Any], times: int, *, lines: bool) -> None:
    """Read twisted samples; anything but a Fault escapes."""
    dice = random.Random(7)
    for _ in range(times):
        twisted = [_twisted(dice, sample) for sample in samples]
        text = "\n".join(json.dumps(one) for one in twisted) if lines else json.dumps(twisted)
        try:
            read(text.encode())
        except Fault:
            continue


def _twisted(dice: random.Random, sample: Any) -> Any:
    """A copy with one or two parts gone, doubled, or exchanged for something else or for another part of it."""
    out = deepcopy(sample)
    for _ in range(dice.randint(1, 2)):
        places = list(_places(out))
        if not places:
            return deepcopy(dice.choice(OTHERS))
        holder, key = dice.choice(places)
        match dice.randint(0, 5):
            case 0:
                del holder[key]
            case 1 if isinstance(holder, list):
                holder.append(deepcopy(holder[key]))
            case 2:
                other, at = dice.choice(places)
                holder[key] = deepcopy(other[at])
            case _:
                holder[key] = deepcopy(dice.choice(OTHERS))
    return out


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every part of a value by what holds it."""
    keys = range(len(value)) if isinstance(value, list) else list(value) if isinstance(value, dict) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])
