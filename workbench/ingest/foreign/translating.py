"""Translating: a reading by another tool's names as the items of a layer, by the schema's ids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from workbench.core.ledger import Ledger
from workbench.core.relation import DocumentLabel, Relation
from workbench.core.span import Attributes, Span, merged, pairs
from workbench.formats import exchange
from workbench.ingest.foreign.books import ATTRIBUTES, LABELS, LINKS, RELATIONS, SPANS, keep, lose
from workbench.ingest.foreign.naming import Names

REJECTED: Final = "rejected by the annotator: a layer holds what is right, not what is wrong"


@dataclass(slots=True)
class Items:
    """What goes into a layer; ``links`` are by another tool's ids, for each span that has any."""

    spans: list[Span] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    labels: list[DocumentLabel] = field(default_factory=list)
    links: dict[int, tuple[exchange.Link, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.spans or self.relations or self.labels)


def translate(document: str, reading: exchange.Reading, names: Names, ledger: Ledger) -> Items:
    """The items of a reading, numbered from 1; what has no place in the schema is booked."""
    origin = "model" if reading.kind == "model" else "human"
    return _Translating(document, origin, names, ledger).all(reading)


class _Translating:
    """One reading under way: ``numbers`` are the spans' by their ids in the file."""

    def __init__(self, document: str, origin: str, names: Names, ledger: Ledger) -> None:
        self._document, self._origin, self._names, self._ledger = document, origin, names, ledger
        self._items = Items()
        self._numbers: dict[str, int] = {}
        self._next = 1

    def all(self, reading: exchange.Reading) -> Items:
        """Every span, relation and label."""
        for span in reading.spans:
            self._span(span)
        before = {span.id for span in reading.spans}
        for relation in reading.relations:
            self._relation(relation, before)
        for label in reading.labels:
            self._label(label)
        return self._items

    def _span(self, span: exchange.Span) -> None:
        ours = self._names.label(span.label)
        why = REJECTED if span.rejected else ours.why
        if why:
            lose(self._ledger, SPANS, "span", span.label, why, self._where(span.id))
            for key, _ in span.attributes:
                lose(self._ledger, ATTRIBUTES, "attribute", key, "its span was left out", self._where(span.id))
            return
        n = self._number()
        self._numbers[span.id] = n
        fragments = merged(span.fragments)
        if fragments != span.fragments:
            self._ledger.change(SPANS, "span", span.label, "fragments that touch were joined", self._where(span.id))
        if span.links:
            self._items.links[n] = span.links
            keep(self._ledger, LINKS, len(span.links))
        attributes = self._attributes(span.attributes, span.id)
        made = Span(n, ours.id, fragments, attributes, (), self._origin, span.score, span.note or None)
        self._items.spans.append(made)
        keep(self._ledger, SPANS)

    def _relation(self, relation: exchange.Relation, before: set[str]) -> None:
        ours = self._names.relation(relation.label)
        head, tail = self._numbers.get(relation.head), self._numbers.get(relation.tail)
        why = ours.why
        if head is None or tail is None:
            gone = {relation.head, relation.tail} <= before
            why = "an end of it was left out" if gone else "an end of it is not there"
        if why or head is None or tail is None:
            lose(self._ledger, RELATIONS, "relation", relation.label, why, self._where(relation.id))
            return
        attributes = self._attributes(relation.attributes, relation.id)
        made = Relation(self._number(), ours.id, head, tail, attributes, relation.note or None)
        self._items.relations.append(made)
        keep(self._ledger, RELATIONS)

    def _label(self, label: exchange.DocumentLabel) -> None:
        key, value = self._names.document_label(label.key, label.value)
        why = key.why or value.why
        if not why and not self._names.several(key.id) and any(one.key == key.id for one in self._items.labels):
            why = "a document takes one value of it"
        if why:
            lose(self._ledger, LABELS, "document label", f"{label.key}={label.value}", why, self._document)
            return
        self._items.labels.append(DocumentLabel(self._number(), key.id, value.id))
        keep(self._ledger, LABELS)

    def _attributes(self, theirs: exchange.Attributes, item: str) -> Attributes:
        return pairs(list(dict.fromkeys(self._known(theirs, item))))

    def _known(self, theirs: exchange.Attributes, item: str) -> Iterator[tuple[str, str]]:
        taken: set[str] = set()
        for key, value in theirs:
            ours, chosen = self._names.attribute(key, value)
            why = ours.why or chosen.why
            if not why and ours.id in taken and not self._names.several(ours.id):
                why = "it takes one value"
            if why:
                lose(self._ledger, ATTRIBUTES, "attribute", f"{key}={value}", why, self._where(item))
                continue
            taken.add(ours.id)
            keep(self._ledger, ATTRIBUTES)
            if chosen.id != self._names.default(ours.id):
                yield ours.id, chosen.id

    def _number(self) -> int:
        self._next += 1
        return self._next - 1

    def _where(self, item: str) -> str:
        return f"{self._document} {item}"
