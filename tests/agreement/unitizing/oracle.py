"""The unitizing coefficients place by place and table by table, as the paper tells them: the tests' second source.

Every pair of annotators is compared at every code point, the tables of observed and expected coincidences are built in
full, and the coefficients are read off them; nothing is shared with the closed forms of the room.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations
from typing import NamedTuple

from workbench.agreement.continuum import Continuum

GAP = ""
Place = tuple[str, int]


class Figures(NamedTuple):
    """uα, |uα, cuα, its coverage, (k)uα and its coverage; None where there is no such number."""

    u: Fraction | None
    bar_u: Fraction | None
    cu: Fraction | None
    coverage: Fraction
    k: dict[str, Fraction | None]
    k_coverage: dict[str, Fraction]


def places(continuum: Continuum) -> list[list[Place]]:
    """What each annotator has at each code point: label, and number of the unit (gaps: -1)."""
    lines = []
    for spans in continuum.spans.values():
        line: list[Place] = [(GAP, -1)] * continuum.length
        for n, span in enumerate(spans):
            line[span.start : span.end] = [(span.label, n)] * (span.end - span.start)
        lines.append(line)
    return lines


def figures(continua: Sequence[Continuum]) -> Figures:
    """The coefficients of documents together."""
    observed: Counter[tuple[str, str]] = Counter()
    drawn: Counter[str] = Counter()
    crossed: Counter[str] = Counter()
    for continuum in continua:
        lines = places(continuum)
        weight = Fraction(1, len(lines) - 1)
        for one, other in permutations(lines, 2):
            shared: Counter[Place] = Counter()
            for a, b in zip(one, other, strict=True):
                observed[a[0], b[0]] += weight
                shared[a] += a[0] != GAP and b[0] != GAP
            for (label, _), length in shared.items():
                crossed[label] += weight * length**2
        for line in lines:
            for (label, _), length in Counter(line).items():
                drawn[label] += length if label == GAP else length**2
    labels = sorted({label for pair in observed for label in pair} - {GAP})
    return _read(observed, drawn, crossed, labels)


def _read(observed: Counter[tuple[str, str]], drawn: Counter[str], crossed: Counter[str], labels: list[str]) -> Figures:
    every = [GAP, *labels]
    margin = {c: sum(observed[c, k] for k in every) for c in every}
    n = Fraction(sum(margin.values()))
    free = n**2 - sum(drawn.values())
    expected = {
        (c, k): n * (margin[c] * margin[k] - (drawn[c] if c == k else 0)) / free for c in every for k in every if free
    }
    u = _coefficient(n - sum(observed[c, c] for c in every), n - sum(expected[c, c] for c in every)) if free else None
    bar = (
        _coefficient(margin[GAP] - observed[GAP, GAP], sum(expected[GAP, k] for k in labels) + Fraction(0))
        if free
        else None
    )
    inner = {c: sum(observed[c, k] for k in labels) for c in labels}
    shared = Fraction(sum(inner.values()))
    if not shared:
        none = dict.fromkeys(labels, None)
        return Figures(u, bar, None, Fraction(0), none, {c: Fraction(0) for c in labels if margin[c]})
    free = shared - sum(crossed.values()) / shared
    if free <= 0:
        return Figures(
            u, bar, None, shared / n, dict.fromkeys(labels), {c: Fraction(inner[c]) / margin[c] for c in labels}
        )
    table = {(c, k): (inner[c] * inner[k] - (crossed[c] if c == k else 0)) / free for c in labels for k in labels}
    cu = _coefficient(shared - sum(observed[c, c] for c in labels), shared - sum(table[c, c] for c in labels))
    per = {}
    for c in labels:
        row = sum(table[c, k] for k in labels)
        off = row - table[c, c]
        per[c] = 1 - Fraction(row) / inner[c] * (inner[c] - observed[c, c]) / off if inner[c] and off else None
    return Figures(u, bar, cu, shared / n, per, {c: Fraction(inner[c]) / margin[c] for c in labels})


def _coefficient(observed: Fraction, expected: Fraction) -> Fraction | None:
    return 1 - observed / expected if expected else None
