"""Identities: random where a thing is made by a person, derived where two laptops must agree."""

from __future__ import annotations

import os
import time
from uuid import UUID, uuid5

NAMESPACE = UUID("6f2a1e0c-9d57-4c39-8d35-0f6a6c1b7a11")
"""The namespace of every derived identity of this project's data; changing it would orphan old databases."""


def now_ms() -> int:
    """Milliseconds since 1970 in UTC."""
    return time.time_ns() // 1_000_000


def uuid7() -> UUID:
    """A time-ordered random identity (RFC 9562, version 7)."""
    raw = bytearray(now_ms().to_bytes(6, "big") + os.urandom(10))
    raw[6] = (raw[6] & 0x0F) | 0x70
    raw[8] = (raw[8] & 0x3F) | 0x80
    return UUID(bytes=bytes(raw))


def document_id(file_sha256: str, locator: str, text_sha256: str) -> UUID:
    """The identity of a document: the same raw file, place and text give the same id on every machine."""
    return uuid5(NAMESPACE, f"document\n{file_sha256}\n{locator}\n{text_sha256}")


def annotator_id(handle: str) -> UUID:
    """The identity of an annotator, from the handle alone."""
    return uuid5(NAMESPACE, f"annotator\n{handle}")


def layer_id(document: UUID, owner: UUID, kind: str, round_: int) -> UUID:
    """The identity of a layer: one per document, owner, kind and round, hence derivable."""
    return uuid5(NAMESPACE, f"layer\n{document}\n{owner}\n{kind}\n{round_}")


def stream_id(kind: str, key: str) -> UUID:
    """The identity of a stream that is not itself a row with an id (the schema, a document's own stream)."""
    return uuid5(NAMESPACE, f"stream\n{kind}\n{key}")
