"""Assembling: the lines of one document as one reading.

An event and its trigger are one span, its roles are relations from it; a second event on the same trigger, or one of
another type than its trigger, is a span of its own on the same text, so that nothing they say is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from workbench.formats.brat.lines import (
    Attribute,
    Binary,
    Equivalence,
    Event,
    Item,
    Line,
    Normalisation,
    Note,
    TextBound,
    is_comment,
    parsed,
)
from workbench.formats.exchange import Link, Relation, Span
from workbench.formats.format import Refusal, Tally

TRUE: Final = "true"
"""The value of an attribute that brat writes without one."""
OURS: Final = "workbench:"
"""The database that links without one of their own are written under."""
MENDED: Final = "blanks stand where brat has tabs; the source counts leave such lines out"
REFERENCE: Final = "Reference"
NOTE: Final = "AnnotatorNotes"
_READ: Final = "import"


class Placed(NamedTuple):
    """A line's item, with its file and line number."""

    item: Item
    file: str
    line: int


def items(lines: Iterable[str], file: str, tally: Tally) -> Iterator[Placed]:
    """What the lines of a file say; counted, and refused where they are wrong."""
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        if is_comment(text):
            tally.ledger.drop(_READ, "comment", "", "a remark in the file, not on anything", f"{file}:{number}")
            continue
        try:
            line = parsed(text)
        except ValueError as error:
            tally.refused.append(Refusal(file, number, str(error)))
            continue
        _count(line, f"{file}:{number}", tally)
        yield Placed(line.item, file, number)


def _count(line: Line, where: str, tally: Tally) -> None:
    if line.mended:
        tally.ledger.change(_READ, "line", "", MENDED, where)
    elif isinstance(line.item, TextBound):
        tally.spans += 1
    elif isinstance(line.item, Binary):
        tally.relations += 1


def cluster(whose: str, number: int) -> str:
    """The link that the members of the n-th equivalence share, in one person's reading of one document."""
    return f"equiv-{re.sub('[^0-9a-z]+', '-', whose.lower()).strip('-')}-{number}"


CLUSTER: Final = re.compile(r"equiv-.*-[0-9]+")
"""What such a link looks like."""


@dataclass(slots=True)
class Assembled:
    """A document's lines as spans and relations; ``document`` is its name, for the books."""

    document: str
    tally: Tally
    symmetric: frozenset[str] = frozenset()
    annotator: str = ""
    spans: dict[str, Span] = field(default_factory=dict)
    relations: dict[str, Relation] = field(default_factory=dict)
    _ids: set[str] = field(default_factory=set)
    _ends: dict[str, str] = field(default_factory=dict)
    _notes: dict[str, list[str]] = field(default_factory=dict)
    _members: list[tuple[str, ...]] = field(default_factory=list)

    def take(self, found: Iterable[Placed]) -> None:
        """Take in every line, whatever their order."""
        lines = self._once(found)
        self._place(lines)
        for kind, take in (
            (Event, self._roles(lines)),
            (Binary, self._relation),
            (Attribute, self._attribute),
            (Normalisation, self._link),
            (Note, self._note),
            (Equivalence, self._equivalent),
        ):
            for line in lines:
                if isinstance(line.item, kind):
                    take(line)
        self._cluster()

    # -- spans -------------------------------------------------------------------

    def _once(self, found: Iterable[Placed]) -> list[Placed]:
        """The lines without those whose id another one has; notes and equivalences have no id that counts."""
        seen: set[str] = set()
        out: list[Placed] = []
        for line in found:
            if line.item.id in seen:
                self._refuse(line, "has the id of a line before it")
                continue
            if not isinstance(line.item, Note | Equivalence):
                seen.add(line.item.id)
            out.append(line)
        self._ids = seen
        return out

    def _place(self, lines: list[Placed]) -> None:
        """Make the spans, and tell which one each id of a text-bound or an event means."""
        events: dict[str, list[Event]] = {}
        bounds = {line.item.id: line.item for line in lines if isinstance(line.item, TextBound)}
        for line in lines:
            if isinstance(line.item, Event):
                if line.item.trigger in bounds:
                    events.setdefault(line.item.trigger, []).append(line.item)
                else:
                    self._refuse(line, f"has a trigger {line.item.trigger} that is not there")
        for bound in bounds.values():
            on = events.get(bound.id, [])
            same = [event for event in on if event.label == bound.label]
            self._span(bound.id, bound.label, bound) if not same else None
            for event in on:
                self._span(event.id, event.label, bound)
            self._ends[bound.id] = same[0].id if same else bound.id

    def _span(self, id: str, label: str, bound: TextBound) -> None:
        self.spans[id] = Span(id, label, tuple(sorted(bound.fragments)), surface=bound.surface)
        self._ends[id] = id

    # -- what is said of them ----------------------------------------------------

    def _roles(self, lines: list[Placed]) -> _Roles:
        return _Roles(self, {role for line in lines if isinstance(line.item, Event) for role, _ in line.item.roles})

    def relate(self, line: Placed, id: str, label: str, head: str, tail: str) -> None:
        """Add a relation between two ids of the file; one that is not a span's is told."""
        for end in (head, tail):
            if end not in self._ends:
                self._lose(line, end, "relation", label, "an end of it is no span")
                return
        undirected = label in self.symmetric
        self.relations[id] = Relation(id, label, self._ends[head], self._ends[tail], symmetric=undirected)

    def _relation(self, line: Placed) -> None:
        item = line.item
        assert isinstance(item, Binary)
        first, second = sorted(item.ends) if {name.lower() for name, _ in item.ends} == {"arg1", "arg2"} else item.ends
        if (first[0].lower(), second[0].lower()) != ("arg1", "arg2"):
            why = "the names of its arguments are left out: the first is its head"
            self.tally.ledger.change(_READ, "relation", item.label, why, f"{self.document} {item.id}")
        self.relate(line, item.id, item.label, first[1], second[1])

    def _attribute(self, line: Placed) -> None:
        item = line.item
        assert isinstance(item, Attribute)
        pair = (item.key, TRUE if item.value is None else item.value)
        if span := self._target(line, item.target, "attribute", item.key):
            self.spans[span] = replace(self.spans[span], attributes=(*self.spans[span].attributes, pair))
        elif relation := self.relations.get(item.target):
            self.relations[item.target] = replace(relation, attributes=(*relation.attributes, pair))

    def _link(self, line: Placed) -> None:
        item = line.item
        assert isinstance(item, Normalisation)
        where = f"{self.document} {item.id}"
        if item.kind != REFERENCE:
            self.tally.ledger.change(_READ, "link", item.kind, "what kind of reference it is was left out", where)
        if span := self._target(line, item.target, "link", item.kind):
            self._add_link(span, Link(item.entry.removeprefix(OURS), item.name))
        elif item.target in self.relations:
            self.tally.ledger.drop(_READ, "link", item.kind, "it stands on a relation", where)

    def _note(self, line: Placed) -> None:
        item = line.item
        assert isinstance(item, Note)
        where = f"{self.document} {item.id}"
        if item.kind != NOTE:
            self.tally.ledger.change(_READ, "note", item.kind, "what kind of note it is was left out", where)
        target = self._target(line, item.target, "note", item.kind) or item.target
        if not item.text or target not in self.spans and target not in self.relations:
            return
        said = self._notes.setdefault(target, [])
        said.append(item.text)
        if target in self.spans:
            self.spans[target] = replace(self.spans[target], note="\n".join(said))
        else:
            self.relations[target] = replace(self.relations[target], note="\n".join(said))

    def _equivalent(self, line: Placed) -> None:
        item = line.item
        assert isinstance(item, Equivalence)
        for member in self.relations.keys() & set(item.members):
            self.tally.ledger.drop(_READ, "link", item.label, "it stands on a relation", f"{self.document} {member}")
        members = [self._target(line, member, "link", item.label) for member in item.members]
        if item.label != "Equiv":
            self.tally.ledger.change(_READ, "link", item.label, "taken for equivalence", f"{line.file}:{line.line}")
        known = tuple(dict.fromkeys(member for member in members if member))
        if len(known) > 1:
            self._members.append(known)

    def _target(self, line: Placed, target: str, what: str, label: str) -> str:
        """The span that an id means; empty where it means none, which is told unless it is a relation's."""
        if target in self._ends:
            return self._ends[target]
        if target not in self.relations:
            self._lose(line, target, what, label, "it stands on neither a span nor a relation that could be read")
        return ""

    def _lose(self, line: Placed, target: str, what: str, label: str, why: str) -> None:
        """Tell of a target that has no place here: booked where the file has it, else the line is wrong."""
        if target in self._ids:
            self.tally.ledger.drop(_READ, what, label, why, f"{self.document} {line.item.id}")
        else:
            self._refuse(line, f"names {target}, which is not there")

    def _cluster(self) -> None:
        """Give each set of equivalent spans a link of its own; sets that share a member are one."""
        parent: dict[str, str] = {}

        def root(member: str) -> str:
            while (above := parent.setdefault(member, member)) != member:
                parent[member] = parent[above]
                member = above
            return member

        for first, *others in self._members:
            for member in (first, *others):
                parent[root(member)] = root(first)
        numbers: dict[str, int] = {}
        for member in list(parent):
            number = numbers.setdefault(root(member), len(numbers) + 1)
            self._add_link(member, Link(cluster(f"{self.annotator} {self.document}", number), local=True))

    def _add_link(self, span: str, link: Link) -> None:
        self.spans[span] = replace(self.spans[span], links=(*self.spans[span].links, link))

    def _refuse(self, line: Placed, why: str) -> None:
        self.tally.refused.append(Refusal(line.file, line.line, why))


class _Roles:
    """The roles of events as relations; a number that tells two of one role apart is no part of its name."""

    def __init__(self, assembled: Assembled, known: set[str]) -> None:
        self._assembled, self._known = assembled, known

    def __call__(self, line: Placed) -> None:
        """Take in one event; one without a trigger has been told already."""
        event = line.item
        assert isinstance(event, Event)
        if event.id in self._assembled.spans:
            for number, (role, target) in enumerate(event.roles, 1):
                self._assembled.relate(line, f"{event.id}.{number}", self._plain(role), event.id, target)

    def _plain(self, role: str) -> str:
        bare = role.rstrip("0123456789")
        return bare if bare in self._known else role
