"""A connection inside one transaction: SQL with ``:named`` parameters in, tuples out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

Row: TypeAlias = tuple[Any, ...]
Parameters: TypeAlias = Mapping[str, Any]
T = TypeVar("T")

CHUNK = 100
"""How many values one ``IN`` list holds at most."""
_NAMES = tuple(f"v{i}" for i in range(CHUNK))


class Connection:
    """A driver connection in a transaction; made by :class:`workbench.store.database.Database` alone."""

    def __init__(self, raw: Any) -> None:
        self.raw = raw

    def rows(self, sql: str, parameters: Parameters | None = None) -> list[Row]:
        """All rows of a query, fetched at once so that no read outlives its transaction."""
        found: list[Row] = self.raw.execute(sql, parameters or {}).fetchall()
        return found

    def row(self, sql: str, parameters: Parameters | None = None) -> Row | None:
        """The first row of a query, or None."""
        found: Row | None = self.raw.execute(sql, parameters or {}).fetchone()
        return found

    def value(self, sql: str, parameters: Parameters | None = None) -> Any:
        """The first column of the first row, or None."""
        found = self.row(sql, parameters)
        return None if found is None else found[0]

    def run(self, sql: str, parameters: Parameters | None = None) -> int:
        """Run a statement that changes rows; returns how many it changed."""
        count: int = self.raw.execute(sql, parameters or {}).rowcount
        return count

    def many(self, sql: str, parameters: Iterable[Parameters]) -> int:
        """Run one statement for each set of parameters; returns how many rows it changed in all."""
        count: int = self.raw.executemany(sql, parameters).rowcount
        return count

    def holds(self, table: str) -> bool:
        """Whether a table has any row."""
        return self.row(f"SELECT 1 FROM {table} LIMIT 1") is not None

    def each(self, sql: str, parameters: Parameters | None = None) -> Iterator[Row]:
        """Rows of a query one by one from the driver's cursor, for exports; use up or close within the transaction."""
        cursor = self.raw.cursor()
        try:
            yield from cursor.execute(sql, parameters or {})
        finally:
            cursor.close()

    def among(self, sql: str, values: Iterable[Any], parameters: Parameters | None = None) -> list[Row]:
        """Rows of a query with ``IN ({values})`` in it, asked in chunks where there are many values."""
        found: list[Row] = []
        for part in chunks(values, CHUNK):
            named = dict(zip(_NAMES, part, strict=False))
            found += self.rows(_listing(sql, len(part)), {**parameters, **named} if parameters else named)
        return found


@lru_cache(maxsize=256)
def _listing(sql: str, size: int) -> str:
    """A query of so many values, as the driver gets it; kept, because an export asks the same 2,000 times."""
    return sql.replace("{values}", ", ".join(f":{name}" for name in _NAMES[:size]))


def chunks(values: Iterable[T], size: int) -> Iterator[Sequence[T]]:
    """The values in lists of at most this size, in order."""
    source = iter(values)
    while part := list(islice(source, size)):
        yield part


def as_uuid(value: bytes | UUID) -> UUID:
    """An identity as it came out of the database: 16 bytes from SQLite, a UUID from PostgreSQL."""
    return value if isinstance(value, UUID) else UUID(bytes=value)


def as_uuid_or_none(value: bytes | UUID | None) -> UUID | None:
    """As :func:`as_uuid`, letting an absent identity be None."""
    return None if value is None else as_uuid(value)
