"""The projection: rows are what the log's edits come to.

The commit writes rows through :class:`Rows`; `db check` folds the log and compares it with what :mod:`.present` reads.
Only the last value of each item counts, and what is pointed at arrives before and leaves after what points to it, so
that an operation's edits may come in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from workbench.core.edit import (
    COMMENT,
    DOCUMENT,
    ENTITY,
    HEAD,
    LABEL,
    RELATION,
    SCHEMA,
    SOURCE,
    SPAN,
    SPLIT,
    ZONE,
    Edit,
    Refused,
)
from workbench.core.entity import Entity
from workbench.core.json import canonical
from workbench.core.layer import LayerHead
from workbench.core.relation import DocumentLabel, Relation
from workbench.core.source import from_json as sources_from
from workbench.core.span import Span
from workbench.store import statements as sql
from workbench.store.connection import Connection
from workbench.store.streams import ANNOTATOR, PROJECT, Head

Value = Mapping[str, Any]


class Rows:
    """The rows that an operation's edits come to, gathered by statement."""

    def __init__(self) -> None:
        self._by_statement: dict[str, list[dict[str, Any]]] = {}

    def put(self, head: Head, edits: Iterable[Edit]) -> None:
        """Add one stream's edits.

        Raises:
            Refused: where a value is not well formed.
        """
        first: dict[tuple[str, int], bool] = {}
        last: dict[tuple[str, int], Value | None] = {}
        for edit in edits:
            first.setdefault((edit.item, edit.n), edit.before is None)
            last[edit.item, edit.n] = edit.after
        for (item, n), value in last.items():
            fresh = first[item, n]
            if not (fresh and value is None):
                try:
                    _WRITERS[item](self, head, n, value, fresh)
                except (KeyError, TypeError, ValueError) as error:
                    raise Refused(f"{item} {n} is not well formed ({type(error).__name__})") from error
        numbers = [n for item, n in last if item in (SPAN, RELATION, LABEL)]
        if numbers:
            self.add(sql.SET_NEXT, layer=head.id, next=max(numbers) + 1)

    def add(self, statement: str, **parameters: Any) -> None:
        """Add one run of a statement."""
        self._by_statement.setdefault(statement, []).append(parameters)

    def write(self, connection: Connection) -> None:
        """Run what was gathered.

        Raises:
            Refused: where an item that should be there is not: then an edit did not start from the present value.
        """
        for statement in sorted(self._by_statement, key=sql.ORDER.index):
            parameters = self._by_statement[statement]
            if connection.many(statement, parameters) != len(parameters) and statement in sql.EXACT:
                raise Refused("something this starts from has changed since")


def _span(rows: Rows, head: Head, n: int, value: Value | None, fresh: bool) -> None:
    at = {"layer": head.id, "n": n}
    if not fresh:
        for statement in (sql.DROP_FRAGMENTS, sql.DROP_ATTRIBUTES, sql.DROP_LINKS):
            rows.add(statement, **at)
    if value is None:
        rows.add(sql.DROP_SPAN, **at)
        return
    span = Span.from_json(n, value)
    row = {"label": span.label, "origin": span.origin, "score": span.score, "note": span.note or None}
    place = {"start": span.start, "end": span.end}
    if fresh:
        rows.add(sql.ADD_SPAN, **at, length=head.length, **place, **row)
    else:
        rows.add(sql.SET_SPAN, **at, **place, **row)
    if span.discontinuous:
        for k, (start, end) in enumerate(span.fragments):
            rows.add(sql.ADD_FRAGMENT, **at, k=k, length=head.length, start=start, end=end)
    for key, chosen in span.attributes:
        rows.add(sql.ADD_ATTRIBUTE, **at, key=key, value=chosen)
    for k, entity in enumerate(span.links):
        rows.add(sql.ADD_LINK, **at, k=k, entity=entity)


def _relation(rows: Rows, head: Head, n: int, value: Value | None, fresh: bool) -> None:
    at = {"layer": head.id, "n": n}
    if not fresh:
        rows.add(sql.DROP_RELATION_ATTRIBUTES, **at)
    if value is None:
        rows.add(sql.DROP_RELATION, **at)
        return
    relation = Relation.from_json(n, value)
    ends = {"head": relation.head, "tail": relation.tail}
    rows.add(
        sql.ADD_RELATION if fresh else sql.SET_RELATION, **at, **ends, label=relation.label, note=relation.note or None
    )
    for key, chosen in relation.attributes:
        rows.add(sql.ADD_RELATION_ATTRIBUTE, **at, key=key, value=chosen)


def _label(rows: Rows, head: Head, n: int, value: Value | None, fresh: bool) -> None:
    if not fresh:
        rows.add(sql.DROP_LABEL, layer=head.id, n=n)
    if value is not None:
        label = DocumentLabel.from_json(n, value)
        rows.add(sql.ADD_LABEL, layer=head.id, n=n, key=label.key, value=label.value)


def _source(rows: Rows, head: Head, n: int, value: Value | None, fresh: bool) -> None:
    if not fresh:
        rows.add(sql.DROP_SOURCES, layer=head.id, n=n)
    for layer, number, seq, sha256, ruling in () if value is None else sources_from(value):
        rows.add(
            sql.ADD_SOURCE, layer=head.id, n=n, source=layer, source_n=number, seq=seq, sha256=sha256, ruling=ruling
        )


def _head(rows: Rows, head: Head, n: int, value: Value | None, fresh: bool) -> None:
    state = LayerHead.from_json(_present(value, "layer's state"))
    rows.add(
        sql.SET_HEAD,
        layer=head.id,
        status=state.status,
        flag=state.flag,
        flag_note=state.flag_note,
        schema=state.schema,
    )


def _document(rows: Rows, head: Head, n: int, value: Value | None, fresh: bool) -> None:
    if value is None:
        raise Refused("a document is never deleted; archive it instead")
    rows.add(sql.SET_DOCUMENT, document=head.document, archived=bool(value["archived"]))


def _zone(rows: Rows, head: Head, n: int, value: Value | None, fresh: bool) -> None:
    if not fresh:
        rows.add(sql.DROP_ZONE, document=head.document, n=n)
    if value is not None:
        place = {"start": value["start"], "end": value["end"]}
        rows.add(sql.ADD_ZONE, document=head.document, n=n, length=head.length, **place, kind=value["kind"])


def _split(rows: Rows, head: Head, n: int, value: Value | None, fresh: bool) -> None:
    if not fresh:
        rows.add(sql.DROP_SPLIT, document=head.document, n=n)
    if value is not None:
        rows.add(sql.ADD_SPLIT, document=head.document, n=n, part=value["part"])


def _entity(rows: Rows, head: Head, n: int, value: Value | None, fresh: bool) -> None:
    if value is None:
        rows.add(sql.DROP_ENTITY, id=head.id)
        return
    entity = Entity.from_json(head.id, value)
    rows.add(
        sql.ADD_ENTITY if fresh else sql.SET_ENTITY,
        id=head.id, slug=entity.slug, name=entity.name, kind=entity.kind,
        aliases=canonical(list(entity.aliases)), redirect=entity.redirect,
    )  # fmt: skip


def _comment(rows: Rows, head: Head, n: int, value: Value | None, fresh: bool) -> None:
    if not fresh:
        rows.add(sql.DROP_COMMENT, thread=head.id, n=n)
    if value is not None:
        layer = value["layer"]
        rows.add(
            sql.ADD_COMMENT,
            thread=head.id, n=n, document=UUID(value["document"]), layer=None if layer is None else UUID(layer),
            start=value["start"], end=value["end"], author=UUID(value["author"]), at=value["at"],
            body=value["body"], resolved=bool(value["resolved"]),
        )  # fmt: skip


def _schema(rows: Rows, head: Head, n: int, value: Value | None, fresh: bool) -> None:
    rows.add(sql.SET_SCHEMA, version=None if value is None else value["version"])


def _project(rows: Rows, head: Head, n: int, value: Value | None, fresh: bool) -> None:
    state = _present(value, "project's settings")
    rows.add(sql.SET_PROJECT, name=state["name"], settings=canonical(state["settings"]))


def _annotator(rows: Rows, head: Head, n: int, value: Value | None, fresh: bool) -> None:
    state = _present(value, "annotator")
    row = {"id": head.id, "role": state["role"], "active": bool(state["active"])}
    if fresh:
        rows.add(sql.ADD_ANNOTATOR, **row, handle=state["handle"], kind=state["kind"])
    else:
        rows.add(sql.SET_ANNOTATOR, **row)


def _present(value: Value | None, what: str) -> Value:
    if value is None:
        raise Refused(f"the {what} can't be taken away")
    return value


_WRITERS: Final[Mapping[str, Callable[[Rows, Head, int, Value | None, bool], None]]] = {
    SPAN: _span,
    RELATION: _relation,
    LABEL: _label,
    SOURCE: _source,
    HEAD: _head,
    DOCUMENT: _document,
    ZONE: _zone,
    SPLIT: _split,
    ENTITY: _entity,
    COMMENT: _comment,
    SCHEMA: _schema,
    PROJECT: _project,
    ANNOTATOR: _annotator,
}
