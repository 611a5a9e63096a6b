"""Continua for the γ tests."""

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


@st.composite
def unit(draw: st.DrawFn, length: int) -> tuple[int, int, str]:
    """A unit anywhere; short ones and long ones are both common, so that many nest."""
    start = draw(st.integers(0, length - 1))
    size = draw(st.sampled_from([1, 2, 5, length // 2, length]))
    return start, min(length, start + size), draw(st.sampled_from("AB"))


@st.composite
def annotators(draw: st.DrawFn, most: int = 4) -> list[list[tuple[int, int, str]]]:
    """What two to ``most`` annotators placed on a short text, some nothing, but not all."""
    people = draw(st.integers(2, most))
    length = draw(st.sampled_from([8, 30, 100]))
    per = 8 // people
    found = [draw(st.lists(unit(length), max_size=per)) for _ in range(people)]
    if not any(found):
        found[0].append(draw(unit(length)))
    return found
