"""Standoff: one reading as lines, numbered from 1 by kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from workbench.core.ledger import Ledger
from workbench.formats.brat.assembling import CLUSTER, NOTE, OURS, REFERENCE, TRUE
from workbench.formats.brat.conf import NAMEABLE, Configuration
from workbench.formats.brat.naming import Kind, Names, one_line
from workbench.formats.brat.placing import placed, surface
from workbench.formats.exchange import Attributes, Document, Fragment, Link, Reading, Relation, Span, Unit
from workbench.formats.losses import ATTRIBUTES, LINKS, NOTES, RELATIONS, SPANS, give_up
from workbench.formats.offsets.ruler import Ruler

NOTHING: Final = "it holds nothing but line breaks"
INSIDE: Final = "it starts or ends inside what the unit counts as one"
_NUMBERED: Final = re.compile(r".*[0-9]")
_ENTRY: Final = re.compile(r"[^\s:]+:\S+")


@dataclass(slots=True)
class Standoff:
    """Writes the readings of one document; ``conf`` learns what they hold, ``events`` are labels of events."""

    document: Document
    names: Names
    conf: Configuration
    events: frozenset[str]
    symmetric: frozenset[str]
    ledger: Ledger
    _ends: dict[str, str] = field(default_factory=dict)
    _labels: dict[str, str] = field(default_factory=dict)
    _triggers: dict[str, str] = field(default_factory=dict)
    _relations: dict[str, str] = field(default_factory=dict)
    _numbers: Counter[str] = field(default_factory=Counter)

    def lines(self, reading: Reading, unit: Unit) -> Iterator[str]:
        """The lines with their ends: text-bounds, events, relations, equivalences, attributes, links, notes."""
        ruler = Ruler(self.document.text or "", unit)
        bounds = [line for span in reading.spans for line in self._bound(span, ruler)]
        spans = [span for span in reading.spans if span.id in self._ends]
        roles: list[Relation] = []
        others: list[Relation] = []
        for relation in reading.relations:
            (roles if self._is_role(relation) else others).append(relation)
        events = list(self._events(roles))
        relations = [line for relation in others for line in self._relation(relation)]
        clusters = self._clusters(spans)
        yield from (
            *bounds,
            *events,
            *relations,
            *(f"*\tEquiv {' '.join(members)}\n" for members in clusters.values()),
            *self._about(spans, others, clusters),
        )
        if reading.note is not None:
            self._give_up(NOTES, "note", "", "brat has notes on annotations only", "document")

    # -- spans -------------------------------------------------------------------

    def _bound(self, span: Span, ruler: Ruler) -> Iterator[str]:
        text = self.document.text or ""
        pieces, changed = placed(text, span.fragments)
        places = [_measured(piece, ruler) for piece in pieces]
        if not pieces or None in places:
            self._without(span, INSIDE if pieces else NOTHING)
            return
        if changed:
            self.ledger.change(SPANS, "span", span.label, changed, self._where(span.id))
        kind: Kind = "event" if span.label in self.events else "label"
        label = self._named(kind, span.label, SPANS, "span", span.id)
        id = self._id("T")
        self._ends[span.id], self._labels[span.id] = id, label
        if kind == "event":
            self._triggers[span.id] = id
            self.conf.events.setdefault(label, set())
        else:
            self.conf.spans[label] = None
        yield f"{id}\t{label} {';'.join(filter(None, places))}\t{surface(text, pieces)}\n"

    def _without(self, span: Span, why: str) -> None:
        """Book a span that cannot be written, with all that stands on it."""
        self._give_up(SPANS, "span", span.label, why, span.id)
        for view, what, keys in (
            (ATTRIBUTES, "attribute", [key for key, _ in span.attributes]),
            (LINKS, "link", [span.label] * len(span.links)),
            (NOTES, "note", [span.label] * (span.note is not None)),
        ):
            for key in keys:
                self._give_up(view, what, key, "its span was left out", span.id)

    def _events(self, roles: Iterable[Relation]) -> Iterator[str]:
        """The lines of events; from here on an event's span goes by the event's id."""
        for id in self._triggers:
            self._ends[id] = self._id("E")
        arguments: dict[str, list[str]] = {}
        taken: Counter[tuple[str, str]] = Counter()
        for relation in roles:
            role = self._named("role", relation.label, RELATIONS, "relation", relation.id)
            taken[relation.head, role] += 1
            number = taken[relation.head, role]
            self.conf.events[self._labels[relation.head]].add(role)
            name = role if number == 1 else f"{role}{number}"
            arguments.setdefault(relation.head, []).append(f" {name}:{self._ends[relation.tail]}")
        for id, trigger in self._triggers.items():
            yield f"{self._ends[id]}\t{self._labels[id]}:{trigger}{''.join(arguments.get(id, ()))}\n"

    # -- relations ---------------------------------------------------------------

    def _is_role(self, relation: Relation) -> bool:
        """Whether a relation is a role: from an event, with nothing that an event's line has no place for."""
        if not {relation.head, relation.tail} <= self._labels.keys():
            return False
        plain = not relation.attributes and relation.note is None and not relation.symmetric
        return plain and relation.head in self._triggers and not _NUMBERED.fullmatch(relation.label)

    def _relation(self, relation: Relation) -> Iterator[str]:
        if not {relation.head, relation.tail} <= self._ends.keys():
            self._relation_without(relation)
            return
        label = self._named("relation", relation.label, RELATIONS, "relation", relation.id)
        if relation.symmetric and (relation.label not in self.symmetric or not NAMEABLE.fullmatch(label)):
            why = "written with a direction: brat says so for all relations of a label or for none"
            self.ledger.change(RELATIONS, "relation", relation.label, why, self._where(relation.id))
        heads, tails = self.conf.relations.setdefault(label, (set(), set()))
        heads.add(self._labels[relation.head])
        tails.add(self._labels[relation.tail])
        id = self._id("R")
        head, tail = self._ends[relation.head], self._ends[relation.tail]
        self._relations[relation.id] = id
        yield f"{id}\t{label} Arg1:{head} Arg2:{tail}\n"

    def _relation_without(self, relation: Relation) -> None:
        self._give_up(RELATIONS, "relation", relation.label, "an end of it was left out", relation.id)
        for key, _ in relation.attributes:
            self._give_up(ATTRIBUTES, "attribute", key, "its relation was left out", relation.id)
        if relation.note is not None:
            self._give_up(NOTES, "note", relation.label, "its relation was left out", relation.id)

    # -- what stands on them -----------------------------------------------------

    def _clusters(self, spans: Iterable[Span]) -> dict[str, list[str]]:
        """The ids of spans by the cluster they share; where a span is in two, its links are no clusters to brat."""
        found: dict[str, list[str]] = {}
        unclear: set[str] = set()
        for span in spans:
            links = [link.id for link in span.links if CLUSTER.fullmatch(link.id) and link.name in (None, link.id)]
            unclear.update(links if len(links) > 1 else ())
            for link in links:
                found.setdefault(link, []).append(self._ends[span.id])
        return {link: members for link, members in found.items() if len(members) > 1 and link not in unclear}

    def _about(
        self, spans: Iterable[Span], relations: Iterable[Relation], clusters: dict[str, list[str]]
    ) -> Iterator[str]:
        """Attributes, links and notes."""
        links: list[str] = []
        notes: list[str] = []
        for span in spans:
            target = self._ends[span.id]
            yield from self._attributes(span.attributes, target, span.id)
            links += [self._link(link, target, span.label, span.id) for link in span.links if link.id not in clusters]
            notes += self._note(span.note, target, span.label, span.id)
        for relation in relations:
            if target := self._relations.get(relation.id, ""):
                yield from self._attributes(relation.attributes, target, relation.id)
                notes += self._note(relation.note, target, relation.label, relation.id)
        yield from links
        yield from notes

    def _attributes(self, attributes: Attributes, target: str, item: str) -> Iterator[str]:
        for key, value in attributes:
            name = self._named("attribute", key, ATTRIBUTES, "attribute", item)
            shown = self._named("value", value, ATTRIBUTES, "attribute", item)
            values = self.conf.attributes.setdefault(name, set())
            if value == TRUE:
                yield f"{self._id('A')}\t{name} {target}\n"
            else:
                values.add(shown)
                yield f"{self._id('A')}\t{name} {target} {shown}\n"

    def _link(self, link: Link, target: str, label: str, item: str) -> str:
        entry = "_".join(link.id.split()) or "_"
        if entry != link.id:
            self.ledger.change(LINKS, "link", label, "blanks in its id became _", self._where(item))
        if not _ENTRY.fullmatch(entry) or entry.startswith(OURS):
            entry = OURS + entry
        name = self._line(link.name, LINKS, "link", label, item)
        return f"{self._id('N')}\t{REFERENCE} {target} {entry}\t{name}\n"

    def _note(self, note: str | None, target: str, label: str, item: str) -> Iterator[str]:
        if note == "":
            self._give_up(NOTES, "note", label, "it is empty", item)
        elif note is not None:
            yield f"{self._id('#')}\t{NOTE} {target}\t{self._line(note, NOTES, 'note', label, item)}\n"

    # -- names, numbers, books ---------------------------------------------------

    def _line(self, text: str | None, view: str, what: str, label: str, item: str) -> str:
        plain = one_line(text or "")
        if plain != (text or ""):
            self.ledger.change(view, what, label, "its line breaks and tabs became blanks", self._where(item))
        return plain

    def _named(self, kind: Kind, name: str, view: str, what: str, item: str) -> str:
        new = self.names.of(kind, name)
        if new != name:
            self.ledger.change(
                view, what, name, f"its name is written {new}: brat's names hold no blanks", self._where(item)
            )
        return new

    def _id(self, kind: str) -> str:
        self._numbers[kind] += 1
        return f"{kind}{self._numbers[kind]}"

    def _give_up(self, view: str, what: str, label: str, why: str, item: str) -> None:
        give_up(self.ledger, view, what, label, why, self._where(item))

    def _where(self, item: str) -> str:
        return f"{self.document.name} {item}"


def _measured(piece: Fragment, ruler: Ruler) -> str | None:
    start, end = ruler.from_points(piece[0]), ruler.from_points(piece[1])
    return None if start is None or end is None else f"{start} {end}"
