"""Views: which spans of a finished layer become ``doc.ents``, ``doc.spans["sc"]``, ``doc.cats`` and relations.

Pure: no spaCy. What a view cannot carry is dropped with its reason in the ledger, never in silence; the view called
``ann`` (``doc.user_data["ann"]``) carries everything as it is stored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias
from uuid import UUID

from workbench.core.entity import Entity
from workbench.core.layer import Layer
from workbench.core.ledger import Ledger
from workbench.core.schema import Schema
from workbench.core.span import Span
from workbench.core.tokens import Tokens
from workbench.core.zone import Zone
from workbench.training.lossless import lossless
from workbench.training.names import label_names, relation_names
from workbench.training.place import Misaligned, Placed, longest_first, place

ENTS, SC, CATS, RELATIONS, ANN = "ents", "sc", "cats", "relations", "ann"


SPACE, INSIDE, TRIMMED = "white space only", "starts or ends inside a token", "white space trimmed"

Parts: TypeAlias = Sequence[Placed | Misaligned | None]


@dataclass(frozen=True, slots=True)
class Source:
    """A document that is exported, and the layer whose work is taken."""

    id: UUID
    name: str
    text: str
    tokens: Tokens
    zones: tuple[Zone, ...]
    layer: Layer
    owner: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A labelled run of tokens [first, last) as spaCy gets it; ``kb_id`` is empty where the span has no link."""

    label: str
    first: int
    last: int
    id: str
    kb_id: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """What one document looks like to spaCy; ``missing`` lists tokens about which ``doc.ents`` says nothing."""

    source: Source
    ents: tuple[Marked, ...]
    missing: tuple[int, ...]
    sc: tuple[Marked, ...]
    cats: dict[str, float]
    ann: dict[str, object]


@dataclass(slots=True)
class Viewer:
    """Makes views under one schema, and keeps the books: the ledger, and every misaligned fragment with its mending."""

    schema: Schema
    entities: Mapping[UUID, Entity]
    group: bool = False
    ledger: Ledger = field(default_factory=Ledger)
    misaligned: list[tuple[Source, Misaligned]] = field(default_factory=list)
    labels: dict[str, str] = field(init=False)
    relations: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.labels = label_names(self.schema, group=self.group)
        self.relations = relation_names(self.schema)
        for view in (ENTS, SC, CATS, RELATIONS, ANN):
            self.ledger.select(view, 0)

    def view(self, source: Source) -> View:
        """The view of one document; the ledger counts its spans, relations and document labels."""
        zone = _touched(source.tokens, [(zone.start, zone.end) for zone in source.zones])
        missing = set(zone)
        whole: list[Placed] = []
        flat: list[Placed] = []
        for span in source.layer.ordered():
            parts = place(span, source.text, source.tokens)
            self.misaligned += [(source, part) for part in parts if isinstance(part, Misaligned)]
            whole += self._for_groups(source, span, parts)
            alone = self._for_ents(source, span, parts, zone)
            if alone is None:
                missing |= _touched(source.tokens, span.fragments)
            else:
                flat.append(alone)
        kept, dropped = longest_first(flat)
        for item in dropped:
            missing.update(range(item.first, item.last))
            self._drop(ENTS, source, "span", item.span.label, "overlaps a longer span", item.span.n)
        self.ledger.write(ENTS, len(kept))
        missing -= {i for item in kept for i in range(item.first, item.last)}
        self._count_links(source, kept, whole)
        ents, sc = self._marked(kept), self._marked(sorted(whole, key=_reading_order))
        return View(source, ents, tuple(sorted(missing)), sc, self._cats(source), self._ann(source))

    # -- doc.ents --------------------------------------------------------------

    def _for_ents(self, source: Source, span: Span, parts: Parts, zone: set[int]) -> Placed | None:
        """The span where it may stand in ``doc.ents`` if nothing longer does; else None, and the ledger says why."""
        self.ledger.select(ENTS)
        part = parts[0]
        if len(parts) > 1:
            why = "discontinuous: doc.ents holds whole runs of tokens"
        elif part is None:
            why = SPACE
        elif isinstance(part, Misaligned):
            why = INSIDE
        elif not zone.isdisjoint(range(part.first, part.last)):
            why = "in a skip zone"
        else:
            if part.trimmed:
                self._change(ENTS, source, span, TRIMMED)
            return part
        self._drop(ENTS, source, "span", span.label, why, span.n)
        return None

    # -- doc.spans["sc"] -------------------------------------------------------

    def _for_groups(self, source: Source, span: Span, parts: Parts) -> list[Placed]:
        """The span's fragments in ``doc.spans["sc"]``; it counts once, as written where any fragment is."""
        self.ledger.select(SC)
        placed = [part for part in parts if isinstance(part, Placed)]
        if not placed:
            self._drop(SC, source, "span", span.label, SPACE if set(parts) == {None} else INSIDE, span.n)
            return []
        self.ledger.write(SC)
        if len(parts) > 1:
            self._change(SC, source, span, "discontinuous: each fragment is a span")
        if len(placed) < len(parts):
            self._change(SC, source, span, "a fragment starts or ends inside a token and was left out")
        if any(part.trimmed for part in placed):
            self._change(SC, source, span, TRIMMED)
        return placed

    def _marked(self, placed: Sequence[Placed]) -> tuple[Marked, ...]:
        return tuple(
            Marked(self._label(p.span.label), p.first, p.last, p.id, self._kb_id(p.span.links)) for p in placed
        )

    def _count_links(self, source: Source, kept: Sequence[Placed], whole: Sequence[Placed]) -> None:
        """Say which written spans carry more links than ``kb_id`` holds."""
        for view, placed in ((ENTS, kept), (SC, whole)):
            for span in {item.span.n: item.span for item in placed}.values():
                if len({self._final(link) for link in span.links}) > 1:
                    self._change(view, source, span, "kb_id holds the first link only")

    def _kb_id(self, links: Sequence[UUID]) -> str:
        """The id of the first link's entity, followed through merges; the others are in ``ann``."""
        return str(self._final(links[0])) if links else ""

    def _final(self, link: UUID) -> UUID:
        seen = {link}
        while (entity := self.entities.get(link)) and entity.redirect and entity.redirect not in seen:
            link = entity.redirect
            seen.add(link)
        return link

    # -- doc.cats and doc.user_data["ann"] ---------------------------------------

    def _cats(self, source: Source) -> dict[str, float]:
        """1.0 and 0.0 for every value of a document label that was decided; what was not decided is left out."""
        chosen = {(label.key, label.value) for label in source.layer.labels.values()}
        decided = {key for key, _ in chosen}
        cats: dict[str, float] = {}
        for key, kind in self.schema.document_labels.items():
            if key in decided:
                cats |= {f"{key}={value}": float((key, value) in chosen) for value in kind.values}
        self.ledger.select(CATS, len(source.layer.labels))
        for label in source.layer.labels.values():
            if f"{label.key}={label.value}" in cats:
                self.ledger.write(CATS)
            else:
                self._drop(CATS, source, "document label", label.key, "not in the schema", label.n)
        return cats

    def _ann(self, source: Source) -> dict[str, object]:
        layer = source.layer
        for view, n in ((ANN, len(layer.spans) + len(layer.labels)), (RELATIONS, len(layer.relations))):
            self.ledger.select(view, n)
            self.ledger.write(view, n)
        return lossless(source.id, source.name, source.owner, layer, self.labels, self.relations)

    # -- shared ------------------------------------------------------------------

    def _label(self, label: str) -> str:
        return self.labels.get(label, label)

    def _drop(self, view: str, source: Source, what: str, label: str, why: str, n: int) -> None:
        letter = "s" if what == "span" else "d"
        self.ledger.drop(view, what, self._label(label), why, _where(source, f"{letter}{n}"))

    def _change(self, view: str, source: Source, span: Span, why: str) -> None:
        self.ledger.change(view, "span", self._label(span.label), why, _where(source, f"s{span.n}"))


def _where(source: Source, item: str) -> str:
    return f"{source.name} {item}"


def _touched(tokens: Tokens, ranges: Sequence[tuple[int, int]]) -> set[int]:
    return {i for start, end in ranges for i in range(*tokens.covering(start, end))}


def _reading_order(placed: Placed) -> tuple[int, int, int]:
    return placed.first, -placed.last, placed.span.n
