"""Writing: documents to tasks; people's readings are annotations, models' are predictions."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from statistics import fmean
from typing import Final

from workbench.core.json import Json, canonical
from workbench.core.ledger import Ledger
from workbench.formats.exchange import Document, Reading, Relation, Span, Unit
from workbench.formats.labelstudio.config import DOCUMENT, LABEL, LINK, NOTE, TEXT, Controls
from workbench.formats.losses import ATTRIBUTES, LABELS, NOTES, give_up
from workbench.formats.offsets.ruler import Ruler

CLASH: Final = "a task has a key of this name of its own"
HANDED_IN: Final = "written as handed in: Label Studio has no unfinished annotations"
NO_NOTE: Final = "Label Studio has no notes on relations"
RENAMED: Final = "written as {}: the config has a control of its name of its own"


def task(number: int, document: Document, unit: Unit, controls: Controls, ledger: Ledger) -> dict[str, Json]:
    """A document as a task, with everything that is said of it."""
    data: dict[str, Json] = {TEXT: document.text, DOCUMENT: document.name}
    out: dict[str, Json] = {"id": number, "data": data}
    for key, value in document.meta.items():
        if key in (TEXT, DOCUMENT):
            ledger.change("documents", "meta", key, CLASH, document.name)
        elif key == "meta" and isinstance(value, dict) and value:
            out["meta"] = value
        else:
            data[key] = value
    works = [(reading, _Work(document, reading, unit, controls, ledger)) for reading in document.readings]
    out["annotations"] = [work.annotation() for reading, work in works if reading.kind != "model"]
    out["predictions"] = [work.prediction() for reading, work in works if reading.kind == "model"]
    return out


class _Work:
    """One reading under way."""

    def __init__(self, document: Document, reading: Reading, unit: Unit, controls: Controls, ledger: Ledger) -> None:
        self._document, self._reading, self._controls, self._ledger = document, reading, controls, ledger
        self._ruler = Ruler(document.text or "", unit)

    def annotation(self) -> dict[str, Json]:
        """A person's reading; the gold one is the ground truth."""
        reading = self._reading
        if reading.status in ("todo", "in_progress"):
            self._ledger.change("documents", "status", reading.status, HANDED_IN, self._document.name)
        out: dict[str, Json] = {"completed_by": {"email": reading.annotator}} if reading.annotator else {}
        gold: dict[str, Json] = {"ground_truth": True} if reading.kind == "gold" else {}
        return {**out, "was_cancelled": reading.status == "skipped", **gold, "result": list(self._results())}

    def prediction(self) -> dict[str, Json]:
        """A model's reading."""
        scores = [span.score for span in self._reading.spans if span.score is not None]
        score: dict[str, Json] = {"score": fmean(scores)} if scores else {}
        return {"model_version": self._reading.annotator, **score, "result": list(self._results())}

    def _results(self) -> Iterator[Json]:
        for span in self._reading.spans:
            yield from self._region(span)
        for relation in self._reading.relations:
            yield self._relation(relation)
        for key, values in _grouped((label.key, label.value) for label in self._reading.labels).items():
            name = self._controls.of_document(key, values)
            self._renamed(LABELS, "document label", key, name)
            yield {**_control(self._id("", key), name, "choices"), "value": {"choices": values}}
        if self._reading.note is not None:
            yield {**_control(self._id("", NOTE), NOTE, "textarea"), "value": {"text": [self._reading.note]}}

    # -- spans -------------------------------------------------------------------------

    def _region(self, span: Span) -> Iterator[Json]:
        """A span, and after it what is said of it, under the same id."""
        (start, end), *_ = span.fragments
        id = self._id("span", span.id)
        place: dict[str, Json] = {"start": self._ruler.from_points(start), "end": self._ruler.from_points(end)}
        place["text"] = (self._document.text or "")[start:end]
        out = _control(id, LABEL, "labels")
        out["value"] = {**place, "labels": [self._controls.label(span.label)]}
        if span.score is not None:
            out["score"] = span.score
        if span.note is not None:
            out["meta"] = {"text": [span.note]}
        yield out
        for key, values in _grouped(span.attributes).items():
            name = self._controls.of_region(key, values)
            self._renamed(ATTRIBUTES, "attribute", key, name)
            yield {**_control(id, name, "choices"), "value": {**place, "choices": values}}
        for link in span.links:
            named: list[Json] = [link.id] if link.name is None else [link.id, link.name]
            yield {**_control(id, LINK, "textarea"), "value": {**place, "text": named}}

    def _relation(self, relation: Relation) -> Json:
        if relation.note is not None:
            where = f"{self._document.name} {relation.id}"
            give_up(self._ledger, NOTES, "note", relation.label, NO_NOTE, where)
        return {
            "type": "relation",
            "from_id": self._id("span", relation.head),
            "to_id": self._id("span", relation.tail),
            "direction": "bi" if relation.symmetric else "right",
            "labels": [self._controls.relation(relation.label)],
        }

    def _renamed(self, view: str, what: str, key: str, name: str) -> None:
        if name != key:
            self._ledger.change(view, what, key, RENAMED.format(name), self._document.name)

    def _id(self, kind: str, item: str) -> str:
        """A short id that is the same in every export, and another for every item."""
        who = [self._document.name, self._reading.kind, self._reading.annotator, kind, item]
        return urlsafe_b64encode(sha256(canonical(who).encode()).digest())[:10].decode()


def _control(id: str, name: str, type: str) -> dict[str, Json]:
    return {"id": id, "from_name": name, "to_name": TEXT, "type": type}


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Values by key, in the order of the keys."""
    out: dict[str, list[str]] = {}
    for key, value in pairs:
        out.setdefault(key, []).append(value)
    return out
