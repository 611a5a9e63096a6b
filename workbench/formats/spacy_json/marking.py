"""Marking: what spaCy's shapes have in common, spans as [start, end, label] and categories with their values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from workbench.formats.exchange import Document, DocumentLabel, Fragment, Link, Reading, Span
from workbench.formats.format import Refusal, Tally
from workbench.formats.jsonfile import whole
from workbench.formats.source import Source

CATEGORY: Final = "category"
"""The key under which spaCy's categories become document labels."""
TAKEN: Final = 0.5
"""The value from which a category holds."""
DEFAULT_GROUP: Final = "sc"
"""The group of spans that spaCy's own components use, whose name tells nothing."""


@dataclass(slots=True)
class Marking:
    """Gathers one document; everything faulty goes to the tally."""

    source: Source
    line: int
    name: str
    tally: Tally
    spans: list[Span] = field(default_factory=list)
    labels: list[DocumentLabel] = field(default_factory=list)

    def span(self, start: Any, end: Any, label: Any, link: Any = None) -> None:
        """Take in a span; ``link`` is an id of a knowledge base, or nothing."""
        first, last = whole(start), whole(end)
        if first is None or last is None or not isinstance(label, str):
            self.refuse("a span is not start, end and label")
            return
        links = (Link(link),) if isinstance(link, str) and link not in ("", "NIL") else ()
        self.tally.spans += 1
        self.spans.append(Span(str(len(self.spans) + 1), label, ((first, last),), links=links))

    def triples(self, items: Any) -> None:
        """Take in a list of [start, end, label], or [start, end, label, link]."""
        for item in self.listed(items):
            if isinstance(item, (list, tuple)) and 3 <= len(item) <= 4:
                self.span(*item)
            else:
                self.refuse("a span is not start, end and label")

    def objects(self, items: Any) -> None:
        """Take in a list of {start, end, label, kb_id}."""
        for item in self.listed(items):
            if isinstance(item, Mapping):
                self.span(item.get("start"), item.get("end"), item.get("label"), item.get("kb_id"))
            else:
                self.refuse("a span is no object")

    def group(self, name: str) -> None:
        """Book that spans stand in a named group."""
        if name != DEFAULT_GROUP:
            why = "the name of its group is not kept"
            self.tally.ledger.change("import", "span", name, why, self.name)

    def categories(self, values: Any) -> None:
        """Take in categories, {label: value} or [{label, value}]."""
        if isinstance(values, list):
            pairs = [(one.get("label"), one.get("value")) for one in values if isinstance(one, Mapping)]
            values = {label: value for label, value in pairs if isinstance(label, str)}
        if not isinstance(values, Mapping):
            if values:
                self.refuse("its categories are no object")
            return
        for label, value in values.items():
            self._category(str(label), value)

    def refuse(self, why: str) -> None:
        """Refuse a part of the document."""
        self.tally.refused.append(Refusal(self.source.name, self.line, f"{self.name}: {why}"))

    def lose(self, what: str, label: str, why: str) -> None:
        """Book what cannot be handed on."""
        self.tally.ledger.drop("import", what, label, why, self.name)

    def listed(self, value: Any) -> Iterable[Any]:
        """A list's items; anything else but nothing is refused."""
        if isinstance(value, (list, tuple)):
            return value
        if value is not None:
            self.refuse("a list of spans is no list")
        return ()

    def document(
        self,
        text: str,
        *,
        tokens: Iterable[Fragment] = (),
        sentences: Iterable[Fragment] = (),
        rebuilt: bool = False,
        meta: Mapping[str, Any] | None = None,
    ) -> Document:
        """The document with what was gathered."""
        self.tally.documents += 1
        reading = Reading(spans=tuple(self.spans), labels=tuple(self.labels))
        return Document(
            self.name,
            text,
            (reading,),
            "codepoint",
            rebuilt,
            tokens=tuple(tokens),
            sentences=tuple(sentences),
            meta=meta or {},
        )

    def _category(self, label: str, value: Any) -> None:
        if isinstance(value, bool):
            value = float(value)
        if not isinstance(value, (int, float)):
            self.refuse("the value of a category is no number")
            return
        if value not in (0, 1):
            why = f"a category holds from {TAKEN}; how surely is not kept"
            self.tally.ledger.change("import", "document label", label, why, self.name)
        if value >= TAKEN:
            self.labels.append(DocumentLabel(CATEGORY, label))


def names(stem: str) -> Iterator[str]:
    """Names of documents that have none: the file's, numbered."""
    n = 0
    while True:
        n += 1
        yield f"{stem}-{n}"
