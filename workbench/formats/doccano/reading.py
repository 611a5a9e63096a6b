"""Reading: records to documents; the offsets' unit is never said, so the offset doctor finds it out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

from workbench.formats.doccano.keys import CATEGORIES, CATEGORY, COMMENTS, DOCUMENT, ID, MARKS, OWN, RELATIONS, TEXTS
from workbench.formats.doccano.numbers import names
from workbench.formats.exchange import Document, DocumentLabel, Kind, Reading, Relation, Span
from workbench.formats.format import Refusal, Tally
from workbench.formats.jsonfile import Record, name_of, objects, whole
from workbench.formats.source import Source

NO_PLACE: Final = "has no place in a text"
NUMBER: Final = "a number for its name: put doccano's label list beside the file as label_config.json"
NO_END: Final = "an end of it is not there"
NOT_PEOPLE: Final = frozenset({"all", "unknown", "train", "dev", "test", "valid", "data", "dataset", "file", "export"})
"""Names of files that are no annotator's."""

OF_SPANS: Final = frozenset({"id", "label", "start_offset", "end_offset", "user", "document"})
OF_RELATIONS: Final = frozenset({"id", "from_id", "to_id", "type"})


def read_records(source: Source, tally: Tally) -> Iterator[Document]:
    """The documents of a file; a record without a text is a faulty line, as it is for doccano."""
    file = _File(source)
    for record in objects(source, tally):
        if why := _faulty(record.value):
            tally.refused.append(Refusal(source.name, record.line, why))
        else:
            yield _Record(file, record, tally).document()
    for key, n in sorted(file.left.items()):
        tally.ledger.change_many("import", "key of spans or relations", key, "left out: it has no place here", n, ())


def _faulty(record: dict[str, Any]) -> str:
    if not any(isinstance(record.get(key), str) for key in TEXTS):
        return "has no text"
    return "" if isinstance(record.get(RELATIONS), (list, type(None))) else "its relations are no list"


class _File:
    """What holds for all records of a file."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.left: dict[str, int] = {}

    @cached_property
    def names(self) -> dict[int, str]:
        """The labels' names by number, looked up when the first number is met."""
        return names(self.source)

    def annotator(self, record: dict[str, Any]) -> tuple[str, Kind]:
        """Whose work a record is: doccano exports a file a user, of the user's name."""
        stem = self.source.path.stem
        if not (COMMENTS in record and ID in record) or stem in NOT_PEOPLE:
            return "", "human"
        return stem, "gold" if stem == "gold" else "human"


@dataclass(slots=True)
class _Made:
    """The marks of one user."""

    spans: list[Span] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)


class _Record:
    """One record under way."""

    def __init__(self, file: _File, record: Record, tally: Tally) -> None:
        self._file, self._line, self._tally = file, record.line, tally
        self._record: dict[str, Any] = record.value
        self._name = _name(record, file.source.path.stem)
        self._made: dict[str, _Made] = {}
        self._labels: list[DocumentLabel] = []
        self._ids: set[str] = set()

    def document(self) -> Document:
        record, tally = self._record, self._tally
        tally.documents += 1
        for key in (*MARKS, *CATEGORIES):
            self._marks(record.get(key))
        for number, entry in enumerate(record.get(RELATIONS) or (), 1):
            tally.relations += 1
            self._relation(number, entry)
        text = next(key for key in TEXTS if isinstance(record.get(key), str))
        meta = {key: value for key, value in record.items() if key not in OWN or key in TEXTS and key != text}
        return Document(self._name, record[text], tuple(self._readings()), meta=meta)

    def _readings(self) -> Iterator[Reading]:
        """One a user; what is said of the whole document stands in the first."""
        annotator, kind = self._file.annotator(self._record)
        note = _note(self._record.get(COMMENTS))
        whole_document = Reading(annotator, kind, labels=tuple(self._labels), note=note)
        for user, made in self._made.items() or [("", _Made())]:
            given = replace(whole_document, spans=tuple(made.spans), relations=tuple(made.relations))
            given = replace(given, annotator=user, kind="human") if user else given
            if given != Reading():
                yield given
            whole_document = Reading(annotator, kind)

    # -- marks -----------------------------------------------------------------------

    def _marks(self, value: Any) -> None:
        """What stands under one key: spans, or names of what the whole document is."""
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            value = [value]
        elif isinstance(value, dict):
            value = [name for name, holds in value.items() if holds]
        for entry in value if isinstance(value, list) else ():
            if isinstance(entry, (str, int)):
                self._labels.append(DocumentLabel(CATEGORY, self._label(entry)))
            else:
                self._tally.spans += 1
                self._span(entry)

    def _span(self, entry: Any) -> None:
        start = end = label = None
        given: dict[str, Any] = entry if isinstance(entry, dict) else {}
        if given:
            start, end, label = whole(given.get("start_offset")), whole(given.get("end_offset")), given.get("label")
        elif isinstance(entry, list) and len(entry) >= 3:
            start, end, label = whole(entry[0]), whole(entry[1]), entry[2]
        id = self._id(given.get(ID))
        named = self._label(label)
        if start is None or end is None:
            self._drop("span", named, NO_PLACE, id)
            return
        user = given.get("user")
        made = self._made.setdefault(str(user) if isinstance(user, (str, int)) else "", _Made())
        made.spans.append(Span(id, named, ((start, end),)))
        self._ids.add(id)
        self._count_left(given, OF_SPANS)

    def _relation(self, number: int, entry: Any) -> None:
        given: dict[str, Any] = entry if isinstance(entry, dict) else {}
        head, tail, id = str(given.get("from_id")), str(given.get("to_id")), str(given.get(ID, f"r{number}"))
        label = self._label(given.get("type"))
        self._count_left(given, OF_RELATIONS)
        for made in self._made.values():
            if {head, tail} <= {span.id for span in made.spans}:
                made.relations.append(Relation(id, label, head, tail))
                return
        self._drop("relation", label, NO_END, id)

    def _id(self, given: Any) -> str:
        """The file's own id where it is one, else the span's number; relations go by it."""
        id = str(given) if isinstance(given, (str, int)) else ""
        return id if id and id not in self._ids else f"s{len(self._ids) + 1}"

    def _label(self, given: Any) -> str:
        if isinstance(given, str):
            return given
        number = whole(given)
        if number is not None and number in self._file.names:
            return self._file.names[number]
        if number is not None:
            self._tally.ledger.change("import", "label", str(number), NUMBER, self._name)
        return "" if given is None else str(given)

    def _count_left(self, given: dict[str, Any], known: frozenset[str]) -> None:
        for key, value in given.items():
            if key not in known and value is not None:
                self._file.left[key] = self._file.left.get(key, 0) + 1

    def _drop(self, what: str, label: str, why: str, id: str) -> None:
        self._tally.ledger.drop("import", what, label, why, f"{self._name} {id}")


def _note(comments: Any) -> str | None:
    """The comments on a document as one note."""
    listed = comments if isinstance(comments, list) else [comments]
    texts = [entry.get("text") if isinstance(entry, dict) else entry for entry in listed]
    return "\n".join(text for text in texts if isinstance(text, str) and text) or None


def _name(record: Record, stem: str) -> str:
    id = record.value.get(ID)
    if given := name_of(record.value.get(DOCUMENT)):
        return given
    if isinstance(id, (str, int)) and name_of(str(id)):
        return f"{stem}-{id}"
    return f"{stem}-{record.line}" if record.line else stem
