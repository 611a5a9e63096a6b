"""γ, γcat and γk of one document, with the alignment that they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from workbench.agreement.continuum import Continuum
from workbench.agreement.gamma.alignment import Alignment, aligned
from workbench.agreement.gamma.candidates import TooLarge
from workbench.agreement.gamma.categories import categorical
from workbench.agreement.gamma.chance import Chance, Each, drawn
from workbench.agreement.gamma.coefficient import part, value
from workbench.agreement.gamma.method import Method
from workbench.agreement.gamma.result import Gamma, Group
from workbench.agreement.gamma.units import Placed, units
from workbench.agreement.value import Value, undefined
from workbench.core.span import Span

DEFAULT: Final = Method()
ALONE: Final = "γ needs two annotators"
EMPTY: Final = "nobody marked anything"
LARGE: Final = "so many annotators and spans overlap that γ would take too long"
UNPAIRED: Final = "no two spans stand for the same thing"
UNIFORM: Final = "chance gives aligned spans the same label too"


def gamma(continuum: Continuum, method: Method = DEFAULT, each: Each | None = None) -> Gamma:
    """Agreement on one document; nested, overlapping and repeated spans are welcome.

    A span in fragments counts as the stretch that covers them, because a dissimilarity knows one start and one end; its
    fragments are for the span measures to compare. Neither the names nor the order of annotators, nor what was measured
    before, change a digit. ``each`` hears how many random continua are done, of how many.
    """
    names, placed, spans = _placed(continuum)
    count = sum(map(len, placed))
    if len(names) < 2 or not count:
        return _nothing(undefined(EMPTY if len(names) > 1 else ALONE, count), _lonely(names, spans), method)
    found = units([placed])
    try:
        best = aligned(found, method.dissimilarity)
        chance = drawn(found, continuum.kept, method, each)
    except TooLarge:
        return _nothing(undefined(LARGE, count), (), method)
    return _measured(best, chance, tuple(_group(best, row, names, spans) for row in best.groups()), method)


def _placed(continuum: Continuum) -> tuple[list[str], list[Placed], list[list[Span]]]:
    """Names, units and spans of the annotators in an order that their names do not decide; spans in zones left out."""
    moved = continuum.moved
    found = []
    for name, given in continuum.spans.items():
        rows = [((moved(span.start), moved(span.end), span.label), span) for span in given]
        rows = sorted((row for row in rows if row[0][0] < row[0][1]), key=lambda row: (row[0], row[1].n))
        found.append(([unit for unit, _ in rows], name, [span for _, span in rows]))
    found.sort(key=lambda row: row[:2])
    return [name for _, name, _ in found], [placed for placed, _, _ in found], [spans for _, _, spans in found]


def _group(best: Alignment, row: Sequence[int], names: Sequence[str], spans: Sequence[Sequence[Span]]) -> Group:
    u = best.units
    return {names[u.annotator[unit]]: spans[u.annotator[unit]][u.origin[unit]] for unit in row}


def _lonely(names: Sequence[str], spans: Sequence[Sequence[Span]]) -> tuple[Group, ...]:
    return tuple({name: span} for name, own in zip(names, spans, strict=True) for span in own)


def _nothing(why: Value, groups: tuple[Group, ...], method: Method) -> Gamma:
    return Gamma(why, why, {}, groups, None, None, {}, 0, method)


def _measured(best: Alignment, chance: Chance, groups: tuple[Group, ...], method: Method) -> Gamma:
    """All coefficients from the observed alignment and those of the random continua."""
    count = len(best.units)
    whole = part(float(best.disorder[0]), chance.disorder, count / best.units.annotators)
    cats = categorical(best, method.dissimilarity)
    parts = [
        part(float(cats.disorder[0, column]), chance.labels[:, column], float(cats.weight[0, column]))
        for column in range(cats.weight.shape[1])
    ]
    per = np.bincount(best.units.label, minlength=len(best.units.labels)).tolist()
    counts = [count, *per]
    values = [value(p, n, UNPAIRED, UNIFORM) for p, n in zip(parts, counts, strict=True)]
    labels = best.units.labels
    return Gamma(
        gamma=value(whole, count, EMPTY, "random continua agree without any disorder"),
        cat=values[0],
        labels=dict(zip(labels, values[1:], strict=True)),
        groups=groups,
        part=whole,
        cat_part=parts[0],
        label_parts={label: p for label, p in zip(labels, parts[1:], strict=True) if p is not None},
        samples=len(chance.disorder),
        method=method,
    )
