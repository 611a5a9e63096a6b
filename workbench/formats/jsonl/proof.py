"""The proof: that a file's records fit together, before anything is stored."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from pydantic import ValidationError

from workbench.core.fault import Fault
from workbench.core.ids import annotator_id, layer_id
from workbench.core.json import sha256
from workbench.core.layer import KINDS, STATUSES, LayerHead
from workbench.core.record import (
    AnnotatorRecord,
    AnyRecord,
    BatchRecord,
    CommentRecord,
    DocumentRecord,
    EntityRecord,
    LayerRecord,
    RunRecord,
    SchemaRecord,
)
from workbench.core.relation import DocumentLabel, Relation
from workbench.core.schema import Schema
from workbench.core.span import Span
from workbench.core.tokens import Tokens
from workbench.formats.jsonl.read import CURE


def proven(lines: Iterable[tuple[int, AnyRecord]], name: str) -> Iterator[AnyRecord]:
    """The records, each after the proof that it is sound and points only to what stands above it.

    Raises:
        Fault: with file and line, for the first that does not.
    """
    seen = _Seen()
    for number, record in lines:
        try:
            _PROOFS.get(type(record), _nothing)(seen, record)
        except _Wrong as wrong:
            raise Fault(f"{name} line {number}: {wrong}", CURE) from None
        except (KeyError, TypeError, ValueError, AttributeError, NotBase64) as error:
            raise Fault(f"{name} line {number}: is not well formed ({type(error).__name__})", CURE) from None
        yield record


class _Wrong(Exception):
    """What is wrong with a record, in words."""


@dataclass(slots=True)
class _Seen:
    """The ids that stand above, and the lengths of documents."""

    annotators: set[UUID] = field(default_factory=set)
    entities: set[UUID] = field(default_factory=set)
    batches: set[UUID] = field(default_factory=set)
    runs: set[UUID] = field(default_factory=set)
    schemas: set[int] = field(default_factory=set)
    documents: dict[UUID, int] = field(default_factory=dict)
    layers: set[UUID] = field(default_factory=set)


def _nothing(seen: _Seen, record: Any) -> None:
    """Nothing to prove."""


def _annotator(seen: _Seen, record: AnnotatorRecord) -> None:
    _must(record.id == annotator_id(record.handle), "the id is not the handle's")
    _new(record.id, seen.annotators, "annotator")


def _schema(seen: _Seen, record: SchemaRecord) -> None:
    try:
        Schema.model_validate(record.body)
    except ValidationError:
        raise _Wrong("the schema is not one; check it with `workbench schema check`") from None
    _new(record.version, seen.schemas, "version of the schema")


def _entity(seen: _Seen, record: EntityRecord) -> None:
    _new(record.id, seen.entities, "entity")


def _batch(seen: _Seen, record: BatchRecord) -> None:
    _new(record.id, seen.batches, "import batch")


def _run(seen: _Seen, record: RunRecord) -> None:
    _new(record.id, seen.runs, "model run")


def _document(seen: _Seen, record: DocumentRecord) -> None:
    _must(record.id not in seen.documents, "the document stands above already")
    _must("\0" not in record.text, "the text holds a NUL character")
    _must(sha256(record.text) == record.sha256, "the text is not what its hash says")
    _must((record.start is None) == (record.end is None), "it has a start and no end, or an end and no start")
    length = len(record.text)
    for tokens in record.tokens:
        blob = b64decode(tokens.lengths, validate=True)
        found = Tokens.decode(blob, tokens.wide)
        _must(len(blob) == len(found) * (4 if tokens.wide else 2), "the tokens are not well formed")
        _must(not found or found.ends[-1] <= length, "the tokens reach past the text")
    for _, zone in record.zones:
        _must(0 <= zone["start"] < zone["end"] <= length and isinstance(zone["kind"], str), "a zone is not in the text")
    seen.documents[record.id] = length


def _layer(seen: _Seen, record: LayerRecord) -> None:
    _must(record.document in seen.documents, "its document does not stand above")
    _must(record.owner in seen.annotators, "its owner does not stand above")
    _must(record.kind in KINDS, "there is no such kind of layer")
    _must(record.id == layer_id(record.document, record.owner, record.kind, record.round), "the id is not the layer's")
    _new(record.id, seen.layers, "layer")
    _must(record.import_batch is None or record.import_batch in seen.batches, "its import batch does not stand above")
    _must(record.model_run is None or record.model_run in seen.runs, "its model run does not stand above")
    head = LayerHead.from_json(record.head)
    _must(head.status in STATUSES, "there is no such status")
    _must(head.schema is None or head.schema in seen.schemas, "its version of the schema does not stand above")
    _items(seen, record)


def _items(seen: _Seen, record: LayerRecord) -> None:
    length = seen.documents[record.document]
    spans = {n: Span.from_json(n, value) for n, value in record.spans}
    relations = [Relation.from_json(n, value) for n, value in record.relations]
    labels = [DocumentLabel.from_json(n, value) for n, value in record.labels]
    numbers = [n for items in (record.spans, record.relations, record.labels) for n, _ in items]
    _must(len(set(numbers)) == len(numbers), "a number stands twice")
    _must(not numbers or (min(numbers) > 0 and max(numbers) < record.next), "the next number is used already")
    for span in spans.values():
        _must(span.start >= 0 and span.end <= length, f"span {span.n} reaches past the text")
        _must(seen.entities.issuperset(span.links), f"a link of span {span.n} does not stand above")
        _must(len(set(span.links)) == len(span.links), f"span {span.n} has a link twice")
    for relation in relations:
        _must(relation.head in spans and relation.tail in spans, f"relation {relation.n} points to no span")
    _must(all(isinstance(x.key, str) and isinstance(x.value, str) for x in labels), "a document label is no text")


def _comment(seen: _Seen, record: CommentRecord) -> None:
    value = record.value
    _must(UUID(value["document"]) in seen.documents, "its document does not stand above")
    _must(UUID(value["author"]) in seen.annotators, "its author does not stand above")
    _must(value["layer"] is None or UUID(value["layer"]) in seen.layers, "its layer does not stand above")


def _must(holds: bool, told: str) -> None:
    if not holds:
        raise _Wrong(told)


def _new(id_: Any, seen: set[Any], what: str) -> None:
    _must(id_ not in seen, f"the {what} stands above already")
    seen.add(id_)


_PROOFS: Final[Mapping[type[Any], Callable[[_Seen, Any], None]]] = {
    AnnotatorRecord: _annotator,
    SchemaRecord: _schema,
    EntityRecord: _entity,
    BatchRecord: _batch,
    RunRecord: _run,
    DocumentRecord: _document,
    LayerRecord: _layer,
    CommentRecord: _comment,
}
