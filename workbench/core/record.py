"""Records: a whole project as plain values, one a line of the project's own JSONL.

What the log keeps by item (spans, relations, zones, …) stands here in the log's own form, so that a record can be
written, read and stored without loss. Identities are UUIDs, moments milliseconds since 1970 in UTC.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

Number: TypeAlias = Annotated[int, Field(ge=0, le=2**53)]
Numbered: TypeAlias = tuple[Number, dict[str, Any]]
"""An item's number and its value, as the log writes it."""


class Record(BaseModel):
    """What every record has."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    v: Literal[1] = 1


class ProjectRecord(Record):
    """The project itself; ``history`` says whether the log follows."""

    type: Literal["project"] = "project"
    id: UUID
    name: str
    settings: dict[str, Any]
    schema_version: Number | None
    created_at: Number
    history: bool = False


class AnnotatorRecord(Record):
    """Somebody, a model, or the reserved ``gold``, who owns layers."""

    type: Literal["annotator"] = "annotator"
    id: UUID
    handle: str
    role: str
    kind: str
    active: bool


class SchemaRecord(Record):
    """One version of the schema."""

    type: Literal["schema"] = "schema"
    version: Number
    body: dict[str, Any]
    created_at: Number


class EntityRecord(Record):
    """An entry of the registry."""

    type: Literal["entity"] = "entity"
    id: UUID
    slug: str
    name: str
    kind: str | None
    aliases: tuple[str, ...]
    redirect: UUID | None


class BatchRecord(Record):
    """A file that was imported from elsewhere."""

    type: Literal["import_batch"] = "import_batch"
    id: UUID
    sha256: str
    format: str
    offset_unit: str
    name: str
    actor: UUID
    at: Number


class RunRecord(Record):
    """A run of a model or of patterns."""

    type: Literal["model_run"] = "model_run"
    id: UUID
    annotator: UUID
    round: Number
    name: str
    parameters: str
    at: Number


class TokensRecord(BaseModel):
    """What one tokenizer made of a document: lengths as :mod:`workbench.core.tokens` packs them, in base64."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fingerprint: str
    wide: bool
    lengths: str


class DocumentRecord(Record):
    """A document: its text, where it came from, its tokens, zones, split and near-duplicate cluster."""

    type: Literal["document"] = "document"
    id: UUID
    ordinal: Number
    name: str
    title: str | None
    source: str | None
    published: str | None
    published_as_printed: str | None
    category: str | None
    tag: str | None
    file: str | None
    file_sha256: str | None
    start: Number | None
    end: Number | None
    layout: str | None
    lang: str
    sha256: str
    fingerprint: str | None
    meta: str
    archived: bool
    added_at: Number
    text: str
    tokens: tuple[TokensRecord, ...]
    zones: tuple[Numbered, ...]
    splits: tuple[Numbered, ...]
    cluster: UUID | None


class DuplicateRecord(Record):
    """Two documents that are alike, the smaller id first."""

    type: Literal["duplicate"] = "duplicate"
    first: UUID
    second: UUID
    kind: Literal["exact", "near"]
    similarity: float


class DecisionRecord(BaseModel):
    """What the layer's owner thought of a suggestion."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    model_layer: UUID
    n: Number
    verdict: Literal["accepted", "rejected", "edited"]
    made: Number | None
    at: Number


class LayerRecord(Record):
    """A layer, with everything that stands in it; ``next`` is the number its next item gets."""

    type: Literal["layer"] = "layer"
    id: UUID
    document: UUID
    owner: UUID
    kind: str
    round: Annotated[int, Field(ge=1, le=2**31)]
    head: dict[str, Any]
    next: Annotated[int, Field(ge=1, le=2**53)]
    spans: tuple[Numbered, ...]
    relations: tuple[Numbered, ...]
    labels: tuple[Numbered, ...]
    decisions: tuple[DecisionRecord, ...] = ()
    import_batch: UUID | None = None
    model_run: UUID | None = None


class CommentRecord(Record):
    """A comment of a thread."""

    type: Literal["comment"] = "comment"
    thread: UUID
    n: Number
    value: dict[str, Any]


class SnapshotRecord(Record):
    """A name for a state of the project."""

    type: Literal["snapshot"] = "snapshot"
    id: UUID
    name: str
    commit_no: Number
    versions: str
    actor: UUID
    at: Number


class ExampleRecord(Record):
    """A stretch of a document that the guideline shows."""

    type: Literal["example"] = "example"
    id: UUID
    label: str
    kind: str
    document: UUID
    start: Number
    end: Number
    why: str
    added_by: UUID
    at: Number


class StreamRecord(Record):
    """A stream of the log and how far it has come."""

    type: Literal["stream"] = "stream"
    id: UUID
    kind: str
    rev: Number
    document: UUID | None


class EditRow(BaseModel):
    """A row of the log as it is stored."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    stream: UUID
    seq: Number
    format: Literal["put", "bulk"]
    forward: str
    inverse: str


class OperationRecord(Record):
    """One entry of the log."""

    type: Literal["operation"] = "operation"
    id: UUID
    actor: UUID
    at: Number
    commit_no: Number
    kind: str
    undoes: UUID | None
    edits: tuple[EditRow, ...]


AnyRecord: TypeAlias = (
    ProjectRecord
    | AnnotatorRecord
    | SchemaRecord
    | EntityRecord
    | BatchRecord
    | RunRecord
    | DocumentRecord
    | DuplicateRecord
    | LayerRecord
    | CommentRecord
    | SnapshotRecord
    | ExampleRecord
    | StreamRecord
    | OperationRecord
)

ADAPTER: TypeAdapter[AnyRecord] = TypeAdapter(Annotated[AnyRecord, Field(discriminator="type")])
"""Reads a record of any type from plain values."""
