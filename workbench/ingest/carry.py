"""Carrying: the annotations of a document moved to a near-duplicate, as far as the two texts agree.

Texts are aligned by runs of at least five words that both hold in the same order; what stands wholly inside such a run
carries, everything else is listed, because a span moved to a guess is worse than one that is not moved.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final

from workbench.core.edit import LABEL, RELATION, SPAN, Edit
from workbench.core.json import Json
from workbench.core.layer import Layer
from workbench.core.relation import DocumentLabel, Relation
from workbench.core.span import Fragment, Span

RUN: Final = 5
"""The fewest words of a run; texts with fewer words must be the same."""
ORIGIN: Final = "copied"

_PART = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch that both texts hold: ``length`` code points from ``source`` and from ``target``."""

    source: int
    target: int
    length: int


@dataclass(frozen=True, slots=True)
class Left:
    """An item that did not carry: what it is, its label, where it stands in the source, and why."""

    item: str
    n: int
    label: str
    start: int
    end: int
    why: str

    def to_json(self) -> dict[str, Json]:
        """The item in the shape of ``--json``."""
        return {
            "item": self.item, "n": self.n, "label": self.label, "start": self.start, "end": self.end, "why": self.why,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Carried:
    """The edits that bring over what carries, how many items that is, and what does not."""

    edits: tuple[Edit, ...]
    left: tuple[Left, ...]

    def to_json(self) -> dict[str, Json]:
        """The report of ``--json``."""
        return {"carried": len(self.edits), "left": [left.to_json() for left in self.left]}


def runs(source: str, target: str) -> list[Run]:
    """The stretches that both texts hold, in order."""
    if source == target:
        return [Run(0, 0, len(source))] if source else []
    parts, others = _PART.findall(source), _PART.findall(target)
    starts, other_starts = _starts(parts), _starts(others)
    found = []
    for block in SequenceMatcher(None, parts, others, autojunk=False).get_matching_blocks():
        same = parts[block.a : block.a + block.size]
        if sum(part[0].isalnum() or part[0] == "_" for part in same) >= RUN:
            found.append(Run(starts[block.a], other_starts[block.b], sum(map(len, same))))
    return found


def carry(source: str, layer: Layer, target: str, into: Layer) -> Carried:
    """Bring a layer's items over to a layer of another document.

    Args:
        source: the text that ``layer`` is of.
        layer: what is carried.
        target: the text that ``into`` is of.
        into: the layer that gets it; what it holds already is not added twice.
    """
    work = _Carrying(runs(source, target), into)
    for span in layer.ordered():
        work.span(span)
    for _, relation in sorted(layer.relations.items()):
        work.relation(relation, layer)
    for _, label in sorted(layer.labels.items()):
        work.label(label)
    return Carried(tuple(work.edits), tuple(work.left))


class _Carrying:
    """A carry under way: ``places`` maps the numbers of spans that carried."""

    def __init__(self, found: Sequence[Run], into: Layer) -> None:
        self.edits: list[Edit] = []
        self.left: list[Left] = []
        self.places: dict[int, int] = {}
        self._runs, self._into, self._next = found, into, into.next_n
        self._spans = {(span.label, span.fragments): n for n, span in into.spans.items()}
        self._relations = {(r.label, r.head, r.tail) for r in into.relations.values()}
        self._labels = {label.key for label in into.labels.values()}

    def span(self, span: Span) -> None:
        moved = [self._moved(fragment) for fragment in span.fragments]
        fragments = tuple(fragment for fragment in moved if fragment is not None)
        apart = all(a[1] < b[0] for a, b in zip(fragments, fragments[1:], strict=False))
        if len(fragments) < len(moved) or not apart:
            self.left.append(Left(SPAN, span.n, span.label, span.start, span.end, "the texts differ here"))
            return
        known = self._spans.get((span.label, fragments))
        if known is not None:
            self.places[span.n] = known
            self.left.append(Left(SPAN, span.n, span.label, span.start, span.end, "is there already"))
            return
        new = replace(span, n=self._number(), fragments=fragments, origin=ORIGIN)
        self.places[span.n] = new.n
        self._spans[new.label, fragments] = new.n
        self.edits.append(Edit(SPAN, new.n, None, new.to_json()))

    def relation(self, relation: Relation, layer: Layer) -> None:
        head, tail = self.places.get(relation.head), self.places.get(relation.tail)
        ends = layer.spans[relation.head], layer.spans[relation.tail]
        why = ""
        if head is None or tail is None:
            why = "an end did not carry"
        elif (relation.label, head, tail) in self._relations:
            why = "is there already"
        if why or head is None or tail is None:
            start, end = min(s.start for s in ends), max(s.end for s in ends)
            self.left.append(Left(RELATION, relation.n, relation.label, start, end, why))
            return
        new = replace(relation, n=self._number(), head=head, tail=tail)
        self._relations.add((new.label, head, tail))
        self.edits.append(Edit(RELATION, new.n, None, new.to_json()))

    def label(self, label: DocumentLabel) -> None:
        if label.key in self._labels:
            self.left.append(Left(LABEL, label.n, label.key, 0, 0, "is decided already"))
            return
        new = replace(label, n=self._number())
        self.edits.append(Edit(LABEL, new.n, None, new.to_json()))

    def _moved(self, fragment: Fragment) -> Fragment | None:
        """Where a fragment stands in the target; None where no run holds it whole."""
        start, end = fragment
        for run in self._runs:
            if run.source <= start and end <= run.source + run.length:
                shift = run.target - run.source
                return start + shift, end + shift
        return None

    def _number(self) -> int:
        self._next += 1
        return self._next - 1


def _starts(parts: Sequence[str]) -> list[int]:
    at, out = 0, []
    for part in parts:
        out.append(at)
        at += len(part)
    return [*out, at]
