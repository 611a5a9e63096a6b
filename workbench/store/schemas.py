"""The schema's versions: immutable rows. Its stream says which one holds, so that a change can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from workbench.core.edit import SCHEMA, Change, Edit, Operation, Refused
from workbench.core.fault import Fault
from workbench.core.ids import now_ms
from workbench.core.json import Json
from workbench.core.schema import Schema
from workbench.store.commit import Committed, write
from workbench.store.connection import Connection
from workbench.store.database import Database
from workbench.store.streams import SCHEMA_STREAM, revs


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the schema."""

    version: int
    sha256: str
    created_at: int
    schema: Schema


def current(connection: Connection) -> tuple[int, Schema]:
    """The version that holds, and its schema.

    Raises:
        Fault: where the project has no schema yet.
    """
    row = connection.row(
        "SELECT v.version, v.body FROM project p JOIN schema_version v ON v.version = p.schema_version WHERE p.one = 1"
    )
    if row is None:
        raise Fault("The project has no schema yet", "Give it one with `workbench schema apply FILE`")
    return row[0], Schema.model_validate_json(row[1])


def has_schema(connection: Connection) -> bool:
    """Whether the project has a schema yet."""
    return connection.value("SELECT schema_version FROM project WHERE one = 1") is not None


def versions(connection: Connection) -> list[Version]:
    """Every version there ever was, oldest first."""
    rows = connection.rows("SELECT version, sha256, created_at, body FROM schema_version ORDER BY version")
    return [Version(number, digest, at, Schema.model_validate_json(body)) for number, digest, at, body in rows]


def version(connection: Connection, number: int) -> Schema:
    """The schema of one version.

    Raises:
        Fault: where there is no such version.
    """
    body = connection.value("SELECT body FROM schema_version WHERE version = :version", {"version": number})
    if body is None:
        raise Fault(f"There is no version {number} of the schema")
    return Schema.model_validate_json(body)


def apply(database: Database, schema: Schema, actor: UUID) -> Committed:
    """Make a schema the one that holds, as one operation that can be undone.

    Raises:
        Refused: where the actor is not a lead, or the schema holds already.
    """
    with database.writing() as connection:
        return put(connection, schema, actor)


def put(connection: Connection, schema: Schema, actor: UUID) -> Committed:
    """As :func:`apply`, in an open transaction."""
    now = connection.value("SELECT schema_version FROM project WHERE one = 1")
    number = store(connection, schema)
    if number == now:
        raise Refused("the project has this schema already")
    before: dict[str, Json] | None = None if now is None else {"version": now}
    edit = Edit(SCHEMA, 0, before, {"version": number})
    operation = Operation(actor, "schema", (Change(SCHEMA_STREAM, edit),))
    return write(connection, operation, revs(connection, [SCHEMA_STREAM]))


def store(connection: Connection, schema: Schema) -> int:
    """Keep a version of the schema without making it hold; returns its number (the old one's where it is known)."""
    found = connection.value("SELECT version FROM schema_version WHERE sha256 = :sha", {"sha": schema.sha256})
    if found is not None:
        return int(found)
    number = int(connection.value("SELECT coalesce(max(version), 0) + 1 FROM schema_version"))
    connection.run(
        "INSERT INTO schema_version (version, sha256, body, created_at) VALUES (:version, :sha, :body, :at)",
        {"version": number, "sha": schema.sha256, "body": schema.to_json(), "at": now_ms()},
    )
    return number


def uses(connection: Connection) -> dict[str, dict[str, int]]:
    """How often each part is used, whoever's work it is in: by kind of part (label, relation, attribute, …), by id."""
    queries = {
        "label": "SELECT label, count(*) FROM span GROUP BY label",
        "relation": "SELECT label, count(*) FROM relation GROUP BY label",
        "attribute": "SELECT key, sum(n) FROM (SELECT key, count(*) AS n FROM span_attribute GROUP BY key "
        "UNION ALL SELECT key, count(*) AS n FROM relation_attribute GROUP BY key) AS used GROUP BY key",
        "value": "SELECT key || '=' || value, sum(n) FROM (SELECT key, value, count(*) AS n FROM span_attribute "
        "GROUP BY key, value UNION ALL SELECT key, value, count(*) AS n FROM relation_attribute GROUP BY key, value) "
        "AS used GROUP BY key, value",
        "document label": "SELECT key, count(*) FROM document_label GROUP BY key",
        "document value": "SELECT key || '=' || value, count(*) FROM document_label GROUP BY key, value",
    }
    return {part: {id: int(n) for id, n in connection.rows(sql)} for part, sql in queries.items()}
