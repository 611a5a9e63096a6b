"""Comments: threads about a document or a stretch of it, one stream each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from workbench.core.edit import COMMENT, Change, Edit, Operation, Refused
from workbench.core.ids import now_ms, uuid7
from workbench.store.access import visible_layers
from workbench.store.connection import Connection, as_uuid
from workbench.store.present import comment_of
from workbench.store.streams import revs


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment, anchored to offsets of the document or to none, about a layer or the document itself.

    ``handle`` is its author's; it is filled where comments are read.
    """

    thread: UUID
    n: int
    document: UUID
    layer: UUID | None
    start: int | None
    end: int | None
    author: UUID
    at: int
    body: str
    resolved: bool = False
    handle: str = ""

    def to_json(self) -> dict[str, Any]:
        """The comment without thread and number: the form of the log."""
        return {
            "document": str(self.document),
            "layer": None if self.layer is None else str(self.layer),
            "start": self.start,
            "end": self.end,
            "author": str(self.author),
            "at": self.at,
            "body": self.body,
            "resolved": self.resolved,
        }

    @classmethod
    def from_json(cls, thread: UUID, n: int, value: Mapping[str, Any]) -> Comment:
        """The comment that :meth:`to_json` wrote."""
        layer = value["layer"]
        return cls(
            thread, n, UUID(value["document"]), None if layer is None else UUID(layer), value["start"], value["end"],
            UUID(value["author"]), value["at"], value["body"], value["resolved"],
        )  # fmt: skip


def comments_of(connection: Connection, viewer: UUID, document: UUID) -> list[Comment]:
    """The comments on a document that the viewer may see: their own, and those on layers they may see or on none."""
    visible = {layer.id for layer in visible_layers(connection, viewer, document)}
    found = all_of(connection, document)
    return [c for c in found if c.layer is None or c.layer in visible or c.author == viewer]


def all_of(connection: Connection, document: UUID) -> list[Comment]:
    """Every comment on a document, by place, thread and number."""
    rows = connection.rows(
        'SELECT c.thread_id, c.n, a.handle, c.document_id, c.layer_id, c.start, c."end", c.author_id, c.at, c.body, '
        "c.resolved FROM comment c JOIN annotator a ON a.id = c.author_id "
        "WHERE c.document_id = :document ORDER BY coalesce(c.start, -1), c.thread_id, c.n",
        {"document": document},
    )
    return [
        replace(Comment.from_json(as_uuid(thread), n, comment_of(tuple(row))), handle=handle)
        for thread, n, handle, *row in rows
    ]


# -- operations (saved with workbench.store.commit; seen: see workbench.store.streams.revs) ------------------------


def start(
    document: UUID, author: UUID, body: str, at: tuple[int, int] | None = None, layer: UUID | None = None
) -> Operation:
    """The operation that starts a thread, on a stretch of the document where one is given.

    Raises:
        Refused: where there is nothing said.
    """
    first, end = at if at is not None else (None, None)
    return _say(Comment(uuid7(), 1, document, layer, first, end, author, now_ms(), _said(body)))


def reply(connection: Connection, to: Comment, author: UUID, body: str) -> Operation:
    """The operation that answers in a thread.

    Raises:
        Refused: where there is nothing said.
    """
    last = connection.value("SELECT max(n) FROM comment WHERE thread_id = :thread", {"thread": to.thread})
    rev = revs(connection, [to.thread])[to.thread]
    n = max(int(last or 0), rev) + 1
    return _say(replace(to, n=n, author=author, at=now_ms(), body=_said(body), resolved=False))


def resolve(comment: Comment, actor: UUID, resolved: bool = True) -> Operation:
    """The operation that marks a comment resolved, or open again."""
    return _put(actor, "resolve comment", comment, replace(comment, resolved=resolved))


def rewrite(comment: Comment, actor: UUID, body: str) -> Operation:
    """The operation that changes what a comment says."""
    return _put(actor, "change comment", comment, replace(comment, body=_said(body)))


def delete(comment: Comment, actor: UUID) -> Operation:
    """The operation that takes a comment back."""
    return _put(actor, "delete comment", comment, None)


def _say(new: Comment) -> Operation:
    return Operation(new.author, "comment", (Change(new.thread, Edit(COMMENT, new.n, None, new.to_json())),))


def _put(actor: UUID, kind: str, old: Comment, new: Comment | None) -> Operation:
    edit = Edit(COMMENT, old.n, old.to_json(), None if new is None else new.to_json())
    return Operation(actor, kind, (Change(old.thread, edit),))


def _said(body: str) -> str:
    if not body.strip():
        raise Refused("a comment needs words")
    return body
