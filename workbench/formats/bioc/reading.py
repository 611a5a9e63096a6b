"""Reading a BioC document: its passages as one text, its annotations and relations as one reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from workbench.formats.bioc.laying import laid
from workbench.formats.bioc.parts import UNKNOWN, Annotation, Entry, Part
from workbench.formats.bioc.parts import Relation as Joined
from workbench.formats.exchange import Attributes, Document, Fragment, Link, Reading, Relation, Span
from workbench.formats.format import Refusal, Tally
from workbench.formats.inception.layers import named

TYPE = "type"
IDENTIFIER = "identifier"
NO_ID = frozenset(("", "-", "-1", "None"))
TAILS = frozenset(("target", "tail", "object", "arg2", "argument2"))

NOT_TWO = "joins {} annotations: a relation here joins two"
NO_END = "an end of it is no annotation of the document"


def document(entry: Entry, file: str, tally: Tally) -> Document:
    """The document."""
    return _Making(entry, file, tally).document()


@dataclass(slots=True)
class _Making:
    """One document: spans first, so that relations may name any of them."""

    entry: Entry
    file: str
    tally: Tally
    _spans: list[Span] = field(default_factory=list)
    _ids: dict[tuple[int, str], str] = field(default_factory=dict)
    _anywhere: dict[str, str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    def document(self) -> Document:
        parts = self.entry.parts
        found = laid(parts)
        for n, part in enumerate(parts):
            for annotation in part.annotations:
                self._take(n, part, annotation, found.moves[n])
        relations = tuple(
            one for n, part in enumerate(parts) for joined in part.relations for one in self._relation(n, joined)
        )
        self.tally.documents += 1
        reading = Reading(spans=tuple(self._spans), relations=relations)
        meta = dict(self.entry.infons)
        return Document(self.entry.id or self.file, found.text, (reading,), rebuilt=found.filled, meta=meta)

    def _take(self, n: int, part: Part, one: Annotation, move: int) -> None:
        self.tally.spans += 1
        places = [(start, length) for start, length in one.locations if start != UNKNOWN and length != UNKNOWN]
        if not places:
            self.tally.refused.append(Refusal(self.file, 0, f"annotation {one.id} has no location"))
            return
        id = self._unique(one.id or "a")
        self._ids[n, one.id] = id
        self._anywhere.setdefault(one.id, id)
        label, attributes, links, note = _named(one.infons, "annotation")
        fragments = sorted(_moved(start, length, part, move) for start, length in places)
        self._spans.append(Span(id, label, tuple(fragments), attributes, links, note, surface=one.text))

    def _relation(self, n: int, one: Joined) -> Iterator[Relation]:
        self.tally.relations += 1
        label, attributes, _, note = _named(one.infons, "relation")
        ends = [self._ids.get((n, id), self._anywhere.get(id, "")) for id, _ in one.nodes]
        where = f"{self.file} {self.entry.id} {one.id}"
        if len(ends) != 2:
            self.tally.ledger.drop("import", "relation", label, NOT_TWO.format(len(ends)), where)
        elif not all(ends):
            self.tally.ledger.drop("import", "relation", label, NO_END, where)
        else:
            roles = [role for _, role in one.nodes]
            if roles[0].lower() in TAILS and roles[1].lower() not in TAILS:
                ends, roles = ends[::-1], roles[::-1]
            played = zip(("head role", "tail role"), roles, strict=True)
            kept = tuple((key, role) for key, role in played if role.lower() not in {"", "source", "head", *TAILS})
            yield Relation(self._unique(one.id or "r"), label, ends[0], ends[1], (*attributes, *kept), note)

    def _unique(self, id: str) -> str:
        """The id, with a number where another part of the document has used it."""
        found, n = id, 1
        while found in self._taken:
            n += 1
            found = f"{id}~{n}"
        self._taken.add(found)
        return found


def _moved(start: int, length: int, part: Part, move: int) -> Fragment:
    """A location in the text; one that lies before its own part counts from that part's start, as some tools do."""
    start += move if start >= part.offset or part.text is None else move + part.offset
    return start, start + length


def _named(infons: Mapping[str, str], otherwise: str) -> tuple[str, Attributes, tuple[Link, ...], str | None]:
    """Label, attributes, links and note: the type is the label; INCEpTION's is a layer, whose label stands apart."""
    kind = infons.get(TYPE, "") or otherwise
    rest = [(key, value) for key, value in infons.items() if key != TYPE]
    links = tuple(Link(value) for key, value in rest if key.lower() == IDENTIFIER and value not in NO_ID)
    rest = [(key, value) for key, value in rest if key.lower() != IDENTIFIER]
    if "." in kind:
        found = named(kind, rest)
        return found.label, found.attributes, links, found.note
    return kind, tuple(rest), links, None
