"""Reading: tasks to documents, an annotation or prediction a reading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from workbench.core.fault import Fault
from workbench.core.json import Json
from workbench.formats.exchange import Document, Reading, Span
from workbench.formats.format import Refusal, Tally
from workbench.formats.jsonfile import Record, name_of, objects
from workbench.formats.labelstudio.config import DOCUMENT, Shown, shown_texts
from workbench.formats.labelstudio.places import TURN, Dialogue, Hypertext, Plain, Text
from workbench.formats.labelstudio.regions import Results, is_label
from workbench.formats.labelstudio.task import Task, Work, task_of
from workbench.formats.source import Source

MINIMAL: Final = "JSON_MIN has no relations, ids, predictions or cancelled work: export JSON instead"
DRAFT: Final = "a draft was never handed in"
ANNOTATION: Final = frozenset(
    {"id", "result", "completed_by", "was_cancelled", "skipped", "model_version", "score", "task", "project"}
)
"""The keys of an annotation that are read, or are nothing but numbers of its database."""
_ADDRESS: Final = re.compile(r"(\w+://|/data/|/)\S*")


def read_tasks(source: Source, tally: Tally) -> Iterator[Document]:
    """The documents of a file; what found no place is in the ledger once all are read."""
    left: dict[str, int] = {}
    config = shown_texts(source)
    for number, record in enumerate(objects(source, tally), 1):
        task = task_of(record.value)
        if task is None:
            tally.refused.append(Refusal(source.name, record.line, f"item {number} is no task"))
        else:
            yield _Reader(source, record, number, task, config, tally, left).document()
    for key, n in sorted(left.items()):
        tally.ledger.change_many("import", "key of annotations", key, "left out: it has no place here", n, ())


class _Reader:
    """One task under way."""

    def __init__(
        self, source: Source, record: Record, number: int, task: Task, config: dict[str, Shown], tally: Tally,
        left: dict[str, int],
    ) -> None:  # fmt: skip
        self._source, self._line, self._task = source, record.line, task
        self._config, self._tally, self._left = config, tally, left
        given = name_of(task.data.get(DOCUMENT))
        self._named = given is not None
        self._name = given or f"{source.path.stem}-{task.id or number}"

    def document(self) -> Document:
        """The document with its readings."""
        task, tally = self._task, self._tally
        tally.documents += 1
        for work in task.works:
            if not work.predicted:
                tally.spans += sum(is_label(result) for result in work.results)
                tally.relations += sum(result.get("type") == "relation" for result in work.results)
        if task.minimal:
            tally.ledger.change("import", "document", "", MINIMAL, self._name)
        if task.drafts:
            tally.ledger.drop_many("import", "draft", "", DRAFT, task.drafts, (self._name,))
        shown = self._shown_name()
        key, text = self._text(shown)
        readings = tuple(self._reading(work, text, shown) for work in task.works)
        meta = self._meta(key)
        return Document(self._name, text.text, readings, text.unit, sentences=text.sentences, meta=meta)

    # -- readings --------------------------------------------------------------------

    def _reading(self, work: Work, text: Text, shown: str | None) -> Reading:
        found = Results(self._name, text, shown, self._tally, self._left).read(work)
        for key, value in work.head.items():
            if key not in ANNOTATION and value not in (None, False, "", 0, [], {}):
                self._left[key] = self._left.get(key, 0) + 1
        relations, labels, note = tuple(found.relations), tuple(found.labels), "\n".join(found.notes) or None
        if work.predicted:
            name = work.head.get("model_version")
            spans = tuple(_scored(found.spans, work.head.get("score")))
            given = str(name) if isinstance(name, (str, int)) else ""
            return Reading(given, "model", "", spans, relations, labels, note)
        annotator = _annotator(work.head.get("completed_by"))
        cancelled = work.head.get("was_cancelled") or work.head.get("skipped")
        return Reading(
            annotator,
            "gold" if work.head.get("ground_truth") and annotator == "gold" else "human",
            "skipped" if cancelled else "done",
            tuple(found.spans),
            relations,
            labels,
            note,
        )

    # -- the text --------------------------------------------------------------------

    def _labels(self) -> list[dict[str, Any]]:
        return [result for work in self._task.works for result in work.results if is_label(result)]

    def _shown_name(self) -> str | None:
        """The control that shows the text which most regions lie in."""
        names = Counter(name for result in self._labels() if isinstance(name := result.get("to_name"), str))
        return names.most_common(1)[0][0] if names else None

    def _text(self, shown: str | None) -> tuple[str, Text]:
        """The key of the text in the data, and the text."""
        data, results = self._task.data, self._labels()
        turns = [key for key, value in data.items() if _is_dialogue(value)]
        key = self._key(shown, results)
        kinds = {str(result["type"]) for result in results} | {x.tag for x in self._config.values() if x.key == key}
        if key in turns or (not key and turns):
            key = key or turns[0]
            return key, Dialogue(data[key])
        value = data.get(key)
        paths = any(isinstance(result["value"].get("start"), str) for result in results)
        if isinstance(value, str) and (paths or kinds & {"hypertextlabels", "hypertext"}):
            return key, self._page(value)
        return key, Plain(value if isinstance(value, str) else None)

    def _page(self, html: str) -> Text:
        try:
            return Hypertext(html)
        except Fault as fault:
            self._tally.refused.append(Refusal(self._source.name, self._line, f"{self._name}: {fault.message}"))
            return Plain(None)

    def _key(self, shown: str | None, results: list[dict[str, Any]]) -> str:
        """Where in the data the text is: as the config says, a result, or the data itself; empty for nowhere."""
        data = self._task.data
        named = [self._config[shown].key] if shown in self._config else [one.key for one in self._config.values()]
        named += [str(result.get("source", "")).removeprefix("$") for result in results]
        named += [shown or "", "text"]
        for key in named:
            if isinstance(data.get(key), str) or _is_dialogue(data.get(key)):
                return key
        texts = [key for key, value in data.items() if isinstance(value, str) and not _ADDRESS.fullmatch(value)]
        return max(texts, key=lambda key: (_agreeing(data[key], results), len(data[key])), default="")

    def _meta(self, key: str) -> dict[str, Json]:
        """Everything else in the data; of a dialogue, all but what is said."""
        out = {name: value for name, value in self._task.data.items() if name != key}
        if self._named:
            del out[DOCUMENT]
        if key and _is_dialogue(self._task.data[key]):
            turns = self._task.data[key]
            out[key] = [{k: v for k, v in turn.items() if k not in TURN} for turn in turns if isinstance(turn, dict)]
        if self._task.meta:
            out["meta"] = self._task.meta
        return out


def _is_dialogue(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(turn, dict) for turn in value)


def _agreeing(text: str, results: Iterable[dict[str, Any]]) -> int:
    """How many regions have their own text inside a text."""
    return sum(isinstance(words := result["value"].get("text"), str) and words in text for result in results)


def _annotator(given: Any) -> str:
    """Who annotated: a number, or somebody with an address or a name."""
    if isinstance(given, dict):
        given = next((given[key] for key in ("email", "username", "id") if given.get(key)), "")
    return str(given) if isinstance(given, (str, int)) and not isinstance(given, bool) else ""


def _scored(spans: list[Span], score: Any) -> Iterator[Span]:
    """The spans with the score of the whole prediction, where none has one of its own."""
    alone = all(span.score is None for span in spans)
    number = isinstance(score, (int, float)) and not isinstance(score, bool)
    for span in spans:
        yield replace(span, score=float(score)) if alone and number else span
