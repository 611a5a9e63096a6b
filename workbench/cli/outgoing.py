"""Outgoing: stored documents and layers as what other tools' writers take, by names instead of ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from workbench.core.entity import Entity
from workbench.core.fault import Fault
from workbench.core.layer import Layer
from workbench.core.ledger import Ledger
from workbench.core.relation import Relation
from workbench.core.schema import Attribute, DocumentLabelKind, Schema, shown
from workbench.core.selection import GOLD, parse
from workbench.core.span import Attributes, Span
from workbench.core.tokens import Tokens
from workbench.formats import exchange
from workbench.store import entities
from workbench.store.bulk import Work, works
from workbench.store.connection import Connection
from workbench.store.layers import owners

HIDDEN = "hidden until you have finished your own"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """How stored work is said in names.

    ``entries`` are the registry's by id; ``unset`` counts, by attribute, the spans that lack one with a default.
    """

    schema: Schema
    entries: Mapping[UUID, Entity]
    unset: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, connection: Connection, schema: Schema) -> Outgoing:
        """The project's names."""
        return cls(schema, {entry.id: entry for entry in entities.all_entities(connection)})

    def document(self, work: Work, layers: list[tuple[str, Layer]]) -> exchange.Document:
        """A document with these layers of it, by owner's handle."""
        tokens = _tokens(work.text, work.tokens)
        return exchange.Document(
            work.document.name,
            work.text,
            tuple(self._reading(handle, layer) for handle, layer in layers),
            "codepoint",
            lang=work.document.lang,
            tokens=tokens,
            sentences=_sentences(work.text, tokens),
            meta=work.document.meta,
        )

    def _reading(self, handle: str, layer: Layer) -> exchange.Reading:
        status: Any = layer.head.status
        kind: Any = layer.kind
        return exchange.Reading(
            handle,
            kind,
            status,
            tuple(self._span(span) for span in layer.ordered()),
            tuple(self._relation(relation) for _, relation in sorted(layer.relations.items())),
            tuple(self._label(label.key, label.value) for _, label in sorted(layer.labels.items())),
            layer.head.flag_note,
        )

    def book(self, ledger: Ledger) -> None:
        """Say what was left unsaid: a default is never stored, hence never written."""
        for key, n in sorted(self.unset.items()):
            attribute = self.schema.attributes[key]
            default = shown(attribute.values.get(attribute.default or ""), attribute.default or "")
            why = f"unset, which reads as {default}: nothing is written"
            ledger.change_many("attributes", "attribute", shown(attribute, key), why, n, ())

    def _span(self, span: Span) -> exchange.Span:
        said = {key for key, _ in span.attributes}
        attributes = self.schema.attributes_of(span.label)
        self.unset.update(key for key, one in attributes.items() if one.default is not None and key not in said)
        return exchange.Span(
            f"s{span.n}",
            self.schema.label_name(span.label),
            span.fragments,
            self._attributes(span.attributes),
            tuple(self._link(id) for id in span.links),
            span.note,
            span.score,
        )

    def _relation(self, relation: Relation) -> exchange.Relation:
        known = self.schema.relations.get(relation.label)
        return exchange.Relation(
            f"r{relation.n}",
            self.schema.relation_name(relation.label),
            f"s{relation.head}",
            f"s{relation.tail}",
            self._attributes(relation.attributes),
            relation.note,
            known is not None and known.symmetric,
        )

    def _label(self, key: str, value: str) -> exchange.DocumentLabel:
        return exchange.DocumentLabel(*_named(self.schema.document_labels.get(key), key, value))

    def _attributes(self, found: Attributes) -> exchange.Attributes:
        return tuple(_named(self.schema.attributes.get(key), key, value) for key, value in found)

    def _link(self, id: UUID) -> exchange.Link:
        """A link by the short name of the entry, or of the one it was merged into."""
        entry, seen = self.entries[id], {id}
        while entry.redirect is not None and entry.redirect not in seen:
            seen.add(entry.redirect)
            entry = self.entries[entry.redirect]
        return exchange.Link(entry.slug, entry.name)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whose layers go out: everybody of ``names``, or (``first``) the first of them who has worked on a document."""

    names: tuple[str, ...]
    first: bool

    def layers(self, work: Work) -> list[tuple[str, Layer]]:
        """The layers of a document that go out: of each owner the latest round that was begun."""
        begun = [(h, layer) for h, layer in work.layers if layer.head.status != "todo" or layer.spans or layer.labels]
        latest = dict(sorted(begun, key=lambda one: one[1].round))
        found = [(name, latest[name]) for name in self.names if name in latest]
        return found[:1] if self.first else found


def chosen(connection: Connection, layers: str | None, *, several: bool) -> Chosen:
    """Whose layers go out where ``--layers`` says this, to a format that carries several annotators or not.

    Raises:
        Fault: where that is nobody, or nobody said and the format would have to leave people out.
    """
    there = owners(connection)
    if layers is not None:
        wanted = parse(layers)
        if wanted.majority is not None:
            raise Fault("A majority has no layer of its own to write", "Name people, or gold, with --layers")
        unknown = [name for name in wanted.names if name not in there]
        if unknown:
            raise Fault(f"{unknown[0]} has no layer", "`workbench annotator list` names everybody")
        return Chosen(wanted.names, not several)
    people = tuple(handle for handle, kind in there.items() if kind == "human")
    if GOLD in there:
        return Chosen((GOLD,), True)
    if len(people) > 1 and not several:
        raise Fault("Several people have worked here, and there is no gold", "Say whose with --layers NAME")
    return Chosen(people, False)


def outgoing(
    connection: Connection, viewer: UUID, names: Outgoing, whose: Chosen, ledger: Ledger
) -> Iterator[exchange.Document]:
    """Every document that somebody chosen has worked on, as far as the viewer may see it; use up in the transaction."""
    for work in works(connection, viewer, lambda handle, kind, status: handle in whose.names):
        layers = whose.layers(work)
        if layers:
            yield names.document(work, layers)
            if work.hidden:
                ledger.leave_out(f"layers {HIDDEN}", work.hidden)
        else:
            ledger.leave_out(HIDDEN if work.hidden else "nobody chosen has begun it")
    names.book(ledger)


def _named(part: Attribute | DocumentLabelKind | None, key: str, value: str) -> tuple[str, str]:
    return (key, value) if part is None else (shown(part, key), shown(part.values.get(value), value))


def _tokens(text: str, tokens: Tokens) -> tuple[exchange.Fragment, ...]:
    """Tokens that are more than white space, of which other tools have none."""
    pairs = zip(tokens.starts, tokens.ends, strict=True)
    return tuple((start, end) for start, end in pairs if not text[start:end].isspace())


def _sentences(text: str, tokens: tuple[exchange.Fragment, ...]) -> tuple[exchange.Fragment, ...]:
    """Sentences on token edges: a line's end ends one, and so does a full stop before a capital."""
    from workbench.ingest.zones.sentences import sentence_ends

    ends = sorted({*sentence_ends(text, 0, len(text)), *(i for i, c in enumerate(text) if c == "\n"), len(text)})
    out: list[exchange.Fragment] = []
    at, stop = 0, iter(ends)
    for end in stop:
        first = at
        while at < len(tokens) and tokens[at][0] < end:
            at += 1
        if at > first:
            out.append((tokens[first][0], tokens[at - 1][1]))
    return tuple(out)
