"""The layer: one owner's view of one document, in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from workbench.core import source
from workbench.core.edit import HEAD, LABEL, RELATION, SOURCE, SPAN, Edit, Refused
from workbench.core.json import Json
from workbench.core.relation import DocumentLabel, Relation
from workbench.core.source import Sources
from workbench.core.span import Span

STATUSES: Final = ("todo", "in_progress", "done", "skipped")
KINDS: Final = ("human", "model", "gold")
BLOCK: Final = 256
"""Code points per bucket of the overlap index."""


@dataclass(frozen=True, slots=True)
class LayerHead:
    """The layer's own state; ``schema`` is the version it was finished under, or None while it is unfinished."""

    status: str = "todo"
    flag: bool = False
    flag_note: str | None = None
    schema: int | None = None

    def to_json(self) -> dict[str, Json]:
        """The state as the log keeps it."""
        return {"status": self.status, "flag": self.flag, "flag_note": self.flag_note, "schema": self.schema}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> LayerHead:
        """The state that :meth:`to_json` wrote."""
        return cls(value["status"], value["flag"], value["flag_note"], value["schema"])


@dataclass(slots=True)
class Layer:
    """Spans, relations and document labels of one owner on one document, with an index of what overlaps what.

    ``length`` is the document's number of code points; ``rev`` the number of the last edit of the layer's stream;
    ``sources`` say by number where items of a gold layer came from, those taken out since too.
    """

    id: UUID
    document: UUID
    length: int
    owner: UUID
    kind: str = "human"
    round: int = 1
    head: LayerHead = LayerHead()
    rev: int = 0
    next_n: int = 1
    spans: dict[int, Span] = field(default_factory=dict)
    relations: dict[int, Relation] = field(default_factory=dict)
    labels: dict[int, DocumentLabel] = field(default_factory=dict)
    sources: dict[int, Sources] = field(default_factory=dict)
    _blocks: dict[int, set[int]] = field(default_factory=dict, repr=False)
    _by_span: dict[int, set[int]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for span in self.spans.values():
            self._index(span)
        for relation in self.relations.values():
            self._attach(relation)

    # -- asking ----------------------------------------------------------------

    def overlapping(self, start: int, end: int) -> list[Span]:
        """Spans with a fragment that touches [start, end), outermost first."""
        found: set[int] = set()
        for block in range(start // BLOCK, max(start, end - 1) // BLOCK + 1):
            found |= self._blocks.get(block, frozenset())
        spans = (self.spans[n] for n in found)
        return sorted((s for s in spans if any(a < end and b > start for a, b in s.fragments)), key=outermost)

    def at(self, offset: int) -> list[Span]:
        """Spans that cover the code point at this offset, outermost first."""
        return self.overlapping(offset, offset + 1)

    def relations_of(self, n: int) -> list[Relation]:
        """Relations that the span is an end of, by number."""
        return [self.relations[r] for r in sorted(self._by_span.get(n, ()))]

    def ordered(self) -> list[Span]:
        """All spans in text order, outermost first."""
        return sorted(self.spans.values(), key=outermost)

    def after(self, span: tuple[int, int, int]) -> Span | None:
        """The next span in reading order after a place in it (see :func:`outermost`), at the cost of the way there."""
        start, width = max(0, span[0]), 4 * BLOCK
        while start < self.length:
            end = start + width
            found = [s for s in self.overlapping(start, end) if outermost(s) > span and s.start < end]
            if found:
                return min(found, key=outermost)
            start, width = end, 2 * width
        return None

    def before(self, span: tuple[int, int, int]) -> Span | None:
        """The last span in reading order before a place in it, at the cost of the way there."""
        end, width = min(self.length, span[0] + 1), 4 * BLOCK
        while end > 0:
            start = max(0, end - width)
            found = [s for s in self.overlapping(start, end) if outermost(s) < span and s.start >= start]
            if found:
                return max(found, key=outermost)
            end, width = start, 2 * width
        return None

    def value(self, item: str, n: int) -> dict[str, Json] | None:
        """The present value of an item as the log writes it, or None where it is absent."""
        if item == HEAD:
            return self.head.to_json()
        if item == SOURCE:
            return source.to_json(self.sources[n]) if n in self.sources else None
        found: Span | Relation | DocumentLabel | None = None
        if item == SPAN:
            found = self.spans.get(n)
        elif item == RELATION:
            found = self.relations.get(n)
        elif item == LABEL:
            found = self.labels.get(n)
        return None if found is None else found.to_json()

    def items(self) -> Iterator[tuple[str, int, dict[str, Json]]]:
        """Every span, relation and document label, as (item, n, value), in order of number."""
        for n, span in sorted(self.spans.items()):
            yield SPAN, n, span.to_json()
        for n, relation in sorted(self.relations.items()):
            yield RELATION, n, relation.to_json()
        for n, label in sorted(self.labels.items()):
            yield LABEL, n, label.to_json()

    # -- changing --------------------------------------------------------------

    def apply(self, edits: Iterable[Edit]) -> None:
        """Apply edits in order, all or none.

        Raises:
            Refused: where an item no longer has the value an edit starts from, a span reaches past the text, or a
                relation would dangle. The layer is then as it was.
        """
        done: list[Edit] = []
        try:
            for edit in edits:
                self._put(edit)
                done.append(edit)
                self.rev += 1
            self._check(done)
        except (Refused, KeyError, TypeError, ValueError) as fault:
            for edit in reversed(done):
                self._put(edit.inverse())
                self.rev -= 1
            if isinstance(fault, Refused):
                raise
            raise Refused(f"the edit is not well formed: {fault}") from fault

    def _check(self, edits: Iterable[Edit]) -> None:
        """Refuse dangling relations, once all edits of the operation are in."""
        for edit in edits:
            if edit.item == SPAN and edit.after is None and self._by_span.get(edit.n):
                raise Refused(f"span {edit.n} still has relations; they must be deleted with it")
            if edit.item == RELATION and edit.after is not None and edit.n in self.relations:
                relation = self.relations[edit.n]
                if relation.head not in self.spans or relation.tail not in self.spans:
                    raise Refused(f"relation {edit.n} points to a span that does not exist")

    def _put(self, edit: Edit) -> None:
        if self.value(edit.item, edit.n) != edit.before:
            raise Refused(f"{edit.item} {edit.n} has changed since")
        if edit.item == SPAN:
            self._put_span(edit.n, edit.after)
        elif edit.item == RELATION:
            self._put_relation(edit.n, edit.after)
        elif edit.item == LABEL:
            self.labels.pop(edit.n, None)
            if edit.after is not None:
                self.labels[edit.n] = DocumentLabel.from_json(edit.n, edit.after)
        elif edit.item == SOURCE:
            self.sources.pop(edit.n, None)
            if edit.after is not None:
                self.sources[edit.n] = source.from_json(edit.after)
        elif edit.item == HEAD and edit.after is not None:
            self.head = LayerHead.from_json(edit.after)
        else:
            raise Refused(f"a layer has no {edit.item}")
        if edit.item not in (HEAD, SOURCE):
            self.next_n = max(self.next_n, edit.n + 1)

    def _put_span(self, n: int, value: Mapping[str, Any] | None) -> None:
        span = None if value is None else Span.from_json(n, value)
        if span is not None and (span.start < 0 or span.end > self.length):
            raise Refused(f"span {n} reaches past the text ({span.start}–{span.end} of {self.length})")
        old = self.spans.pop(n, None)
        if old is not None:
            for block in _blocks(old):
                self._blocks[block].discard(n)
        if span is not None:
            self.spans[n] = span
            self._index(span)

    def _put_relation(self, n: int, value: Mapping[str, Any] | None) -> None:
        relation = None if value is None else Relation.from_json(n, value)
        old = self.relations.pop(n, None)
        if old is not None:
            self._by_span[old.head].discard(n)
            self._by_span[old.tail].discard(n)
        if relation is not None:
            self.relations[n] = relation
            self._attach(relation)

    def _index(self, span: Span) -> None:
        for block in _blocks(span):
            self._blocks.setdefault(block, set()).add(span.n)

    def _attach(self, relation: Relation) -> None:
        self._by_span.setdefault(relation.head, set()).add(relation.n)
        self._by_span.setdefault(relation.tail, set()).add(relation.n)


def outermost(span: Span) -> tuple[int, int, int]:
    """The sort key of reading order: earlier first, then longer, then older."""
    return span.start, -span.end, span.n


def _blocks(span: Span) -> Iterator[int]:
    for start, end in span.fragments:
        yield from range(start // BLOCK, (end - 1) // BLOCK + 1)
