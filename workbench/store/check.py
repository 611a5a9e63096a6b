"""The check: everything that can be proven about a database file, read-only.

Repair is by restoring a backup; the check never changes anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from workbench.core.json import sha256
from workbench.core.schema import Schema
from workbench.core.tokens import Tokens
from workbench.store import schemas
from workbench.store.connection import Connection, Row, as_uuid, chunks
from workbench.store.database import Database
from workbench.store.driver import driver, version, wal_safe
from workbench.store.faults import fault_of
from workbench.store.filesystem import mode_faults, network_file_system
from workbench.store.replay import compared
from workbench.store.shape import shape_of, wanted_shape
from workbench.store.streams import heads

LARGE_LOG: Final = 64 * 1024 * 1024
"""Bytes of write-ahead log from which something keeps it from being emptied."""
SHOWN: Final = 20
"""How many findings of one kind are told one by one."""

AT_ONCE: Final = 400
"""How many streams are compared with a handful of queries."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong (``error``) or that somebody should know (``warning``); ``where`` names it."""

    kind: str
    severity: Literal["error", "warning"]
    message: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.severity}: {self.kind}: {self.message}" + (f" ({self.where})" if self.where else "")


def check(database: Database, full: bool = False) -> list[Finding]:
    """Everything that is wrong with a project's database; an empty list where nothing is.

    Args:
        database: the project.
        full: also every page of the file and every index (`integrity_check`), and every token.
    """
    found = list(_surroundings(database))
    with database.reading() as connection:
        try:
            found += _pages(connection, full)
            for part in _PARTS:
                found += part(connection)
            if full:
                found += _tokens(connection)
        except driver().Error as error:
            found.append(Finding("integrity", "error", str(fault_of(error))))
    return found


# -- the file ------------------------------------------------------------------


def _surroundings(database: Database) -> Iterator[Finding]:
    """What can be said of the file without opening it."""
    path = database.path
    if path is None:
        return
    kind = network_file_system(path)
    if kind is not None:
        yield Finding("file system", "error", f"{path.name} stands on a network file system ({kind})")
    for told in mode_faults(path):
        yield Finding("permissions", "warning", told)
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size > LARGE_LOG:
        megabytes = log.stat().st_size // 1_000_000
        yield Finding("journal", "warning", f"the write-ahead log has {megabytes} MB: something reads for too long")
    told_version = ".".join(map(str, version()))
    if database.journal == "wal" and not wal_safe():
        yield Finding("sqlite", "error", f"SQLite {told_version} lacks the fix of the WAL-reset bug; install pysqlite3")
    elif database.journal != "wal" and wal_safe():
        yield Finding("journal", "warning", "the file keeps a rollback journal, which is safe and five times slower")


def _pages(connection: Connection, full: bool) -> Iterator[Finding]:
    pragma = "integrity_check" if full else "quick_check"
    for (told,) in connection.rows(f"PRAGMA {pragma}"):
        if told != "ok":
            yield Finding("integrity", "error", str(told))
    for table, _row, parent, _number in connection.rows("PRAGMA foreign_key_check")[:SHOWN]:
        yield Finding("foreign key", "error", f"a row of {table} points to nothing in {parent}")


def _shape(connection: Connection) -> Iterator[Finding]:
    """Tables, indexes and triggers against those this program makes."""
    wanted, found = wanted_shape(), shape_of(connection.rows)
    for kind, name in sorted(wanted.keys() | found.keys()):
        if (kind, name) not in found:
            yield Finding("tables", "error", f"the {kind} {name} is missing")
        elif (kind, name) not in wanted:
            yield Finding("tables", "error", f"there is a {kind} {name} that this program did not make")
        elif wanted[kind, name] != found[kind, name]:
            yield Finding("tables", "error", f"the {kind} {name} is not as this program makes it")


# -- what it holds -------------------------------------------------------------


def _texts(connection: Connection) -> Iterator[Finding]:
    for id, wanted, length, body in connection.each(
        "SELECT d.id, d.sha256, d.n_chars, t.body FROM document d LEFT JOIN document_text t ON t.document_id = d.id"
    ):
        if body is None:
            yield Finding("text", "error", "a document has no text", str(as_uuid(id)))
        elif len(body) != length or sha256(body) != wanted:
            yield Finding("text", "error", "a document's text is not what was ingested", str(as_uuid(id)))


def _log(connection: Connection) -> Iterator[Finding]:
    last = connection.value("SELECT coalesce(max(commit_no), 0) FROM operation")
    told = connection.value("SELECT commit_no FROM project WHERE one = 1")
    if last != told:
        yield Finding("log", "error", f"the last operation is number {last}, the project says {told}")
    for (id,) in connection.rows(
        "SELECT o.id FROM operation o WHERE NOT EXISTS (SELECT 1 FROM edit e WHERE e.operation_id = o.id)"
    ):
        yield Finding("log", "error", "an operation has no edits", str(as_uuid(id)))


def _streams(connection: Connection) -> Iterator[Finding]:
    """The log of every stream against its rows."""
    ids = [as_uuid(row[0]) for row in connection.rows("SELECT id FROM stream ORDER BY kind, id")]
    next_n = {as_uuid(id): n for id, n in connection.rows("SELECT id, next_n FROM layer")}
    for part in chunks(ids, AT_ONCE):
        for head, replayed, differences in compared(connection, list(heads(connection, part).values())):
            where = f"{head.kind} {head.id}"
            yield from (Finding("log", "error", told, where) for told in replayed.faults)
            yield from (Finding("rows", "error", told, where) for told in differences)
            yield from (Finding("alarm", "warning", told, where) for told in replayed.remarks)
            if head.kind == "layer" and next_n.get(head.id, 0) <= replayed.highest:
                told = f"the next number is {next_n.get(head.id)}, and {replayed.highest} is used"
                yield Finding("rows", "error", told, where)


def _orphans(connection: Connection) -> Iterator[Finding]:
    """Rows of log-kept things that no stream stands for."""
    for what, query in (
        ("layer", "SELECT l.id FROM layer l WHERE NOT EXISTS (SELECT 1 FROM stream s WHERE s.id = l.id)"),
        ("entity", "SELECT x.id FROM entity x WHERE NOT EXISTS (SELECT 1 FROM stream s WHERE s.id = x.id)"),
        ("annotator", "SELECT x.id FROM annotator x WHERE NOT EXISTS (SELECT 1 FROM stream s WHERE s.id = x.id)"),
        (
            "document",
            "SELECT d.id FROM document d WHERE NOT EXISTS "
            "(SELECT 1 FROM stream s WHERE s.document_id = d.id AND s.kind = 'document')",
        ),
    ):
        for (id,) in connection.rows(query):
            yield Finding("log", "error", f"the log knows nothing of this {what}", str(as_uuid(id)))


def _fragments(connection: Connection) -> Iterator[Finding]:
    """Fragments: at least two, numbered from 0, in order, apart, and together as wide as their span."""
    found: dict[tuple[bytes, int], list[Row]] = {}
    for layer, n, k, start, end, low, high in connection.each(
        'SELECT f.layer_id, f.n, f.k, f.start, f."end", s.start, s."end" FROM fragment f '
        "JOIN span s ON s.layer_id = f.layer_id AND s.n = f.n ORDER BY f.layer_id, f.n, f.k"
    ):
        found.setdefault((layer, n), []).append((k, start, end, low, high))
    for (layer, n), rows in found.items():
        places = [(start, end) for _, start, end, _, _ in rows]
        whole = (places[0][0], places[-1][1]) == rows[0][3:5]
        numbered = [k for k, *_ in rows] == list(range(len(rows)))
        apart = all(a[1] < b[0] for a, b in zip(places, places[1:], strict=False))
        if len(rows) < 2 or not (whole and numbered and apart):
            yield Finding("fragment", "error", f"the fragments of span {n} don't make it up", f"layer {as_uuid(layer)}")


def _labels(connection: Connection) -> Iterator[Finding]:
    """Labels, attributes and values against the schema that holds."""
    if not schemas.has_schema(connection):
        return
    _, schema = schemas.current(connection)
    known = _known(schema)
    for part, counts in schemas.uses(connection).items():
        for id, n in sorted(counts.items()):
            if id not in known[part]:
                yield Finding("schema", "warning", f"the {part} {id} is used {n} times and unknown to the schema")


def _known(schema: Schema) -> dict[str, set[str]]:
    return {
        "label": set(schema.labels),
        "relation": set(schema.relations),
        "attribute": set(schema.attributes),
        "value": {f"{key}={value}" for key, a in schema.attributes.items() for value in a.values},
        "document label": set(schema.document_labels),
        "document value": {f"{key}={value}" for key, d in schema.document_labels.items() for value in d.values},
    }


def _tokens(connection: Connection) -> Iterator[Finding]:
    """Tokens: as many as told, and within the text."""
    for id, n, wide, blob, length in connection.each(
        "SELECT t.document_id, t.n_tokens, t.wide, t.tokens, d.n_chars FROM tokenization t "
        "JOIN document d ON d.id = t.document_id"
    ):
        tokens = Tokens.decode(blob, bool(wide))
        if len(tokens) != n or (n and tokens.ends[-1] > length):
            yield Finding("tokens", "error", "a document's tokens do not fit its text", str(as_uuid(id)))


_PARTS: Final[tuple[Callable[[Connection], Iterator[Finding]], ...]] = (
    _shape,
    _texts,
    _log,
    _streams,
    _orphans,
    _fragments,
    _labels,
)
