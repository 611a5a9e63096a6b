"""Writing: documents to tasks, a reading each, with tokens, because Prodigy's own views work on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from workbench.core.json import Json
from workbench.core.ledger import Ledger
from workbench.formats.exchange import Document, Fragment, Reading, Span
from workbench.formats.losses import RELATIONS, SPANS, give_up
from workbench.formats.prodigy.choices import offered
from workbench.formats.prodigy.reading import NAME, TAKEN
from workbench.formats.tokens import touching

INSIDE: Final = "starts or ends inside a token: Prodigy shows whole tokens"
NO_TOKENS: Final = "has no tokens: cut at white space"
NO_TOKEN: Final = "no token under it"
NO_MODEL: Final = "written as an annotator's: Prodigy knows a model by its spans alone"
UNANSWERED: Final = "written without an answer: when loaded, Prodigy takes it for accepted"
CLASH: Final = "a task has a key of this name of its own"
ANSWERS: Final = {"done": "accept", "skipped": "ignore"}


def tasks(document: Document, ledger: Ledger) -> Iterator[dict[str, Json]]:
    """The tasks of a document, one a reading; one without an answer where nobody has read it."""
    tokens = document.tokens
    if not tokens and (document.text or "").strip():
        tokens = tuple(found.span() for found in re.finditer(r"\S+", document.text or ""))
        ledger.change("documents", "document", "", NO_TOKENS, document.name)
    head = _head(document, ledger)
    for reading in document.readings or (Reading(),):
        yield {**head, **_Answer(document, reading, tokens, ledger).parts()}


def _head(document: Document, ledger: Ledger) -> dict[str, Json]:
    """The text, and what else is known of the document; keys that a task has of its own give way."""
    out: dict[str, Json] = {"text": document.text, NAME: document.name}
    for key, value in document.meta.items():
        if key == "options":
            continue
        if key in TAKEN or key in (NAME, "label"):
            ledger.change("documents", "meta", key, CLASH, document.name)
        else:
            out[key] = value
    return out


class _Answer:
    """One reading under way."""

    def __init__(self, document: Document, reading: Reading, tokens: tuple[Fragment, ...], ledger: Ledger) -> None:
        self._document, self._reading, self._tokens, self._ledger = document, reading, tokens, ledger
        self._model = reading.annotator if reading.kind == "model" else ""

    def parts(self) -> dict[str, Json]:
        """The keys that the reading adds to the task."""
        reading = self._reading
        out: dict[str, Json] = {}
        if reading.kind == "model" and not (self._model and reading.spans):
            self._ledger.change("documents", "model", reading.annotator, NO_MODEL, self._document.name)
        if reading.annotator and not (self._model and reading.spans):
            out["_annotator_id"] = reading.annotator
            out["_session_id"] = reading.annotator
        out["tokens"] = [self._token(i, start, end) for i, (start, end) in enumerate(self._tokens)]
        written = {span.id: value for span in reading.spans if (value := self._span(span)) is not None}
        out["spans"] = list(written.values())
        if relations := self._relations(written):
            out["relations"] = relations
        options, accepted = offered(reading.labels, self._document.meta.get("options"))
        if options:
            out |= {"options": options, "accept": accepted}
        if self._model:
            return out
        if reading.status in ANSWERS:
            out["answer"] = ANSWERS[reading.status]
        elif reading.status:
            self._ledger.change("documents", "status", reading.status, UNANSWERED, self._document.name)
        return out

    def _token(self, number: int, start: int, end: int) -> Json:
        text = self._document.text or ""
        return {"text": text[start:end], "start": start, "end": end, "id": number, "ws": text[end : end + 1] == " "}

    def _span(self, span: Span) -> dict[str, Json] | None:
        (start, end), *_ = span.fragments
        first, after = touching(self._tokens, start, end)
        if first == after:
            give_up(self._ledger, SPANS, "span", span.label, NO_TOKEN, self._where(span.id))
            return None
        if self._tokens[first][0] != start or self._tokens[after - 1][1] != end:
            self._ledger.change(SPANS, "span", span.label, INSIDE, self._where(span.id))
        out: dict[str, Json] = {"start": start, "end": end, "token_start": first, "token_end": after - 1}
        out["label"] = span.label
        if span.score is not None:
            out["score"] = span.score
        if self._model:
            out["source"] = self._model
        if span.rejected:
            out["answer"] = "reject"
        return out

    def _relations(self, spans: dict[str, dict[str, Json]]) -> list[Json]:
        """A relation stands between the last tokens of its spans, which are written out because two may end there."""
        out: list[Json] = []
        for relation in self._reading.relations:
            head, child = spans.get(relation.head), spans.get(relation.tail)
            if head is None or child is None:
                why = "an end of it was left out"
                give_up(self._ledger, RELATIONS, "relation", relation.label, why, self._where(relation.id))
                continue
            out.append(
                {
                    "head": head["token_end"],
                    "child": child["token_end"],
                    "head_span": head,
                    "child_span": child,
                    "label": relation.label,
                }
            )
        return out

    def _where(self, id: str) -> str:
        return f"{self._document.name} {id}"
