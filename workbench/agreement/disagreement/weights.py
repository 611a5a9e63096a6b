"""Weights: how much settling disagreements would raise the report's numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import fsum
from typing import NamedTuple

from workbench.agreement.coding.ratings import Row
from workbench.agreement.disagreement.record import Disagreement, Marked
from workbench.agreement.pairwise import Pair, Pairwise
from workbench.agreement.report.numbers import QUESTIONS
from workbench.agreement.report.places import said_value
from workbench.agreement.report.summed import Summed
from workbench.agreement.tally import ANY, Tally
from workbench.agreement.value import Value, undefined

NO_NUMBER = undefined("no number of the report looks at it")


class Settled(NamedTuple):
    """What settling ``n`` disagreements makes of a number: its name, as it is, and as it would be."""

    score: str
    n: int
    before: Value
    after: Value

    @property
    def gain(self) -> float | None:
        """After less before; None where either is undefined."""
        if self.before.value is None or self.after.value is None:
            return None
        return self.after.value - self.before.value


@dataclass(frozen=True)
class Weights:
    """The numbers of a study, and what they would be."""

    summed: Summed
    _tallies: dict[str, dict[Pair, Tally]] = field(default_factory=dict)
    _said: dict[tuple[str, tuple[Row, Row]], float | None] = field(default_factory=dict)
    _values: dict[str, Value] = field(default_factory=dict)

    def of(self, record: Disagreement) -> float | None:
        """What settling this one alone adds to its number; None where there is none, or it is undefined."""
        effect = record.effect
        if effect.rows is None:
            return self._marked(effect.score, effect.tallies) if effect.score else None
        known = (effect.score, effect.rows)
        if known not in self._said:
            self._said[known] = self._after_rows(effect.score, [effect.rows]).gain
        return self._said[known]

    def settled(self, records: Iterable[Disagreement]) -> tuple[Settled, ...]:
        """What settling all of these makes of each number that they lower, by its name."""
        tallies: dict[str, list[Disagreement]] = {}
        for record in records:
            if record.effect.score:
                tallies.setdefault(record.effect.score, []).append(record)
        return tuple(self._together(score, held) for score, held in sorted(tallies.items()))

    def _together(self, score: str, records: list[Disagreement]) -> Settled:
        rows = [record.effect.rows for record in records if record.effect.rows is not None]
        if rows:
            return self._after_rows(score, rows)
        changes = (change for record in records for change in record.effect.tallies)
        return Settled(score, len(records), self._value(score), _mean(_changed(self._pairs(score), changes)))

    # -- F1 of pairs -----------------------------------------------------------

    def _pairs(self, score: str) -> dict[Pair, Tally]:
        """The tallies of those compared; one person alone is compared with the reference."""
        if score not in self._tallies:
            alone = len(self.summed.frame.people) < 2
            measure = (self.summed.against if alone else self.summed.f1).get(score, Pairwise.of({}))
            self._tallies[score] = {pair: measure.tally(pair) for pair in measure.pairs}
        return self._tallies[score]

    def _marked(self, score: str, changes: Sequence[Marked]) -> float | None:
        """The gain of a mean of F1s, looking at those pairs alone that change."""
        tallies, gains = self._pairs(score), []
        for pair, both, first, second in changes:
            was = tallies[pair]
            marked = was.first + was.second
            if not marked or not marked + first + second:
                return Settled(score, 1, self._value(score), _mean(_changed(tallies, changes))).gain
            gains.append(2 * (was.both + both) / (marked + first + second) - 2 * was.both / marked)
        defined = sum(tally.first + tally.second > 0 for tally in tallies.values())
        return float(fsum(gains) / defined) if defined else None

    # -- coefficients of what is said ------------------------------------------

    def _after_rows(self, score: str, rows: list[tuple[Row, Row]]) -> Settled:
        if score not in self.summed.said:
            return Settled(score, len(rows), NO_NUMBER, NO_NUMBER)
        changed = Counter(self.summed.said[score])
        for was, becomes in rows:
            changed[was] -= 1
            changed[becomes] += 1
        said: Mapping[str, Counter[Row]] = {**self.summed.said, score: +changed}
        after = said_value(replace(self.summed, said=said), score, sure=False).alpha
        return Settled(score, len(rows), self._value(score), after)

    def _value(self, score: str) -> Value:
        if score not in self._values:
            if score in self.summed.said:
                self._values[score] = said_value(self.summed, score, sure=False).alpha
            else:
                self._values[score] = _mean(self._pairs(score))
        return self._values[score]


def _changed(tallies: Mapping[Pair, Tally], changes: Iterable[Marked]) -> dict[Pair, Tally]:
    """The tallies with everything added that settling adds."""
    found = dict(tallies)
    for pair, both, first, second in changes:
        was = found[pair]
        found[pair] = Tally(was.both + both, was.first + first, was.second + second)
    return found


def _mean(tallies: Mapping[Pair, Tally]) -> Value:
    """The mean F1 of pairs, as the report means it."""
    return Pairwise({}, {pair: {ANY: tally} for pair, tally in tallies.items()}).mean().mean


def number_in_words(score: str) -> str:
    """What people call a number."""
    asked = QUESTIONS.get(score)
    return f"{score.partition(':')[2] or score} α" if asked is None else asked.title


def gain_in_words(settled: Settled) -> str:
    """What is gained, in a few words: ``.603 → .640``; or why there is nothing to say."""
    if settled.before.value is None or settled.after.value is None:
        why = settled.before.why if settled.before.value is None else settled.after.why
        return f"undefined: {why}"
    return f"{settled.before.value:.3f} → {settled.after.value:.3f}"
