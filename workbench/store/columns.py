"""Columns: what many layers hold, a column at a time, because 300,000 spans as objects cost more than their export.

Every table names a layer by its position in the list that was asked for, and is sorted by position and number.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count, groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple, TypeVar
from uuid import UUID

from workbench.core.layer import Layer
from workbench.core.span import Fragment
from workbench.store.connection import Connection, as_uuid, chunks


class Spans(NamedTuple):
    """Spans, from their first fragment's start to their last one's end."""

    layer: Sequence[int] = ()
    n: Sequence[int] = ()
    start: Sequence[int] = ()
    end: Sequence[int] = ()
    label: Sequence[str] = ()
    origin: Sequence[str] = ()
    score: Sequence[float | None] = ()
    note: Sequence[str | None] = ()


class Fragments(NamedTuple):
    """Fragments of the spans that have several, in text order."""

    layer: Sequence[int] = ()
    n: Sequence[int] = ()
    start: Sequence[int] = ()
    end: Sequence[int] = ()


class Values(NamedTuple):
    """Values set for attributes of spans or of relations, sorted by key and value; or those of document labels."""

    layer: Sequence[int] = ()
    n: Sequence[int] = ()
    key: Sequence[str] = ()
    value: Sequence[str] = ()


class Links(NamedTuple):
    """Links of spans, in the annotator's order."""

    layer: Sequence[int] = ()
    n: Sequence[int] = ()
    entity: Sequence[UUID] = ()


class Relations(NamedTuple):
    """Relations; head and tail are numbers of spans."""

    layer: Sequence[int] = ()
    n: Sequence[int] = ()
    label: Sequence[str] = ()
    head: Sequence[int] = ()
    tail: Sequence[int] = ()
    note: Sequence[str | None] = ()


class Refused(NamedTuple):
    """Places that carry a label no more: suggestions that were rejected, or spans too few people gave."""

    layer: Sequence[int] = ()
    start: Sequence[int] = ()
    end: Sequence[int] = ()
    label: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """Everything in some layers.

    Attributes:
        rejected: suggestions (spans of model layers, a row a fragment) that the layer's owner rejected.
        disputed: fragments of spans that some but too few of several annotators gave; of a majority only.
    """

    spans: Spans = Spans()
    fragments: Fragments = Fragments()
    attributes: Values = Values()
    links: Links = Links()
    relations: Relations = Relations()
    relation_attributes: Values = Values()
    labels: Values = Values()
    rejected: Refused = Refused()
    disputed: Refused = Refused()


T = TypeVar("T", bound="Spans | Fragments | Values | Links | Relations | Refused")

AT_ONCE: Final = 100
"""Layers a query: what it finds then stays in the processor's cache until it stands in columns."""
_NUMBERS: Final = ("layer", "n", "start", "end", "head", "tail")


def columns(connection: Connection, layers: Sequence[UUID]) -> Columns:
    """What is in the layers now."""
    links = _read_if_any(Links, "span_link", _LINKS, connection, layers)
    return Columns(
        _read(Spans, _SPANS, connection, layers),
        _read_if_any(Fragments, "fragment", _FRAGMENTS, connection, layers),
        _read_if_any(Values, "span_attribute", _ATTRIBUTES, connection, layers),
        links._replace(entity=_identities(links.entity)),
        _read(Relations, _RELATIONS, connection, layers),
        _read_if_any(Values, "relation_attribute", _RELATION_ATTRIBUTES, connection, layers),
        _read(Values, _LABELS, connection, layers),
        _read_if_any(Refused, "decision", _REJECTED, connection, layers),
    )


def _read_if_any(table: type[T], source: str, query: str, connection: Connection, layers: Sequence[UUID]) -> T:
    """The rows of a table that many projects do not use: where its source has none, no layer is asked about."""
    return _read(table, query, connection, layers) if connection.holds(source) else table()


def _read(table: type[T], query: str, connection: Connection, layers: Sequence[UUID]) -> T:
    """The rows of a table: numbers as eight bytes each, of equal words one."""
    names = table._fields
    out: list[Any] = [array("q") if name in _NUMBERS else [] for name in names]
    words: dict[Any, Any] = {}
    for base, some in zip(count(0, AT_ONCE), chunks(layers, AT_ONCE)):  # noqa: B905
        rows, positions = _ordered(connection.among(query, some), some)
        out[0].extend(base + position for position in positions)
        for name, column, found in zip(names[1:], out[1:], list(zip(*rows, strict=True))[1:], strict=False):
            column.extend(found if name in _NUMBERS else map(words.setdefault, found, found))
    return table(*out)


def _ordered(rows: Sequence[tuple[Any, ...]], layers: Sequence[UUID]) -> tuple[list[tuple[Any, ...]], list[int]]:
    """The rows, which name their layer first and stand together where that is the same, in the order of the layers."""
    found: dict[bytes, tuple[int, int]] = {}
    end = 0
    for key, some in groupby(map(itemgetter(0), rows)):
        start, end = end, end + len(list(some))
        # A UUID's own hash is slow, and there are many.
        found[key if isinstance(key, bytes) else key.bytes] = start, end
    ordered: list[tuple[Any, ...]] = []
    positions: list[int] = []
    for position, layer in enumerate(layers):
        start, end = found.get(layer.bytes, (0, 0))
        ordered += rows[start:end]
        positions += [position] * (end - start)
    return ordered, positions


def rejections(connection: Connection, layers: Sequence[UUID]) -> bool:
    """Whether the owner of any of the layers has rejected a suggestion."""
    return bool(connection.among(_REJECTING, layers)) if connection.value(_ANY_REJECTED) else False


def unrolled(layers: Sequence[Layer], disputed: Sequence[Sequence[tuple[Fragment, str]]] = ()) -> Columns:
    """What is in layers that are in memory already; ``disputed`` has fragments and labels for each layer."""
    spans = [(i, span) for i, layer in enumerate(layers) for _, span in sorted(layer.spans.items())]
    relations = [(i, relation) for i, layer in enumerate(layers) for _, relation in sorted(layer.relations.items())]
    labels = [(i, label) for i, layer in enumerate(layers) for _, label in sorted(layer.labels.items())]
    return Columns(
        _table(Spans, ((i, s.n, s.start, s.end, s.label, s.origin, s.score, s.note) for i, s in spans)),
        _table(Fragments, ((i, s.n, *at) for i, s in spans if s.discontinuous for at in s.fragments)),
        _table(Values, ((i, s.n, *pair) for i, s in spans for pair in s.attributes)),
        _table(Links, ((i, s.n, link) for i, s in spans for link in s.links)),
        _table(Relations, ((i, r.n, r.label, r.head, r.tail, r.note) for i, r in relations)),
        _table(Values, ((i, r.n, *pair) for i, r in relations for pair in r.attributes)),
        _table(Values, ((i, label.n, label.key, label.value) for i, label in labels)),
        disputed=_table(Refused, ((i, *at, label) for i, some in enumerate(disputed) for at, label in some)),
    )


def _table(table: type[T], rows: Iterable[tuple[Any, ...]]) -> T:
    """The rows as columns."""
    columns = list(zip(*rows, strict=True))
    return table(*columns) if columns else table()


def _identities(found: Sequence[Any]) -> list[UUID]:
    """Identities from what the driver gives, each made once."""
    made = {key: as_uuid(key) for key in set(found)}
    return [made[key] for key in found]


_SPANS: Final = (
    'SELECT layer_id, n, start, "end", label, origin, score, note FROM span WHERE layer_id IN ({values}) '
    "ORDER BY layer_id, n"
)
_FRAGMENTS: Final = (
    'SELECT layer_id, n, start, "end" FROM fragment WHERE layer_id IN ({values}) ORDER BY layer_id, n, k'
)
_ATTRIBUTES: Final = (
    "SELECT layer_id, n, key, value FROM span_attribute WHERE layer_id IN ({values}) ORDER BY layer_id, n, key, value"
)
_LINKS: Final = "SELECT layer_id, n, entity_id FROM span_link WHERE layer_id IN ({values}) ORDER BY layer_id, n, k"
_RELATIONS: Final = (
    "SELECT layer_id, n, label, head, tail, note FROM relation WHERE layer_id IN ({values}) ORDER BY layer_id, n"
)
_RELATION_ATTRIBUTES: Final = _ATTRIBUTES.replace("span_attribute", "relation_attribute")
_LABELS: Final = "SELECT layer_id, n, key, value FROM document_label WHERE layer_id IN ({values}) ORDER BY layer_id, n"
_REJECTED: Final = (
    'SELECT d.layer_id, coalesce(f.start, s.start), coalesce(f."end", s."end"), s.label FROM decision d '
    "JOIN span s ON s.layer_id = d.model_layer_id AND s.n = d.n "
    "LEFT JOIN fragment f ON f.layer_id = s.layer_id AND f.n = s.n "
    "WHERE d.verdict = 'rejected' AND d.layer_id IN ({values}) ORDER BY d.layer_id, d.model_layer_id, d.n, f.k"
)
_REJECTING: Final = "SELECT layer_id FROM decision WHERE verdict = 'rejected' AND layer_id IN ({values}) LIMIT 1"
_ANY_REJECTED: Final = "SELECT count(*) FROM (SELECT 1 FROM decision WHERE verdict = 'rejected' LIMIT 1) one"
