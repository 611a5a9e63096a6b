"""Reading WebAnno TSV: a file's text and marks as one document with one reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from workbench.core.fault import Fault
from workbench.formats.exchange import Document, Link, Reading, Relation, Span
from workbench.formats.format import ReadOptions, Refusal, Tally
from workbench.formats.inception.layers import named, short, structural
from workbench.formats.inception.owners import owner
from workbench.formats.source import Source
from workbench.formats.webannotsv.laying import Laid, Misfit, laid
from workbench.formats.webannotsv.marks import Arc, Mark, Marks
from workbench.formats.webannotsv.rows import Sheet, sheet

NO_LAYER = "the project keeps its own tokens, and this layer is about them"
NO_END = "an end of it is not there"
NO_SPAN = "an end of it is of the layer {}, which is not brought in"


def read(source: Source, tally: Tally, options: ReadOptions) -> Document:
    """The document.

    Raises:
        Fault: where the file is not WebAnno TSV 3, or not UTF-8.
    """
    try:
        text = source.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Fault(f"{source.name} is not UTF-8", "Export it again") from None
    rows = sheet(text, source.name, tally)
    marks = Marks()
    for sentence in rows.sentences:
        marks.read(rows.layers, sentence.units)
    _count(marks, tally)
    found = laid(rows.sentences)
    if isinstance(found, Misfit):
        tally.refused.append(Refusal(source.name, found.line, found.why))
    elif found.strangers:
        why = "its text is another than the one at its offsets"
        tally.ledger.change_many("import", "token", "", why, found.strangers, (source.name,))
    return _document(source, rows, found, _Making(source.name, marks, tally, options).reading())


def _count(marks: Marks, tally: Tally) -> None:
    tally.documents += 1
    tally.spans += sum(mark.layer.kind == "span" and not structural(mark.layer.name) for mark in marks.all)
    tally.relations += len(marks.arcs)


def _document(source: Source, rows: Sheet, found: Laid | Misfit, reading: Reading) -> Document:
    who = owner(source.name, "")
    reading = replace(reading, annotator=who.annotator, kind=who.kind)
    meta = dict(rows.settings)
    if isinstance(found, Misfit):
        return Document(who.document, None, (reading,), "utf16", meta=meta)
    tokens = tuple((unit.begin, unit.end) for one in rows.sentences for unit in one.units if unit.is_token)
    return Document(
        who.document,
        found.text,
        (reading,),
        found.unit,
        rebuilt=found.filled,
        tokens=tokens,
        sentences=found.sentences,
        meta=meta,
    )


@dataclass(slots=True)
class _Making:
    """Spans and relations made of marks and arcs."""

    name: str
    marks: Marks
    tally: Tally
    options: ReadOptions

    def reading(self) -> Reading:
        ids = {id(mark): str(n) for n, mark in enumerate(filter(self._wanted, self.marks.all), 1)}
        spans = tuple(self._span(mark, ids[id(mark)]) for mark in self.marks.all if id(mark) in ids)
        self._left_out()
        relations = [*self._arcs(ids), *self._slots(ids)]
        return Reading(spans=spans, relations=tuple(replace(one, id=f"r{n}") for n, one in enumerate(relations, 1)))

    def _wanted(self, mark: Mark) -> bool:
        layers = self.options.layers
        return (
            bool({mark.layer.name, short(mark.layer.name)} & {*layers}) if layers else not structural(mark.layer.name)
        )

    def _left_out(self) -> None:
        for name, n in Counter(mark.layer.name for mark in self.marks.all if not self._wanted(mark)).items():
            if structural(name):
                self.tally.ledger.drop_many("import", "token layer", short(name), NO_LAYER, n, (self.name,))
            else:
                self.tally.ledger.drop_many("import", "span", short(name), "its layer was not asked for", n, ())

    def _span(self, mark: Mark, id: str) -> Span:
        given = ((key, value) for key, value in mark.features.items() if not key.startswith("|"))
        label, attributes, links, note, score = named(mark.layer.name, given)
        if mark.chain:
            cluster = f"{self.name}#{short(mark.layer.name)}-{mark.chain}"
            links = (*links, Link(cluster, local=True))
        return Span(id, label, ((mark.begin, mark.end),), attributes, links, note, score)

    def _arcs(self, ids: dict[int, str]) -> Iterator[Relation]:
        for arc in self.marks.arcs:
            label, attributes, _, note, _ = named(arc.layer.name, arc.features)
            head, tail = self._ends(arc)
            if why := self._lost(arc.layer.base, head, tail, ids):
                self.tally.ledger.drop("import", "relation", label, why, f"{self.name}:{arc.line}")
            else:
                yield Relation("", label, ids[id(head)], ids[id(tail)], attributes, note)

    def _ends(self, arc: Arc) -> tuple[Mark | None, Mark | None]:
        if arc.source is None:
            return None, None
        find = self.marks.find
        return (
            find(arc.layer.base, arc.source.unit, arc.source.source),
            find(arc.layer.base, arc.unit, arc.source.target),
        )

    def _slots(self, ids: dict[int, str]) -> Iterator[Relation]:
        for mark in self.marks.all:
            for role, target in mark.slots:
                tail = self.marks.find("uima.tcas.Annotation", target.unit, target.source)
                if why := self._lost("uima.tcas.Annotation", mark, tail, ids):
                    self.tally.ledger.drop("import", "relation", role, why, f"{self.name} {mark.unit}")
                else:
                    yield Relation("", role, ids[id(mark)], ids[id(tail)])

    def _lost(self, base: str, head: Mark | None, tail: Mark | None, ids: dict[int, str]) -> str:
        """Why a relation cannot be kept; empty where it can."""
        if structural(base) and not self.options.layers:
            return NO_SPAN.format(short(base))
        if head is None or tail is None:
            return NO_END
        lost = next((mark for mark in (head, tail) if id(mark) not in ids), None)
        return NO_SPAN.format(short(lost.layer.name)) if lost else ""
