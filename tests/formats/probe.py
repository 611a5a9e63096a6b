"""A format for tests: one document a line, in the very shape of what passes between formats and the project.

``{"name", "text", "unit"?, "meta"?, "rebuilt"?, "readings": [{"annotator"?, "kind"?, "status"?, "note"?,
"spans": [[id, label, [[start, end], …], {…}?]], "relations": [[id, label, head, tail, {…}?]],
"labels": [[key, value]]}]}``; a file may have a companion of its name with ``.side`` behind it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from workbench.core.fault import Fault
from workbench.core.ledger import Ledger
from workbench.formats.capability import Capability
from workbench.formats.exchange import Document, DocumentLabel, Link, Reading, Relation, Span
from workbench.formats.format import ReadOptions, Refusal, Sink, Tally, WriteOptions
from workbench.formats.source import Source


class Probe:
    """The format."""

    name = "probe"
    title = "a format for tests"
    suffix = ".probe"
    capability = Capability(
        text="yes", subtoken="yes", blanks="yes", overlap="yes", same="yes", discontinuous="yes", attributes="yes",
        links="yes", relations="yes", relation_attributes="yes", symmetric="yes", labels="yes", notes="yes",
        annotators="yes", status="yes", scores="yes", meta="yes",
    )  # fmt: skip

    def sniff(self, source: Source) -> float:
        return 1.0 if source.head().lstrip().startswith(b'{"name"') else 0.0

    def companions(self, source: Source) -> Iterable[str]:
        return [f"{source.path.name}.side"]

    def read(self, source: Source, tally: Tally, options: ReadOptions) -> Iterator[Document]:
        for number, line in enumerate(source.read().decode().split("\n"), 1):
            if not line:
                continue
            try:
                value = json.loads(line)
            except ValueError:
                tally.refused.append(Refusal(source.name, number, "is not JSON"))
                continue
            if value.get("hopeless"):
                raise Fault(f"{source.name} is hopeless", "Give up")
            document = document_of(value)
            tally.documents += 1
            tally.spans += sum(len(reading.spans) for reading in document.readings)
            tally.relations += sum(len(reading.relations) for reading in document.readings)
            for what in value.get("lost", ()):
                tally.ledger.drop("import", what, "", "cannot be carried", document.name)
            yield document

    def write(self, documents: Iterable[Document], sink: Sink, options: WriteOptions, ledger: Ledger) -> None:
        with sink.file("out.probe") as file:
            for document in documents:
                file.write((line_of(document) + "\n").encode())


def document_of(value: dict[str, Any]) -> Document:
    """A line's document."""
    readings = tuple(_reading(one) for one in value.get("readings", ()))
    return Document(
        value["name"], value["text"], readings, value.get("unit", ""), value.get("rebuilt", False),
        meta=value.get("meta", {}),
    )  # fmt: skip


def _reading(value: dict[str, Any]) -> Reading:
    return Reading(
        value.get("annotator", ""), value.get("kind", "human"), value.get("status", ""),
        tuple(_span(*one) for one in value.get("spans", ())),
        tuple(_relation(*one) for one in value.get("relations", ())),
        tuple(DocumentLabel(*one) for one in value.get("labels", ())),
        value.get("note"),
    )  # fmt: skip


def _span(id: str, label: str, fragments: Any, more: dict[str, Any] | None = None) -> Span:
    more = dict(more or {})
    links = tuple(Link(*one) for one in more.pop("links", ()))
    attributes = tuple((key, value) for key, value in more.pop("attributes", ()))
    return Span(id, label, tuple((a, b) for a, b in fragments), attributes, links, **more)


def _relation(id: str, label: str, head: str, tail: str, more: dict[str, Any] | None = None) -> Relation:
    more = dict(more or {})
    return Relation(id, label, head, tail, tuple((k, v) for k, v in more.pop("attributes", ())), **more)


def line_of(document: Document) -> str:
    """A document as its line."""
    readings = [
        {
            "annotator": reading.annotator,
            "kind": reading.kind,
            "status": reading.status,
            "note": reading.note,
            "spans": [_span_line(span) for span in reading.spans],
            "relations": [
                [
                    r.id,
                    r.label,
                    r.head,
                    r.tail,
                    {"attributes": list(r.attributes), "note": r.note, "symmetric": r.symmetric},
                ]
                for r in reading.relations
            ],
            "labels": [[label.key, label.value] for label in reading.labels],
        }
        for reading in document.readings
    ]
    return json.dumps(
        {
            "name": document.name, "text": document.text, "unit": document.unit, "meta": dict(document.meta),
            "readings": readings,
        }
    )  # fmt: skip


def _span_line(span: Span) -> list[Any]:
    more = {
        "attributes": list(span.attributes),
        "links": [[link.id, link.name] for link in span.links],
        "note": span.note,
        "score": span.score,
    }
    return [span.id, span.label, list(span.fragments), more]


FORMAT = Probe()
