"""What the database itself refuses: changing the log, a text, a schema version or a ruling."""

from typing import Final

FIXED: Final = {
    "operation": "the log is append-only",
    "edit": "the log is append-only",
    "ruling": "the log is append-only",
    "document_text": "a document's text is immutable",
    "schema_version": "a schema version is immutable",
}
"""Tables whose rows can neither be changed nor deleted, with the words of the refusal."""


def statements(dialect: str) -> list[str]:
    """The statements that put the triggers in place on this engine."""
    if dialect == "postgresql":
        return [statement for table, words in FIXED.items() for statement in _postgresql(table, words)]
    return [
        f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{words.replace(chr(39), chr(39) * 2)}'); END"
        for table, words in FIXED.items()
        for event in ("UPDATE", "DELETE")
    ]


def _postgresql(table: str, words: str) -> list[str]:
    told = words.replace("'", "''")
    return [
        f"CREATE FUNCTION {table}_fixed() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{told}'; END $$",
        f"CREATE TRIGGER {table}_fixed BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_fixed()",
    ]
