"""Placing: from a span's code points to the tokens that spaCy can label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.core.span import Span
from workbench.core.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Placed:
    """A fragment of a span on whole tokens [first, last); ``part`` counts fragments from 1, 0 where there is one."""

    span: Span
    first: int
    last: int
    part: int = 0
    trimmed: bool = False

    @property
    def id(self) -> str:
        """The string id in spaCy: ``s12``, or ``s12.2`` for a second fragment."""
        return f"s{self.span.n}.{self.part}" if self.part else f"s{self.span.n}"


@dataclass(frozen=True, slots=True)
class Misaligned:
    """A fragment that starts or ends inside a token, with what snapping out or in would make of it."""

    span: Span
    start: int
    end: int
    expand: tuple[int, int] | None
    contract: tuple[int, int] | None


def place(span: Span, text: str, tokens: Tokens) -> list[Placed | Misaligned | None]:
    """Each fragment on its tokens, white-space tokens at its edges left out.

    Returns:
        One entry a fragment: its tokens, or why it has none (None: it is nothing but white space).
    """
    parts = range(1, len(span.fragments) + 1) if span.discontinuous else [0]
    return [_fragment(span, part, fragment, text, tokens) for part, fragment in zip(parts, span.fragments, strict=True)]


def _fragment(
    span: Span, part: int, fragment: tuple[int, int], text: str, tokens: Tokens
) -> Placed | Misaligned | None:
    start, end = fragment
    if text[start:end].isspace():
        return None
    trimmed = text[start:end]
    left, right = start + len(trimmed) - len(trimmed.lstrip()), end - len(trimmed) + len(trimmed.rstrip())
    if not tokens.aligned(left, right):
        return Misaligned(span, start, end, tokens.snap(start, end), tokens.snap(start, end, outward=False))
    first, last = tokens.covering(left, right)
    return Placed(span, first, last, part, (left, right) != fragment)


def longest_first(placed: Sequence[Placed]) -> tuple[list[Placed], list[Placed]]:
    """Spans that can stand beside each other in ``doc.ents``, and those that cannot.

    The longest in tokens wins, then the earliest, then the oldest: spaCy's own ``filter_spans``.
    """
    kept: list[Placed] = []
    dropped: list[Placed] = []
    taken: set[int] = set()
    for item in sorted(placed, key=lambda p: (p.first - p.last, p.first, p.span.n)):
        if taken.isdisjoint(range(item.first, item.last)):
            taken.update(range(item.first, item.last))
            kept.append(item)
        else:
            dropped.append(item)
    return sorted(kept, key=lambda p: p.first), sorted(dropped, key=lambda p: (p.first, p.span.n))
