"""Reading: lines of tasks to documents, each with what one annotator answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, Literal

from workbench.core.json import Json
from workbench.formats.exchange import Document, DocumentLabel, Fragment, Kind, Reading, Span
from workbench.formats.format import Refusal, Tally
from workbench.formats.jsonfile import Record, name_of, objects, whole
from workbench.formats.prodigy.choices import chosen, foreign_options
from workbench.formats.prodigy.marks import SKIPPED, Marks
from workbench.formats.source import Source

NAME: Final = "document"
"""The key under which our own tasks name their document."""
TAKEN: Final = frozenset({"text", "tokens", "spans", "relations", "answer", "accept", "options", "_annotator_id"})
_SESSION_BY_TIME: Final = re.compile(r"(.*-)?\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d")
"""A session that nobody named: Prodigy calls it after the time."""
_STATUS: Final[dict[str, Literal["done", "skipped"]]] = {"accept": "done", "reject": "done", "ignore": "skipped"}


def read_tasks(source: Source, tally: Tally) -> Iterator[Document]:
    """The documents of a file, a task each; what found no place is in the ledger once all are read."""
    left: dict[str, int] = {}
    for record in objects(source, tally):
        if why := _faulty(record.value):
            tally.refused.append(Refusal(source.name, record.line, why))
        else:
            yield _Task(source, record, tally, left).document()
    for key, n in sorted(left.items()):
        tally.ledger.change_many("import", "key of spans or tokens", key, "left out: it has no place here", n, ())


def _faulty(task: dict[str, Any]) -> str:
    """What makes a line no task at all; empty where nothing does."""
    for key in ("tokens", "spans", "relations", "options", "accept"):
        if not isinstance(task.get(key), (list, type(None))):
            return f"{key} is no list"
    return "" if isinstance(task.get("text"), (str, type(None))) else "its text is no text"


class _Task:
    """One line under way."""

    def __init__(self, source: Source, record: Record, tally: Tally, left: dict[str, int]) -> None:
        self._task: dict[str, Any] = record.value
        self._tally, self._left = tally, left
        self._name, self._named = _name(record, source.path.stem)

    def document(self) -> Document:
        tally, task = self._tally, self._task
        spans, relations = task.get("spans") or [], task.get("relations") or []
        tally.documents += 1
        tally.spans += len(spans)
        tally.relations += len(relations)
        answer = task.get("answer")
        answer = answer if isinstance(answer, str) else ""
        tokens = tuple(self._tokens())
        marks = Marks(self._name, answer, tokens, tally, self._left)
        read = marks.spans(spans, SKIPPED if answer == "ignore" and _binary(task) else "")
        annotator, kind = self._annotator(answer, read)
        labels = self._labels(answer, bool(spans))
        reading = Reading(annotator, kind, _STATUS.get(answer, ""), read, marks.relations(relations), labels)
        readings = () if reading == Reading() else (reading,)
        return Document(self._name, task.get("text"), readings, "codepoint", tokens=tokens, meta=self._meta(annotator))

    def _tokens(self) -> Iterator[Fragment]:
        for token in self._task.get("tokens") or ():
            start, end = (
                (whole(token.get(key)) for key in ("start", "end")) if isinstance(token, dict) else (None, None)
            )
            if start is None or end is None:
                self._left["token without a place"] = self._left.get("token without a place", 0) + 1
                continue
            if token.get("disabled"):
                self._left["disabled"] = self._left.get("disabled", 0) + 1
            yield start, end

    def _annotator(self, answer: str, spans: tuple[Span, ...]) -> tuple[str, Kind]:
        """Who answered; a task without an answer, all of whose spans one model proposed, is that model's."""
        models = {span_source(entry) for entry in self._task.get("spans") or ()}
        if not answer and spans and len(models) == 1 and (model := models.pop()):
            return model, "model"
        for key in ("_annotator_id", "_session_id"):
            given = self._task.get(key)
            if isinstance(given, (str, int)) and not _SESSION_BY_TIME.fullmatch(str(given)):
                return str(given), "gold" if given == "gold" else "human"
        return "", "human"

    def _labels(self, answer: str, has_spans: bool) -> tuple[DocumentLabel, ...]:
        """What was chosen of the options; or the one label that was asked for, where there are no spans."""
        task = self._task
        found = [*chosen(task.get("options") or (), task.get("accept") or ())]
        if isinstance(task.get("label"), str) and not has_spans:
            found.append(DocumentLabel("label", task["label"]))
        if answer == "reject" or answer == "ignore" and _binary(task):
            why = SKIPPED if answer == "ignore" else "rejected by the annotator: a document label cannot be"
            for label in found:
                self._tally.ledger.drop("import", "document label", label.value, why, self._name)
            return ()
        return tuple(found)

    def _meta(self, annotator: str) -> dict[str, Json]:
        """Everything else: the hashes, the session, and whatever the project put there."""
        out = {key: value for key, value in self._task.items() if key not in TAKEN}
        if isinstance(out.get("label"), str) and not self._task.get("spans"):
            del out["label"]
        if self._named:
            del out[NAME]
        if annotator and str(out.get("_session_id")) == annotator:
            del out["_session_id"]
        if options := foreign_options(self._task.get("options") or ()):
            out["options"] = options
        return out


def span_source(entry: Any) -> str:
    """The model that proposed a span; empty where none is named."""
    source = entry.get("source") if isinstance(entry, dict) else None
    return source if isinstance(source, str) else ""


def _binary(task: dict[str, Any]) -> bool:
    """Whether the question was whether a given mark is right, so that a mark passed over is nobody's."""
    if NAME in task:
        return False
    if isinstance(task.get("_is_binary"), bool):
        return bool(task["_is_binary"])
    view = task.get("_view_id")
    return not (isinstance(view, str) and (view.endswith("_manual") or view in ("relations", "blocks", "review")))


def _name(record: Record, stem: str) -> tuple[str, bool]:
    """The document's name, and whether the task itself gives it."""
    if given := name_of(record.value.get(NAME)):
        return given, True
    return (f"{stem}-{record.line}" if record.line else stem), False
