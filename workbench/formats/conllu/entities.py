"""Entities: the mentions of one document, gathered word by word from brackets and from BIO tags in MISC."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from workbench.core.ledger import Ledger
from workbench.formats.conllu.brackets import IDS, LABELS, OURS, Bracket, brackets, links_of, others_of
from workbench.formats.exchange import Fragment, Link, Span
from workbench.formats.format import Refusal, Tally
from workbench.formats.tagging import NAMELESS, OUTSIDE, chunks, is_tag

TAGS: Final = ("NE", "NER", "NamedEntity")
"""Keys of MISC under which files have BIO tags; there is no agreed one."""
IDENTITY: Final = "identity"
NODE: Final = "stands on an empty node, which is no text"


@dataclass(slots=True)
class _Open:
    """A mention that is not closed yet, or not in all its parts."""

    bracket: Bracket
    line: int
    first: int


@dataclass(slots=True)
class Entities:
    """Gathers mentions; ``word`` is called for every row in order, then ``spans`` once."""

    file: str
    name: str
    names: Sequence[str]
    tally: Tally
    spans: list[Span] = field(default_factory=list)
    _places: list[Fragment | None] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)
    _parts: dict[str, list[Fragment]] = field(default_factory=dict)
    _clusters: list[str] = field(default_factory=list)

    def word(self, line: int, value: str, place: Fragment | None) -> None:
        """Take in a row's ``Entity=`` and where the row stands in the text; None for an empty node."""
        self._places.append(place)
        for bracket in brackets(value, self.names):
            if bracket.opens:
                self.tally.spans += 1
                self._open.append(_Open(bracket, line, len(self._places) - 1))
            if bracket.closes:
                self._close(bracket, line)

    def tagged(self, values: Sequence[str], places: Sequence[Fragment | None]) -> None:
        """Take in the tags of a sentence's rows."""
        for value in values:
            if not is_tag(value):
                self._lose("span", value, "the tag is of no scheme that is known")
        for chunk in chunks([value if is_tag(value) else OUTSIDE[0] for value in values]):
            self.tally.spans += 1
            self._add(chunk.label, [], places[chunk.first : chunk.end], ())

    def finished(self) -> tuple[Span, ...]:
        """The spans; those of one entity share a link where the file names none."""
        for left in self._open:
            self._refuse(left.line, "opens an entity that nothing closes")
        many = Counter(self._clusters)
        return tuple(
            span if span.links or many[cluster] < 2 or not cluster else replace(span, links=(self._shared(cluster),))
            for span, cluster in zip(self.spans, self._clusters, strict=True)
        )

    def _shared(self, cluster: str) -> Link:
        return Link(f"{self.name}#{cluster}", local=True)

    def _close(self, bracket: Bracket, line: int) -> None:
        for i in range(len(self._open) - 1, -1, -1):
            found = self._open[i]
            if (found.bracket.id, found.bracket.part) == (bracket.id, bracket.part):
                del self._open[i]
                self._part(found)
                return
        self._refuse(line, "closes an entity that is not open")

    def _part(self, found: _Open) -> None:
        opened = found.bracket
        places = self._places[found.first :]
        if opened.parts == 1:
            self._mention(opened, [], places)
        elif opened.part < opened.parts:
            if part := _surface(places):
                self._parts.setdefault(opened.id, []).append(part)
        else:
            self._mention(opened, self._parts.pop(opened.id, []), places)

    def _mention(self, opened: Bracket, before: list[Fragment], places: Sequence[Fragment | None]) -> None:
        fields = opened.fields
        label = next((fields[key] for key in LABELS if key in fields), "")
        self._add(label, before, places, _links(fields), opened.id, _attributes(fields))

    def _add(
        self,
        label: str,
        before: list[Fragment],
        places: Sequence[Fragment | None],
        links: tuple[Link, ...],
        cluster: str = "",
        attributes: tuple[tuple[str, str], ...] = (),
    ) -> None:
        last = _surface(places)
        fragments = _merged([*before, last] if last else before)
        if not fragments:
            self._lose("span", label, NODE)
            return
        id = str(len(self.spans) + 1)
        if not label:
            label = NAMELESS
            why = "named so: the file gives it no label"
            self.tally.ledger.change("import", "span", label, why, f"{self.name} {id}")
        self.spans.append(Span(id, label, fragments, attributes, links))
        self._clusters.append(cluster)

    def _lose(self, what: str, label: str, why: str) -> None:
        ledger: Ledger = self.tally.ledger
        ledger.drop("import", what, label, why, self.name)

    def _refuse(self, line: int, why: str) -> None:
        self.tally.refused.append(Refusal(self.file, line, why))


def _surface(places: Iterable[Fragment | None]) -> Fragment | None:
    """From the first to the last of these rows that stands in the text."""
    found = [place for place in places if place is not None]
    return (found[0][0], found[-1][1]) if found else None


def _merged(fragments: Iterable[Fragment]) -> tuple[Fragment, ...]:
    """Fragments in order, those that share text (words under one token) made one."""
    out: list[Fragment] = []
    for start, end in sorted(fragments):
        if out and start < out[-1][1]:
            start, end = out[-1][0], max(end, out.pop()[1])
        out.append((start, end))
    return tuple(out)


def _links(fields: Mapping[str, str]) -> tuple[Link, ...]:
    if identity := fields.get(IDENTITY):
        return (Link(identity),)
    return tuple(map(Link, links_of(fields)))


def _attributes(fields: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What else an entity has; ``head`` and ``minspan`` count words, and mean nothing once the words are gone."""
    known = {*IDS, *LABELS, *OURS, IDENTITY, "minspan"}
    return (*((key, value) for key, value in fields.items() if key not in known), *others_of(fields))
