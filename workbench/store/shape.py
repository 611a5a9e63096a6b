"""The shape of a database: its tables, indexes and triggers, in a form in which two can be compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, TypeAlias

Shape: TypeAlias = dict[tuple[str, str], str]

_QUERY = (
    "SELECT type, name, sql FROM sqlite_master "
    "WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name <> 'alembic_version' AND sql IS NOT NULL"
)


def shape_of(rows: Callable[[str], Iterable[Any]]) -> Shape:
    """The shape of an SQLite database, from a function that runs a query on it."""
    return {(kind, name): _plain(kind, sql) for kind, name, sql in rows(_QUERY)}


@cache
def wanted_shape() -> Shape:
    """The shape that this program's table declarations make."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    from workbench.store import tables

    engine = create_engine("sqlite://", poolclass=StaticPool)
    try:
        with engine.begin() as connection:
            tables.create(connection)
            return shape_of(lambda query: connection.exec_driver_sql(query).fetchall())
    finally:
        engine.dispose()


def _plain(kind: str, sql: str) -> str:
    """A statement with blanks evened out and, in a table, its columns in order and its constraints sorted."""
    text = re.sub(r"\s+", " ", sql).strip()
    if kind != "table":
        return text
    opening, closing = text.index("("), text.rindex(")")
    parts = _split(text[opening + 1 : closing])
    columns = [part for part in parts if not part.startswith("CONSTRAINT ")]
    constraints = sorted(part for part in parts if part.startswith("CONSTRAINT "))
    return f"{text[:opening].strip()} ({', '.join(columns + constraints)}) {text[closing + 1 :].strip()}".strip()


def _split(text: str) -> list[str]:
    """The parts between commas that stand in no parentheses."""
    parts, depth, start = [], 0, 0
    for at, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 0:
            parts.append(text[start:at].strip())
            start = at + 1
    return [*parts, text[start:].strip()]
