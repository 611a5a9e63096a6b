"""Arriving: a document's record as the store takes new documents."""

from __future__ import annotations

import json
from base64 import b64decode

from workbench.core.fault import Fault
from workbench.core.record import DocumentRecord
from workbench.core.tokens import Tokens
from workbench.core.zone import Zone
from workbench.store.documents import NewDocument


def new_document(record: DocumentRecord) -> NewDocument:
    """The document with its own tokenizer's tokens.

    Raises:
        Fault: where it has none.
    """
    tokens = next((t for t in record.tokens if t.fingerprint == record.fingerprint), None)
    if tokens is None:
        raise Fault(f"The document {record.name} has no tokens", "Export it again")
    blob = b64decode(tokens.lengths)
    return NewDocument(
        id=record.id,
        name=record.name,
        text=record.text,
        lang=record.lang,
        tokens=blob,
        wide=tokens.wide,
        n_tokens=len(Tokens.decode(blob, tokens.wide)),
        fingerprint=tokens.fingerprint,
        title=record.title,
        source=record.source,
        published=record.published,
        published_as_printed=record.published_as_printed,
        category=record.category,
        tag=record.tag,
        file=record.file,
        file_sha256=record.file_sha256,
        start=record.start,
        end=record.end,
        layout=record.layout,
        zones=tuple(Zone(zone["start"], zone["end"], zone["kind"]) for _, zone in record.zones),
        split=None,
        archived=record.archived,
        meta=json.loads(record.meta),
    )
