"""Comparing: the numbers of two moments side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from workbench.agreement.report.content import Report
from workbench.agreement.value import Value, undefined

ABSENT = undefined("it was not asked then")


class Change(NamedTuple):
    """A number then and now."""

    name: str
    title: str
    before: Value
    now: Value

    @property
    def by(self) -> float | None:
        """Now less then; None where either is undefined."""
        if self.before.value is None or self.now.value is None:
            return None
        return self.now.value - self.before.value

    @property
    def clear(self) -> bool:
        """Whether the intervals of both do not touch, which is more than chance would make of it."""
        if self.before.interval is None or self.now.interval is None:
            return False
        return self.before.interval[1] < self.now.interval[0] or self.now.interval[1] < self.before.interval[0]


def changes(before: Report, now: Report) -> tuple[Change, ...]:
    """What became of each number, and of exact F1 of each label that is in use now."""
    return (*_numbers(before, now), *_labels(before, now))


def _numbers(before: Report, now: Report) -> Iterator[Change]:
    for number in now.numbers:
        old = before.number(number.name)
        yield Change(number.name, number.title, ABSENT if old is None else old.value, number.value)


def _labels(before: Report, now: Report) -> Iterator[Change]:
    known = {(row.kind, row.label): row.exact for row in before.labels}
    for row in now.labels:
        old = known.get((row.kind, row.label), ABSENT)
        yield Change(f"{row.kind}:{row.label}", f"{row.title}, exact F1", old, row.exact)
