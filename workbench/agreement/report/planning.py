"""Planning: how many more shared documents would narrow an interval to a wanted width."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Final

from workbench.agreement.report.content import Report
from workbench.agreement.value import Value

MORE: Final = "as widths shrink with the square root of the number of documents"
"""What the estimate rests on; say it beside the estimate."""


@dataclass(frozen=True, slots=True)
class Need:
    """What it takes to narrow one interval.

    Attributes:
        width: how wide it is now; None where there is none, and ``why`` says why.
        more: shared documents still to come, like those there are; None where ``width`` is.
        why: why there is no estimate.
    """

    width: float | None
    more: int | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """One line of a plan: a number and what it needs."""

    kind: str
    label: str
    title: str
    value: Value
    need: Need


def needed(value: Value, shared: int, wanted: float) -> Need:
    """Documents needed on top of ``shared`` ones for an interval of width ``wanted``.

    The variance of a mean over documents falls with their number, so the width with its square root: the interval of n
    documents, w wide, is ``wanted`` wide with n · (w / wanted)² of them.
    """
    if value.interval is None:
        return Need(None, None, value.why or "it has no interval")
    width = value.interval[1] - value.interval[0]
    if width <= wanted:
        return Need(width, 0)
    return Need(width, ceil(shared * (width / wanted) ** 2) - shared)


def plan(report: Report, wanted: float) -> tuple[Planned, ...]:
    """What every span and relation F1 needs as a whole, then each label; the report must have intervals."""
    out = [
        Planned("all", number.name, number.title, number.value, needed(number.value, report.scope.counted, wanted))
        for number in report.numbers
        if number.name in ("span-exact", "span-overlap", "relation-strict")
    ]
    out += [
        Planned(row.kind, row.label, row.title, row.exact, needed(row.exact, report.scope.counted, wanted))
        for row in report.labels
    ]
    return tuple(out)
