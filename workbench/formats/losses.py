"""Losses: a document cut down to what a format carries, with every loss in the ledger before a byte is written.

The ledger's views are spans, relations, document labels, attributes, links and notes; in each,
written + dropped = selected.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from workbench.core.ledger import Ledger
from workbench.formats.capability import Capability
from workbench.formats.exchange import Document, Fragment, Reading, Relation, Span
from workbench.formats.tokens import trimmed, widened

SPANS: Final = "spans"
RELATIONS: Final = "relations"
LABELS: Final = "document labels"
ATTRIBUTES: Final = "attributes"
LINKS: Final = "links"
NOTES: Final = "notes"
VIEWS: Final = (SPANS, RELATIONS, LABELS, ATTRIBUTES, LINKS, NOTES)

NOT_CARRIED: Final = "the format cannot carry it"


def fit(document: Document, can: Capability, ledger: Ledger) -> Document:
    """The document with only what the format carries; offsets in code points, tokens where edges are token-bound."""
    return _Fitting(document, can, ledger).document()


def give_up(ledger: Ledger, view: str, what: str, label: str, why: str, where: str) -> None:
    """Book what a writer could not write after all, though :func:`fit` let it pass."""
    ledger.write(view, -1)
    ledger.drop(view, what, label, why, where)


@dataclass(slots=True)
class _Fitting:
    """One document, one capability row, one ledger."""

    given: Document
    can: Capability
    ledger: Ledger

    def document(self) -> Document:
        for view in VIEWS:
            self.ledger.select(view, 0)
        readings = list(self.given.readings)
        if self.can.annotators == "no":
            for reading in readings[1:]:
                self._no_room(reading)
            readings = readings[:1]
        if self.can.meta == "no":
            for key in sorted(self.given.meta):
                self.ledger.change("documents", "meta", key, NOT_CARRIED, self.given.name)
        meta = {} if self.can.meta == "no" else self.given.meta
        return replace(self.given, readings=tuple(self._reading(r) for r in readings), meta=meta)

    def _no_room(self, reading: Reading) -> None:
        why = "the file holds the work of one annotator"
        for span in reading.spans:
            self._refuse(SPANS, "span", span.label, why, span.id)
        for relation in reading.relations:
            self._refuse(RELATIONS, "relation", relation.label, why, relation.id)
        for label in reading.labels:
            self._refuse(LABELS, "document label", label.key, why, label.value)

    def _reading(self, reading: Reading) -> Reading:
        self.ledger.select(SPANS, len(reading.spans))
        spans = list(self._apart(list(self._placed(self._carried(reading.spans)))))
        self.ledger.write(SPANS, len(spans))
        relations = tuple(self._relations(reading, {span.id for span in spans}))
        order = {span.id: i for i, span in enumerate(reading.spans)}
        return replace(
            reading,
            status=self._status(reading),
            spans=tuple(self._plain(span) for span in sorted(spans, key=lambda span: order[span.id])),
            relations=relations,
            labels=reading.labels if self._labels(reading) else (),
            note=self._document_note(reading),
        )

    # -- spans -------------------------------------------------------------------

    def _carried(self, spans: Iterable[Span]) -> Iterator[Span]:
        for span in spans:
            if span.rejected and self.can.rejected == "no":
                self._drop(SPANS, "span", span.label, "rejected: the format has no negative evidence", span.id)
            elif len(span.fragments) > 1 and self.can.discontinuous == "no":
                self._drop(SPANS, "span", span.label, "discontinuous", span.id)
            else:
                yield span

    def _placed(self, spans: Iterable[Span]) -> Iterator[Span]:
        """Spans with the edges that the format allows."""
        for span in spans:
            fragments: Sequence[Fragment] = span.fragments
            if self.can.blanks == "no":
                fragments = self._edges(
                    span, fragments, trimmed(self.given.text or "", fragments), "white space trimmed"
                )
            if fragments and self.can.subtoken == "no":
                grown = widened(self.given.tokens, fragments)
                fragments = self._edges(span, fragments, grown, "widened to whole tokens")
            if fragments:
                yield replace(span, fragments=tuple(fragments))
            else:
                self._drop(SPANS, "span", span.label, "no token under it", span.id)

    def _edges(self, span: Span, old: Sequence[Fragment], new: Sequence[Fragment], why: str) -> Sequence[Fragment]:
        if new and tuple(new) != tuple(old):
            self.ledger.change(SPANS, "span", span.label, why, self._where(span.id))
        return new

    def _apart(self, spans: Sequence[Span]) -> Iterator[Span]:
        """Spans that may stand beside one another: where nothing may overlap, the longest first."""
        if self.can.overlap == "no":
            yield from self._flat(spans)
        elif self.can.same == "no":
            yield from self._single(spans)
        else:
            yield from spans

    def _flat(self, spans: Sequence[Span]) -> Iterator[Span]:
        taken: set[int] = set()
        for span in sorted(spans, key=_longest_first):
            under = {i for start, end in span.fragments for i in range(start, end)}
            if taken.isdisjoint(under):
                taken |= under
                yield span
            else:
                self._drop(SPANS, "span", span.label, "overlaps a longer span", span.id)

    def _single(self, spans: Sequence[Span]) -> Iterator[Span]:
        taken: set[tuple[Fragment, ...]] = set()
        for span in spans:
            if span.fragments in taken:
                self._drop(SPANS, "span", span.label, "another label stands on the same text", span.id)
            else:
                taken.add(span.fragments)
                yield span

    def _plain(self, span: Span) -> Span:
        """The span with only the parts that the format carries."""
        keeps = self.can
        if not self._parts(ATTRIBUTES, "attribute", [key for key, _ in span.attributes], keeps.attributes, span.id):
            span = replace(span, attributes=())
        if not self._parts(LINKS, "link", [span.label] * len(span.links), keeps.links, span.id):
            span = replace(span, links=())
        if not self._parts(NOTES, "note", [span.label] * (span.note is not None), keeps.notes, span.id):
            span = replace(span, note=None)
        if span.score is not None and keeps.scores == "no":
            self.ledger.change(SPANS, "span", span.label, "score left out", self._where(span.id))
            span = replace(span, score=None)
        return span

    # -- relations, labels, notes ------------------------------------------------

    def _relations(self, reading: Reading, spans: set[str]) -> Iterator[Relation]:
        before = {span.id for span in reading.spans}
        self.ledger.select(RELATIONS, len(reading.relations))
        for relation in reading.relations:
            if self.can.relations == "no":
                self._drop(RELATIONS, "relation", relation.label, NOT_CARRIED, relation.id)
            elif not {relation.head, relation.tail} <= spans:
                lost = {relation.head, relation.tail} <= before
                why = "an end of it was left out" if lost else "an end of it is not there"
                self._drop(RELATIONS, "relation", relation.label, why, relation.id)
            else:
                self.ledger.write(RELATIONS)
                yield self._plain_relation(relation)

    def _plain_relation(self, relation: Relation) -> Relation:
        keys = [key for key, _ in relation.attributes]
        if not self._parts(ATTRIBUTES, "attribute", keys, self.can.relation_attributes, relation.id):
            relation = replace(relation, attributes=())
        if not self._parts(NOTES, "note", [relation.label] * (relation.note is not None), self.can.notes, relation.id):
            relation = replace(relation, note=None)
        if relation.symmetric and self.can.symmetric == "no":
            why = "written with a direction: the format has no symmetric relations"
            self.ledger.change(RELATIONS, "relation", relation.label, why, self._where(relation.id))
            relation = replace(relation, symmetric=False)
        return relation

    def _labels(self, reading: Reading) -> bool:
        self.ledger.select(LABELS, len(reading.labels))
        if self.can.labels != "no":
            self.ledger.write(LABELS, len(reading.labels))
            return True
        for label in reading.labels:
            self._drop(LABELS, "document label", label.key, NOT_CARRIED, label.value)
        return False

    def _status(self, reading: Reading) -> Literal["todo", "in_progress", "done", "skipped", ""]:
        if not reading.status or self.can.status != "no":
            return reading.status
        self.ledger.change("documents", "status", reading.status, NOT_CARRIED, self.given.name)
        return ""

    def _document_note(self, reading: Reading) -> str | None:
        kept = self._parts(NOTES, "note", [""] * (reading.note is not None), self.can.notes, "document")
        return reading.note if kept else None

    # -- the books ---------------------------------------------------------------

    def _parts(self, view: str, what: str, labels: Sequence[str], carries: str, item: str) -> bool:
        """Select parts of an item, and book them as written or dropped; returns whether they are carried."""
        self.ledger.select(view, len(labels))
        if carries != "no":
            self.ledger.write(view, len(labels))
            return True
        for label in labels:
            self._drop(view, what, label, NOT_CARRIED, item)
        return False

    def _refuse(self, view: str, what: str, label: str, why: str, item: str) -> None:
        self.ledger.select(view)
        self._drop(view, what, label, why, item)

    def _drop(self, view: str, what: str, label: str, why: str, item: str) -> None:
        self.ledger.drop(view, what, label, why, self._where(item))

    def _where(self, item: str) -> str:
        return f"{self.given.name} {item}"


def _longest_first(span: Span) -> tuple[int, int, str, str]:
    return -sum(end - start for start, end in span.fragments), span.fragments[0][0], span.label, span.id
