"""α_U of 1995: the predecessor of uα, for comparison with figures of other tools only.

It is quadratic in length, so that one long span decides, and misbehaves with more than two annotators; uα mends both.
Source: Krippendorff, *Sociological Methodology* 25 (1995) 47; *Content Analysis* (2004) p. 251–256, discrete lengths.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, combinations
from typing import Final, NamedTuple, TypeAlias

from workbench.agreement.continuum import Continuum
from workbench.agreement.value import Value, undefined
from workbench.core.span import Fragment

ROSTERS: Final = "the annotators are not the same in every document"


class Section(NamedTuple):
    """A unit of one label or the gap between two, half-open."""

    start: int
    end: int
    unit: bool

    @property
    def length(self) -> int:
        """Code points."""
        return self.end - self.start


Line: TypeAlias = Sequence[Section]
"""What one annotator did with one label: sections that follow one another from the beginning of the text to its end."""


@dataclass(frozen=True, slots=True)
class Alpha1995:
    """α_U of one label or of all, with the disagreement observed and expected; ``merged`` units overlapped others."""

    alpha: Value
    observed: float | None
    expected: float | None
    merged: int = 0


def delta(one: Section, other: Section) -> int:
    """The squared difference of two sections that share text, as the book's table has it; 0 where they share none."""
    if one.end <= other.start or other.end <= one.start:
        return 0
    if one.unit and other.unit:
        return (one.start - other.start) ** 2 + (one.end - other.end) ** 2
    if one.unit == other.unit:
        return 0
    unit, gap = (one, other) if one.unit else (other, one)
    return unit.length**2 if gap.start <= unit.start and unit.end <= gap.end else 0


def alpha_1995(continua: Sequence[Continuum]) -> tuple[Alpha1995, Mapping[str, Alpha1995]]:
    """α_U over all labels, and by label; documents stand end to end, and a gap ends where its document does.

    A label's observed and expected disagreement sum over documents; over labels both are averaged before they are
    compared, as the book does. All documents need the same annotators, because the formula knows one number of them.
    """
    texts = [c for c in continua if c.kept]
    rosters = {tuple(sorted(c.spans)) for c in texts}
    annotators, length = len(next(iter(rosters), ())), sum(c.kept for c in texts)
    why = ROSTERS if len(rosters) > 1 else "fewer than two annotators, or no text" if annotators < 2 else ""
    names = sorted({span.label for c in texts for spans in c.spans.values() for span in spans})
    if why:
        nothing = Alpha1995(undefined(why), None, None)
        return nothing, dict.fromkeys(names, nothing)
    pairs = {name: _disagreement(texts, name, annotators, length) for name in names}
    labels = {name: _alpha(*parts, len(texts)) for name, parts in pairs.items()}
    count = len(names) or 1
    observed = sum((parts[0] for parts in pairs.values()), Fraction(0)) / count
    expected = sum((parts[1] for parts in pairs.values()), Fraction(0)) / count
    return _alpha(observed, expected, sum(parts[2] for parts in pairs.values()), len(texts)), labels


def _alpha(observed: Fraction, expected: Fraction, merged: int, documents: int) -> Alpha1995:
    why = f"units that overlap another of the same annotator and label, and so were merged: {merged}" if merged else ""
    value = (
        Value(float(1 - observed / expected), why, documents)
        if expected
        else undefined("nobody marked anything", documents)
    )
    return Alpha1995(value, float(observed), float(expected), merged)


def _disagreement(
    texts: Sequence[Continuum], label: str, annotators: int, length: int
) -> tuple[Fraction, Fraction, int]:
    """Observed and expected disagreement on a label, and how many units were merged; ``length`` of all texts."""
    differences, merged = 0, 0
    units: list[int] = []
    gaps: list[int] = []
    for continuum in texts:
        lines = []
        for spans in continuum.spans.values():
            own = [f for span in spans if span.label == label for f in span.fragments]
            line, joined = _line(continuum, own)
            lines.append(line)
            merged += joined
        differences += sum(_difference(one, other) for one, other in combinations(lines, 2))
        units += [section.length for line in lines for section in line if section.unit]
        gaps += [section.length for line in lines for section in line if not section.unit]
    observed = Fraction(2 * differences, annotators * (annotators - 1) * length**2)
    return observed, _expected(units, gaps, annotators, length), merged


def _line(continuum: Continuum, fragments: Sequence[Fragment]) -> tuple[Line, int]:
    """The sections of one annotator and label, overlapping units merged (those that touch stay apart), and how many."""
    placed = sorted((continuum.moved(start), continuum.moved(end)) for start, end in fragments)
    out: list[Section] = []
    merged = 0
    for start, end in placed:
        if start >= end:
            continue
        at = out[-1].end if out else 0
        if out and start < at:
            out[-1] = out[-1]._replace(end=max(at, end))
            merged += 1
            continue
        out += [Section(at, start, False)] * (at < start) + [Section(start, end, True)]
    at = out[-1].end if out else 0
    return [*out, *[Section(at, continuum.kept, False)] * (at < continuum.kept)], merged


def _difference(one: Line, other: Line) -> int:
    """The squared differences of all sections of two annotators that share text."""
    return sum(delta(a, b) for a, b in _meeting(one, other))


def _meeting(one: Line, other: Line) -> Iterator[tuple[Section, Section]]:
    i = j = 0
    while i < len(one) and j < len(other):
        yield one[i], other[j]
        here, there = one[i].end, other[j].end
        i += here <= there
        j += there <= here


def _expected(units: Sequence[int], gaps: Sequence[int], annotators: int, length: int) -> Fraction:
    """The disagreement of units and gaps of these lengths put anywhere."""
    gaps = sorted(gaps)
    behind = [0, *accumulate(reversed(gaps))]
    total = Fraction(0)
    for unit in units:
        longer = len(gaps) - bisect_left(gaps, unit)
        among = Fraction((len(units) - 1) * (2 * unit**3 - 3 * unit**2 + unit), 3)
        total += among + unit**2 * (behind[longer] - longer * (unit - 1))
    places = annotators * length * (annotators * length - 1) - sum(unit * (unit - 1) for unit in units)
    return 2 * total / length / places if places else Fraction(0)
