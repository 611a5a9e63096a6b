"""Writing: documents to records, a file an annotator, in the form with relations wherever there is one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Final

from workbench.core.json import Json
from workbench.core.ledger import Ledger
from workbench.formats.doccano.keys import CATEGORY, COMMENTS, DOCUMENT, ID, OWN
from workbench.formats.exchange import Document, Reading, Relation, Span, Unit
from workbench.formats.losses import LABELS, NOTES, SPANS, give_up
from workbench.formats.offsets.ruler import Ruler

NOBODY: Final = "all"
"""The file of documents that nobody is named for."""
OVERLAPS: Final = "overlaps another: doccano takes it only where the project allows overlapping spans"
ITEM_NOTE: Final = "doccano has comments on documents only"
NO_KEY: Final = "written without its key: doccano's labels of a document have none"
NO_MODEL: Final = "written as an annotator's: doccano's files do not tell a model from a person"
WIDENED: Final = "widened to what counts as one character"
CLASH: Final = "a record has a key of this name of its own"
COUNTED: Final = "offsets count {}: set up the doccano project alike"

Work = Sequence[tuple[Document, Reading]]


def files(documents: Iterable[Document], unit: Unit, ledger: Ledger) -> Iterator[tuple[str, Iterator[dict[str, Json]]]]:
    """The files by name, each with its records; all of a project has one form, so all is looked at first."""
    by_annotator: dict[str, list[tuple[Document, Reading]]] = {}
    for document in documents:
        for reading in document.readings or (Reading(),):
            by_annotator.setdefault(reading.annotator or NOBODY, []).append((document, reading))
    related = any(reading.relations for work in by_annotator.values() for _, reading in work)
    numbers = count(1)
    for annotator, work in sorted(by_annotator.items()):
        yield _file_name(annotator), (_Record(*one, unit, ledger, numbers).parts(related) for one in work)


def _file_name(annotator: str) -> str:
    return "".join("-" if char in "/\\:\0" else char for char in annotator).lstrip(".") + ".jsonl"


class _Record:
    """One reading under way; ids are counted through the whole export, as doccano's are through a project."""

    def __init__(
        self, document: Document, reading: Reading, unit: Unit, ledger: Ledger, numbers: Iterator[int]
    ) -> None:
        self._document, self._reading, self._unit, self._ledger = document, reading, unit, ledger
        self._ruler = Ruler(document.text or "", unit)
        self._numbers = numbers

    def parts(self, related: bool) -> dict[str, Json]:
        """The record; ``related`` for the form that has relations."""
        reading, name = self._reading, self._document.name
        if not self._ruler.plain:
            self._ledger.change("documents", "offsets", "", COUNTED.format(self._unit), name)
        if reading.kind == "model":
            self._ledger.change("documents", "model", reading.annotator, NO_MODEL, name)
        out: dict[str, Json] = {ID: next(self._numbers), "text": self._document.text, DOCUMENT: name, **self._meta()}
        overlapping = _overlapping(reading.spans)
        for span in reading.spans:
            if span.id in overlapping:
                self._ledger.change(SPANS, "span", span.label, OVERLAPS, self._where(span.id))
        out |= self._with_relations() if related else {"label": [[*self._place(s), s.label] for s in reading.spans]}
        if reading.labels:
            out["cats"] = [self._category(label.key, label.value) for label in reading.labels]
        self._give_up_notes()
        return {**out, COMMENTS: [] if reading.note is None else [reading.note]}

    def _with_relations(self) -> dict[str, Json]:
        ids = {span.id: next(self._numbers) for span in self._reading.spans}
        entities: list[Json] = []
        for span in self._reading.spans:
            start, end = self._place(span)
            entities.append({"id": ids[span.id], "label": span.label, "start_offset": start, "end_offset": end})
        relations: list[Json] = [
            {"id": next(self._numbers), "from_id": ids[one.head], "to_id": ids[one.tail], "type": one.label}
            for one in self._reading.relations
        ]
        return {"entities": entities, "relations": relations}

    def _place(self, span: Span) -> tuple[int, int]:
        """A span in the unit of the target; an edge inside what counts as one moves outwards."""
        (start, end), *_ = span.fragments
        first, last = start, end
        while self._ruler.from_points(first) is None:
            first -= 1
        while self._ruler.from_points(last) is None:
            last += 1
        if (first, last) != (start, end):
            self._ledger.change(SPANS, "span", span.label, WIDENED, self._where(span.id))
        return self._ruler.from_points(first) or 0, self._ruler.from_points(last) or 0

    def _category(self, key: str, value: str) -> Json:
        if key != CATEGORY:
            self._ledger.change(LABELS, "document label", key, NO_KEY, self._where(value))
        return value

    def _give_up_notes(self) -> None:
        items: list[Span | Relation] = [*self._reading.spans, *self._reading.relations]
        for item in items:
            if item.note is not None:
                give_up(self._ledger, NOTES, "note", item.label, ITEM_NOTE, self._where(item.id))

    def _meta(self) -> dict[str, Json]:
        for key in self._document.meta.keys() & OWN:
            self._ledger.change("documents", "meta", key, CLASH, self._document.name)
        return {key: value for key, value in self._document.meta.items() if key not in OWN}

    def _where(self, id: str) -> str:
        return f"{self._document.name} {id}"


def _overlapping(spans: Iterable[Span]) -> set[str]:
    """The ids of spans that begin before one that stands earlier has ended."""
    found: set[str] = set()
    reached = -1
    for span in sorted(spans, key=lambda span: span.fragments[0]):
        start, end = span.fragments[0]
        if start < reached:
            found.add(span.id)
        reached = max(reached, end)
    return found
