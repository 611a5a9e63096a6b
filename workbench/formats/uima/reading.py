"""Reading a CAS: the annotations of one view as a document with one reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from workbench.core.fault import Fault
from workbench.formats.exchange import Document, DocumentLabel, Fragment, Link, Reading, Relation, Span
from workbench.formats.format import ReadOptions, Tally
from workbench.formats.inception.layers import named, short, structural
from workbench.formats.inception.owners import owner
from workbench.formats.source import Source
from workbench.formats.uima.facts import Fact, Facts
from workbench.formats.uima.features import Reference, references, texts

if TYPE_CHECKING:
    from cassis import Cas

NO_LAYER: Final = "the project keeps its own tokens, and this layer is about them"
NOT_INDEXED: Final = "it is in no view's index"
OTHER_VIEW: Final = "it is in another view of the file"
NOT_ASKED: Final = "its layer was not asked for"
NOT_TEXT: Final = "it marks no text"
NO_SPAN: Final = "it refers to what is no span"
NO_END: Final = "an end of it is not there"
OF_LAYER: Final = "an end of it is of the layer {}, which is not brought in"

_ENDS: Final = (("Governor", "Dependent"), ("source", "target"))
_KEPT_ELSEWHERE: Final = frozenset(
    ("Token", "Sentence", "DocumentAnnotation", "DocumentMetaData", "TagDescription", "TagsetDescription")
)
"""Structural layers that a document has places for, and descriptions of tagsets, which are no annotations."""


def document(source: Source, cas: Cas, facts: Facts, tally: Tally, options: ReadOptions) -> Document:
    """The document of one view; what other views hold is booked.

    Raises:
        Fault: where a view was asked for that the file does not have.
    """
    view = _view(source, cas, facts, tally, options)
    indexed = {one.xmiID: one for one in view.select_all_fs()}
    others = {one.xmiID for other in cas.views for one in other.get_all_fs()} - indexed.keys()
    reading = _Making(source, indexed, others, facts, tally, options).reading()
    who = owner(source.name, _first(indexed, "documentTitle") or _first(indexed, "documentId"))
    language = _first(indexed, "language")
    return Document(
        who.document,
        view.sofa_string,
        (replace(reading, annotator=who.annotator, kind=who.kind),),
        "utf16",
        lang="" if language == "x-unspecified" else language,
        tokens=_places(facts, indexed, "Token"),
        sentences=_places(facts, indexed, "Sentence"),
    )


def _view(source: Source, cas: Cas, facts: Facts, tally: Tally, options: ReadOptions) -> Cas:
    """The view that was asked for; else of those with a text the first that holds most."""
    held = {view.sofa.sofaID: (view.sofa.sofaString is not None, _held(view, facts)) for view in cas.views}
    chosen = max(held, key=lambda name: held[name]) if options.view is None else options.view
    if chosen not in held:
        raise Fault(f"{source.name} has no view {chosen}", f"It has {', '.join(held)}")
    if len(held) > 1:
        why = f"of {len(held)} views this one is the document"
        tally.ledger.change("import", "view", chosen, why, source.name)
    return cas.get_view(chosen)


def _held(view: Any, facts: Facts) -> int:
    ids = {one.xmiID for one in view.get_all_fs()}
    return sum(fact.is_span for fact in facts.all if fact.id in ids)


def _first(indexed: dict[int, Any], feature: str) -> str:
    """A feature of what describes the whole document; empty where nothing does."""
    about = (one for one in indexed.values() if short(one.type.name) in ("DocumentMetaData", "DocumentAnnotation"))
    return next((str(value) for one in about if (value := getattr(one, feature, None))), "")


def _places(facts: Facts, indexed: dict[int, Any], layer: str) -> tuple[Fragment, ...]:
    found = (f.place for f in facts.all if f.place and short(f.type) == layer and f.id in indexed)
    return tuple(sorted(found))


@dataclass(slots=True)
class _Making:
    """Spans, relations and document labels made of one view's feature structures."""

    source: Source
    indexed: dict[int, Any]
    others: set[int]
    facts: Facts
    tally: Tally
    options: ReadOptions
    _kept: dict[int, Fact] = field(default_factory=dict)

    def reading(self) -> Reading:
        self._kept = {fact.id: fact for fact in self.facts.all if fact.id in self.indexed and self._wanted(fact)}
        self._book()
        clusters = self._clusters()
        spans = tuple(self._span(fact, clusters.get(fact.id, ())) for fact in self._kept.values())
        relations = [*self._relations(), *self._references()]
        numbered = tuple(replace(one, id=f"r{n}") for n, one in enumerate(relations, 1))
        return Reading(spans=spans, relations=numbered, labels=tuple(self._labels()))

    def _wanted(self, fact: Fact) -> bool:
        layers = {*self.options.layers}
        return fact.place is not None and bool(layers & {fact.type, short(fact.type)}) if layers else fact.is_span

    def _book(self) -> None:
        """Book what marks text and is no span of this reading."""
        lost: Counter[tuple[str, str, str]] = Counter()
        for fact in self.facts.all:
            if fact.is_span and fact.id not in self._kept:
                lost["span", short(fact.type), self._why(fact)] += 1
            elif fact.id not in self._kept and structural(fact.type) and short(fact.type) not in _KEPT_ELSEWHERE:
                lost["token layer", short(fact.type), NO_LAYER] += 1
        for (what, label, why), n in sorted(lost.items()):
            self.tally.ledger.drop_many("import", what, label, why, n, (self.source.name,))

    def _why(self, fact: Fact) -> str:
        if fact.id in self.indexed:
            return NOT_ASKED
        return OTHER_VIEW if fact.id in self.others else NOT_INDEXED

    def _span(self, fact: Fact, clusters: tuple[Link, ...]) -> Span:
        label, attributes, links, note, score = named(fact.type, texts(self.indexed[fact.id]))
        place = (fact.place,) if fact.place else ()
        return Span(str(fact.id), label, place, attributes, (*links, *clusters), note, score)

    # -- chains ------------------------------------------------------------------

    def _clusters(self) -> dict[int, tuple[Link, ...]]:
        """The links that the members of chains share."""
        out: dict[int, tuple[Link, ...]] = {}
        count: Counter[str] = Counter()
        for chain in (one for one in self.indexed.values() if getattr(one, "first", None) is not None):
            layer = short(chain.first.type.name)
            count[layer] += 1
            cluster = f"{self.source.name}#{layer}-{count[layer]}"
            link = Link(cluster, local=True)
            member = chain.first
            while member is not None and link not in out.get(member.xmiID, ()):
                out[member.xmiID] = (*out.get(member.xmiID, ()), link)
                member = getattr(member, "next", None)
        return out

    # -- relations ---------------------------------------------------------------

    def _relations(self) -> Iterator[Relation]:
        for fact in self.facts.all:
            if not fact.is_relation:
                continue
            one = self.indexed.get(fact.id)
            if one is None:
                why = OTHER_VIEW if fact.id in self.others else NOT_INDEXED
                self._lose("relation", short(fact.type), why, fact.id)
                continue
            label, attributes, _, note, _ = named(fact.type, texts(one))
            head, tail = _ends(one)
            if why := self._lost(head, tail):
                self._lose("relation", label, why, fact.id)
            else:
                yield Relation("", label, str(head.xmiID), str(tail.xmiID), attributes, note)

    def _references(self) -> Iterator[Relation]:
        """Slots, and features that name another span; a chain's next member is known by the link they share."""
        for id in self._kept:
            one = self.indexed[id]
            chained = getattr(one, "next", None) is not None
            for reference in references(one):
                if chained and reference.feature == "next":
                    continue
                if self._lost(one, reference.target):
                    self._lose("attribute", reference.feature, NO_SPAN, id)
                else:
                    yield self._reference(id, reference)

    def _reference(self, id: int, to: Reference) -> Relation:
        return Relation("", to.role or to.feature, str(id), str(to.target.xmiID))

    def _lost(self, head: Any, tail: Any) -> str:
        """Why a relation between two feature structures cannot be kept; empty where it can."""
        for end in (head, tail):
            if end is None:
                return NO_END
            if end.xmiID not in self._kept:
                return OF_LAYER.format(short(end.type.name))
        return ""

    # -- document labels ---------------------------------------------------------

    def _labels(self) -> Iterator[DocumentLabel]:
        """What is said of the whole document: structures of a layer that marks no text."""
        lost: Counter[str] = Counter()
        for one in self.indexed.values():
            if hasattr(one, "begin") or _ends(one) != (None, None) or structural(one.type.name):
                continue
            layer, base = short(one.type.name), one.type.supertype
            if hasattr(one, "first") or base is None or base.name != "uima.cas.AnnotationBase":
                lost[layer] += not (hasattr(one, "first") or (hasattr(one, "role") and hasattr(one, "target")))
                continue
            for key, value in texts(one):
                yield DocumentLabel(layer if key == "value" else f"{layer}.{key}", value)
        for layer, n in sorted(lost.items()):
            if n:
                self.tally.ledger.drop_many("import", "structure", layer, NOT_TEXT, n, (self.source.name,))

    def _lose(self, what: str, label: str, why: str, id: int) -> None:
        self.tally.ledger.drop("import", what, label, why, f"{self.source.name} {id}")


def _ends(one: Any) -> tuple[Any, Any]:
    """What a relation joins; None for each end that is not there."""
    for head, tail in _ENDS:
        if hasattr(one, head) and hasattr(one, tail):
            return getattr(one, head), getattr(one, tail)
    return None, None
