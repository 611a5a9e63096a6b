"""The project's own JSONL as one format among others: known by its first line, read as documents and readings.

Bringing it in goes another way (see the room ``ingest``), because it holds more than passes between tools.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from workbench.core.record import (
    AnnotatorRecord,
    DocumentRecord,
    EntityRecord,
    LayerRecord,
    ProjectRecord,
    SchemaRecord,
)
from workbench.core.schema import Schema, shown
from workbench.formats.exchange import Attributes, Document, DocumentLabel, Link, Reading, Relation, Span
from workbench.formats.format import ReadOptions, Tally
from workbench.formats.jsonl.proof import proven
from workbench.formats.jsonl.read import read_lines
from workbench.formats.source import Source

FIRST: Final = b'{"type":"project","v":'


class _Workbench:
    """The reader."""

    name = "workbench"
    title = "the project's own JSONL"

    def sniff(self, source: Source) -> float:
        """Whether the file begins as every export does."""
        return float(source.head().startswith(FIRST))

    def companions(self, source: Source) -> Iterable[str]:
        """None."""
        return ()

    def read(self, source: Source, tally: Tally, options: ReadOptions) -> Iterator[Document]:
        """Every document with its layers.

        Raises:
            Fault: for the first line that is wrong.
        """
        held = _Held()
        for record in proven(read_lines(io.BytesIO(source.read()), source.name), source.name):
            held.take(record)
        for id, document in held.documents.items():
            readings = tuple(held.reading(layer) for layer in held.layers.get(id, ()))
            tally.documents += 1
            tally.spans += sum(len(reading.spans) for reading in readings)
            tally.relations += sum(len(reading.relations) for reading in readings)
            meta = json.loads(document.meta)
            yield Document(document.name, document.text, readings, "codepoint", lang=document.lang, meta=meta)


@dataclass(slots=True)
class _Held:
    """What stands above a layer and gives its ids their names."""

    version: int | None = None
    schema: Schema | None = None
    handles: dict[UUID, str] = field(default_factory=dict)
    entities: dict[UUID, EntityRecord] = field(default_factory=dict)
    documents: dict[UUID, DocumentRecord] = field(default_factory=dict)
    layers: dict[UUID, list[LayerRecord]] = field(default_factory=dict)

    def take(self, record: Any) -> None:
        """Take in a record; those that say nothing of documents and layers are passed by."""
        if isinstance(record, ProjectRecord):
            self.version = record.schema_version
        elif isinstance(record, SchemaRecord) and record.version == self.version:
            self.schema = Schema.model_validate(record.body)
        elif isinstance(record, AnnotatorRecord):
            self.handles[record.id] = record.handle
        elif isinstance(record, EntityRecord):
            self.entities[record.id] = record
        elif isinstance(record, DocumentRecord):
            self.documents[record.id] = record
        elif isinstance(record, LayerRecord):
            self.layers.setdefault(record.document, []).append(record)

    def reading(self, layer: LayerRecord) -> Reading:
        """A layer by names."""
        values: dict[str, Any] = layer.head
        kind: Any = layer.kind
        return Reading(
            self.handles[layer.owner],
            kind,
            values["status"],
            tuple(self._span(n, value) for n, value in layer.spans),
            tuple(self._relation(n, value) for n, value in layer.relations),
            tuple(DocumentLabel(value["key"], value["value"]) for _, value in layer.labels),
            values["flag_note"],
        )

    def _span(self, n: int, value: dict[str, Any]) -> Span:
        return Span(
            str(n),
            value["label"] if self.schema is None else self.schema.label_name(value["label"]),
            tuple((start, end) for start, end in value["at"]),
            self._attributes(value),
            tuple(self._link(UUID(id)) for id in value.get("links", ())),
            value.get("note"),
            value.get("score"),
        )

    def _relation(self, n: int, value: dict[str, Any]) -> Relation:
        known = None if self.schema is None else self.schema.relations.get(value["label"])
        return Relation(
            str(n),
            shown(known, value["label"]),
            str(value["head"]),
            str(value["tail"]),
            self._attributes(value),
            value.get("note"),
            known is not None and known.symmetric,
        )

    def _link(self, id: UUID) -> Link:
        entry = self.entities.get(id)
        return Link(str(id)) if entry is None else Link(entry.slug, entry.name)

    def _attributes(self, value: dict[str, Any]) -> Attributes:
        return tuple((key, value) for key, value in value.get("attributes", ()))


FORMAT: Final = _Workbench()
