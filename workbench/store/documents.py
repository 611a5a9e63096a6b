"""Documents: adding them, and reading one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from workbench.core.edit import DOCUMENT, SPLIT, ZONE, Change, Edit, Operation
from workbench.core.fault import Fault
from workbench.core.ids import now_ms
from workbench.core.json import Json, JsonObject, canonical, sha256
from workbench.core.tokens import Tokens
from workbench.core.zone import Zone
from workbench.store.commit import Committed, write
from workbench.store.connection import Connection, Row, as_uuid
from workbench.store.library import LibraryRow, count, library_page
from workbench.store.places import place, set_place
from workbench.store.shelf import next_todo
from workbench.store.streams import Head, add, document_stream, revs

__all__ = [
    "Added", "DocumentInfo", "LibraryRow", "NewDocument", "add_documents", "archive", "count", "document", "info",
    "infos", "library_page", "next_todo", "place", "searchable", "set_place", "text", "tokens", "zones",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document on its way in.

    ``start`` and ``end`` are code-point offsets in the decoded raw file, None where the text has no one place in it;
    ``tokens`` and ``wide`` are what :func:`workbench.core.tokens.encode` packed; ``lexemes`` an opaque cache.
    """

    id: UUID
    name: str
    text: str
    lang: str
    tokens: bytes
    wide: bool
    n_tokens: int
    fingerprint: str
    title: str | None = None
    source: str | None = None
    published: str | None = None
    published_as_printed: str | None = None
    category: str | None = None
    tag: str | None = None
    file: str | None = None
    file_sha256: str | None = None
    start: int | None = None
    end: int | None = None
    layout: str | None = None
    lexemes: bytes | None = None
    zones: tuple[Zone, ...] = ()
    split: str | None = None
    archived: bool = False
    meta: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one document: added, or there already (then under which name)."""

    id: UUID
    name: str
    added: bool


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A document without its text; ``order`` is its place in the project, ``start`` and ``end`` are in the raw file."""

    id: UUID
    order: int
    name: str
    title: str | None
    source: str | None
    published: str | None
    published_as_printed: str | None
    category: str | None
    tag: str | None
    file: str | None
    file_sha256: str | None
    start: int | None
    end: int | None
    layout: str | None
    lang: str
    sha256: str
    n_chars: int
    n_tokens: int
    fingerprint: str | None
    meta: Mapping[str, Json]
    archived: bool
    added_at: int


_COLUMNS = (
    "id, ordinal, name, title, source, published, published_as_printed, category, tag, file, file_sha256, start, "
    '"end", layout, lang, sha256, n_chars, n_tokens, fingerprint, meta, archived, added_at'
)
_FIELDS = _COLUMNS.replace('"', "").split(", ")


# -- adding --------------------------------------------------------------------


def add_documents(connection: Connection, documents: Sequence[NewDocument], actor: UUID) -> list[Added]:
    """Add documents that are not there yet, as one operation of the log.

    Returns:
        What became of each, in order; one that is named twice is added once.

    Raises:
        Refused: where the actor is not an annotator of the project.
        Fault: where a text holds what the database can't keep (NUL) or a zone lies outside it.
    """
    known = {
        as_uuid(id): name
        for id, name in connection.among(
            "SELECT id, name FROM document WHERE id IN ({values})", {d.id for d in documents}
        )
    }
    fresh: dict[UUID, NewDocument] = {}
    outcome: list[Added] = []
    for new in documents:
        outcome.append(Added(new.id, known.get(new.id, new.name), new.id not in known))
        if new.id not in known:
            fresh[new.id] = new
            known[new.id] = new.name
    if fresh:
        _insert(connection, list(fresh.values()))
        changes = [change for new in fresh.values() for change in _first_changes(new)]
        write(connection, Operation(actor, "ingest", tuple(changes)), {})
    return outcome


def _insert(connection: Connection, documents: Sequence[NewDocument]) -> None:
    """Write the rows that never change."""
    order = int(connection.value("SELECT coalesce(max(ordinal), 0) FROM document"))
    now = now_ms()
    connection.many(
        f"INSERT INTO document ({_COLUMNS}, search) VALUES ({', '.join(f':{name}' for name in _FIELDS)}, :search)",
        (_row(new, order + k, now) for k, new in enumerate(documents, 1)),
    )
    connection.many(
        "INSERT INTO document_text (document_id, n_chars, body) VALUES (:id, :n, :body)",
        ({"id": d.id, "n": len(d.text), "body": d.text} for d in documents),
    )
    connection.many(
        "INSERT INTO tokenization (document_id, fingerprint, n_tokens, wide, tokens) "
        "VALUES (:id, :fingerprint, :n, :wide, :tokens)",
        (
            {"id": d.id, "fingerprint": d.fingerprint, "n": d.n_tokens, "wide": d.wide, "tokens": d.tokens}
            for d in documents
        ),
    )
    connection.many(
        "INSERT INTO lexeme_cache (document_id, fingerprint, ids) VALUES (:id, :fingerprint, :ids)",
        ({"id": d.id, "fingerprint": d.fingerprint, "ids": d.lexemes} for d in documents if d.lexemes is not None),
    )
    add(connection, (Head(document_stream(d.id), "document", 0, d.id) for d in documents))


def _row(new: NewDocument, order: int, now: int) -> dict[str, Any]:
    row = {name: getattr(new, name) for name in _FIELDS if hasattr(new, name)}
    return row | {
        "search": searchable(new.name, new.title, new.source, new.published, new.category, new.tag),
        "ordinal": order, "sha256": sha256(new.text), "n_chars": len(new.text), "meta": canonical(new.meta),
        "archived": False, "added_at": now,
    }  # fmt: skip


def searchable(*words: str | None) -> str:
    """What the library's filter looks through: name, title, source, date, category and tag, case folded."""
    return "\n".join(word for word in words if word).casefold()


def _first_changes(new: NewDocument) -> list[Change]:
    stream = document_stream(new.id)
    edits = [Edit(DOCUMENT, 0, None, {"archived": new.archived})]
    for n, zone in enumerate(sorted(new.zones), 1):
        edits.append(Edit(ZONE, n, None, {"start": zone.start, "end": zone.end, "kind": zone.kind}))
    if new.split is not None:
        edits.append(Edit(SPLIT, 0, None, {"part": new.split}))
    return [Change(stream, edit) for edit in edits]


def archive(connection: Connection, document: UUID, actor: UUID, archived: bool = True) -> Committed:
    """Take a document out of the way, or back; it is never deleted.

    Raises:
        Refused: where the actor is neither curator nor lead, or it is archived (or not) already.
    """
    stream = document_stream(document)
    edit = Edit(DOCUMENT, 0, {"archived": not archived}, {"archived": archived})
    kind = "archive" if archived else "unarchive"
    return write(connection, Operation(actor, kind, (Change(stream, edit),)), revs(connection, [stream]))


# -- reading -------------------------------------------------------------------


def document(connection: Connection, key: UUID | str) -> DocumentInfo:
    """The document of an id, or of a name, an order number or the unambiguous beginning of a name or id.

    Raises:
        Fault: where there is none, or several.
    """
    found = [info(connection, key)] if isinstance(key, UUID) else _named(connection, key)
    if len(found) > 1:
        raise Fault(f"{key} stands for {len(found)} documents", "Give its order number, or more of its name or id")
    if not found or found[0] is None:
        raise Fault(f"There is no document {key}", "`workbench documents` lists them")
    return found[0]


def info(connection: Connection, id: UUID) -> DocumentInfo | None:
    """The document of this id; None where there is none."""
    row = connection.row(f"SELECT {_COLUMNS} FROM document WHERE id = :id", {"id": id})
    return None if row is None else _info(row)


def infos(connection: Connection, ids: Sequence[UUID]) -> list[DocumentInfo]:
    """The documents of these ids, in their order; unknown ids are left out."""
    rows = connection.among(f"SELECT {_COLUMNS} FROM document WHERE id IN ({{values}})", ids)
    found = {one.id: one for one in map(_info, rows)}
    return [found[id] for id in ids if id in found]


def _named(connection: Connection, key: str) -> list[DocumentInfo | None]:
    """Documents a word may stand for, by the closest way of naming that finds any."""
    if not key:
        return []
    try:
        return [found] if (found := info(connection, UUID(key))) else []
    except ValueError:
        pass
    select = f"SELECT {_COLUMNS} FROM document WHERE "
    for condition, parameters in (
        ("name = :key", {"key": key}),
        ("ordinal = :order", {"order": int(key) if key.isascii() and key.isdigit() and len(key) < 10 else -1}),
        ("name >= :key AND name < :after", {"key": key, "after": key + "\U0010ffff"}),
    ):
        rows = connection.rows(select + condition + " LIMIT 20", parameters)
        if rows:
            return [_info(row) for row in rows]
    return _by_id_prefix(connection, key)


def _by_id_prefix(connection: Connection, key: str) -> list[DocumentInfo | None]:
    digits = key.replace("-", "").lower()
    if len(digits) < 4 or any(c not in "0123456789abcdef" for c in digits):
        return []
    span = {"low": UUID(digits.ljust(32, "0")), "high": UUID(digits.ljust(32, "f"))}
    rows = connection.rows(f"SELECT {_COLUMNS} FROM document WHERE id BETWEEN :low AND :high LIMIT 20", span)
    return [_info(row) for row in rows]


def text(connection: Connection, id: UUID) -> str:
    """A document's text, verbatim.

    Raises:
        Fault: where there is no such document.
    """
    body = connection.value("SELECT body FROM document_text WHERE document_id = :id", {"id": id})
    if body is None:
        raise Fault("There is no such document", "`workbench documents` lists them")
    return str(body)


def tokens(connection: Connection, id: UUID, fingerprint: str | None = None) -> Tokens:
    """A document's tokens, as its own tokenizer (or the one named) cut them.

    Raises:
        Fault: where there are none.
    """
    row = connection.row(
        "SELECT t.tokens, t.wide FROM tokenization t JOIN document d ON d.id = t.document_id "
        "WHERE t.document_id = :id AND t.fingerprint = coalesce(:fingerprint, d.fingerprint)",
        {"id": id, "fingerprint": fingerprint},
    )
    if row is None:
        raise Fault("The document has no such tokens")
    return Tokens.decode(row[0], bool(row[1]))


def zones(connection: Connection, id: UUID) -> list[Zone]:
    """A document's skip zones in text order."""
    rows = connection.rows(
        'SELECT start, "end", kind FROM zone WHERE document_id = :id ORDER BY start, "end", kind', {"id": id}
    )
    return [Zone(*row) for row in rows]


def _info(row: Row) -> DocumentInfo:
    values = dict(zip(_FIELDS, row, strict=True))
    values["order"] = values.pop("ordinal")
    values |= {"id": as_uuid(values["id"]), "meta": json.loads(values["meta"]), "archived": bool(values["archived"])}
    return DocumentInfo(**values)
