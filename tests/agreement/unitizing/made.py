"""Continua for the unitizing tests: the published one, and any."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from workbench.agreement.continuum import Continuum
from workbench.core.span import Span

Rows = Sequence[tuple[int, int, str]]


def continuum(length: int, annotators: Mapping[str, Rows], skipped: Sequence[tuple[int, int]] = ()) -> Continuum:
    """A continuum from starts, ends and labels."""
    spans = {
        name: [Span(n, label, ((start, end),)) for n, (start, end, label) in enumerate(rows)]
        for name, rows in annotators.items()
    }
    return Continuum(length, spans, skipped)


APS: Mapping[str, Rows] = {
    "Alex": [(2, 9, "1"), (11, 17, "2"), (24, 30, "5"), (32, 36, "6"), (36, 44, "6"), (44, 60, "7")],
    "Paul": [(2, 9, "1"), (11, 17, "3"), (19, 25, "5"), (32, 44, "6")],
    "Suzan": [(2, 9, "1"), (11, 17, "4"), (21, 27, "5"), (32, 36, "6"), (36, 40, "6"), (40, 44, "6")],
}
"""The example of Krippendorff, Mathet, Bouvry and Widlöcher 2016, on 60 places: three annotators, seven labels."""


@st.composite
def rows(draw: st.DrawFn, length: int, overlapping: bool = False) -> list[tuple[int, int, str]]:
    """What one annotator marked on a short text, with units that touch now and then."""
    label = st.sampled_from("AB" if overlapping else "ABC")
    if overlapping:
        ends = st.tuples(st.integers(0, length), st.integers(0, length)).filter(lambda at: at[0] < at[1])
        return [(*at, name) for at, name in draw(st.lists(st.tuples(ends, label), max_size=4))]
    cuts = sorted(draw(st.sets(st.integers(0, length), max_size=7)))
    return [(start, end, draw(label)) for start, end in zip(cuts, cuts[1:], strict=False) if draw(st.booleans())]


@st.composite
def continua(draw: st.DrawFn, overlapping: bool = False) -> list[Continuum]:
    """One to three documents, each of two or three annotators."""
    out = []
    for _ in range(draw(st.integers(1, 3))):
        length = draw(st.integers(1, 12))
        names = ["x", "y", "z"][: draw(st.integers(2, 3))]
        out.append(continuum(length, {name: draw(rows(length, overlapping)) for name in names}))
    return out
