"""Small answers that the tests of this room draw and write."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from workbench.core.relation import Relation
from workbench.core.span import Span

LABELS = ("X", "Y")
RELATIONS = ("r", "s")


def spans(*given: tuple[int, int, str]) -> list[Span]:
    """Contiguous spans from start, end, label."""
    return [Span(n, label, ((start, end),)) for n, (start, end, label) in enumerate(given, 1)]


@st.composite
def answers(draw: st.DrawFn, length: int = 12, most: int = 5, pieces: int = 2) -> list[Span]:
    """Spans that cross, nest, repeat and have gaps."""
    found = []
    for n in range(draw(st.integers(0, most))):
        cuts = draw(st.integers(1, pieces)) * 2
        edges = sorted(draw(st.sets(st.integers(0, length), min_size=cuts, max_size=cuts)))
        fragments = tuple(zip(edges[::2], edges[1::2], strict=True))
        found.append(Span(n + 1, draw(st.sampled_from(LABELS)), fragments))
    return found


@st.composite
def graphs(draw: st.DrawFn, most: int = 4) -> tuple[dict[int, Span], list[Relation]]:
    """Spans by number with relations between them."""
    found = draw(answers(length=8, most=4, pieces=1))
    if len(found) < 2:
        return {span.n: span for span in found}, []
    numbers = [span.n for span in found]
    ends = st.tuples(st.sampled_from(numbers), st.sampled_from(numbers)).filter(lambda pair: pair[0] != pair[1])
    relations = [
        Relation(n, draw(st.sampled_from(RELATIONS)), *draw(ends)) for n in range(100, 100 + draw(st.integers(0, most)))
    ]
    return {span.n: span for span in found}, relations


def shifted(given: Sequence[Span], by: int) -> list[Span]:
    """The same spans further on."""
    return [Span(span.n, span.label, tuple((start + by, end + by) for start, end in span.fragments)) for span in given]
