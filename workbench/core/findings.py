"""Findings: the problems of a layer kept up to date while it changes, at the cost of what changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from workbench.core.layer import Layer
from workbench.core.problems import Problem, cycles, in_text_order, relation_problems, span_problems
from workbench.core.schema import Schema
from workbench.core.span import Span
from workbench.core.tokens import Tokens
from workbench.core.zone import Zone


@dataclass(slots=True)
class Findings:
    """The problems of one layer; :meth:`touch` says what changed, :meth:`settle` looks at it again.

    At first no span has been looked at, so that opening a document of 20,000 spans need not wait for the list.
    """

    layer: Layer
    schema: Schema
    tokens: Tokens
    zones: Sequence[Zone] = ()
    _of_span: dict[int, list[Problem]] = field(default_factory=dict)
    _cycles: list[Problem] = field(default_factory=list)
    _touched: set[int] = field(default_factory=set)
    _unseen: list[int] = field(default_factory=list)
    _relations_changed: bool = True

    def __post_init__(self) -> None:
        self._unseen = sorted(self.layer.spans, reverse=True)

    @property
    def waiting(self) -> int:
        """How many spans have not been looked at since they changed."""
        return len(self._touched) + len(self._unseen)

    def touch(self, spans: Iterable[Span], relations: bool = True) -> None:
        """Say that these spans (as they were and as they are), and perhaps their relations, have changed."""
        for span in spans:
            self._touched.add(span.n)
            self._touched.update(other.n for other in self.layer.overlapping(span.start, span.end))
        self._relations_changed |= relations

    def settle(self, at_most: int | None = None) -> bool:
        """Look at spans that changed, and then at those never looked at: all of them, or at most so many.

        Returns:
            Whether nothing is waiting any more.
        """
        touched, self._touched = self._touched, set()
        for n in touched:
            self._look(n)
        rest = len(self._unseen) if at_most is None else max(0, at_most - len(touched))
        for _ in range(min(rest, len(self._unseen))):
            self._look(self._unseen.pop())
        if not self._unseen and self._relations_changed:
            self._cycles = list(cycles(self.layer, self.schema))
            self._relations_changed = False
        return not self._unseen

    def _look(self, n: int) -> None:
        span = self.layer.spans.get(n)
        found = [] if span is None else list(span_problems(self.layer, self.schema, self.tokens, span, self.zones))
        for relation in self.layer.relations_of(n):
            if relation.head == n:
                found += relation_problems(self.layer, self.schema, relation)
        if found:
            self._of_span[n] = found
        else:
            self._of_span.pop(n, None)

    def of(self, n: int) -> list[Problem]:
        """The problems found for one span."""
        return self._of_span.get(n, [])

    def all(self) -> list[Problem]:
        """Every problem found so far, in text order."""
        found = [p for problems in self._of_span.values() for p in problems]
        return sorted(found + self._cycles, key=in_text_order)
