"""``workbench documents``: what is stored, as a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

import typer

from workbench.cli import report
from workbench.cli.options import DB, As, Csv, Db, Json, application, examples
from workbench.cli.project import opened
from workbench.core.ids import annotator_id

if TYPE_CHECKING:
    from workbench.store.connection import Connection
    from workbench.store.documents import DocumentInfo
    from workbench.store.library import LibraryRow

app = application()

COLUMNS = ["order", "status", "name", "date", "source", "tokens", "spans", "duplicates", "title"]
PAGE = 500


Order: TypeAlias = Literal["order", "name", "title", "date", "source", "length", "status"]


@app.command(
    epilog=examples(
        "workbench documents --status todo",
        'workbench documents --filter "2025 trade" --sort date --csv',
        "workbench documents --json",
    )
)
def documents(
    actor: As,
    filter: Annotated[
        str,
        typer.Option("--filter", metavar="WORDS", help="Only where all words stand in name, title, source, date, …"),
    ] = "",
    status: Annotated[
        str | None, typer.Option("--status", metavar="STATUS", help="Only your own todo, in_progress, done or skipped.")
    ] = None,
    sort: Annotated[Order, typer.Option("--sort", help="What to sort by.")] = "order",
    archived: Annotated[bool, typer.Option("--archived", help="Archived documents too.")] = False,
    db: Db = DB,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """List the documents of the project; --json says where each came from, as `workbench ingest --json` does."""
    with opened(db, readonly=True) as database, database.reading() as connection:
        rows = _rows(connection, actor, filter, status, sort, None if archived else False)
        if json and not csv:
            report.as_json({"documents": [provenance(connection, row) for row in rows], "skipped": []})
            return
        records = [_record(row) for row in rows]
    report.in_form(records, COLUMNS, json=json, csv=csv)


def _rows(
    connection: Connection, actor: str, filter: str, status: str | None, sort: str, archived: bool | None
) -> Iterator[LibraryRow]:
    """Every row of the library, page after page."""
    from workbench.store.library import library_page

    after = None
    while page := library_page(
        connection, annotator_id(actor), after=after, limit=PAGE, filter=filter, status=status, order=sort,
        archived=archived,
    ):  # fmt: skip
        yield from page
        after = page[-1].key


def _record(row: LibraryRow) -> dict[str, Any]:
    return {
        "order": row.order,
        "status": row.status + ("!" if row.flag else "") + (" (archived)" if row.archived else ""),
        "name": row.name,
        "date": row.published,
        "source": row.source,
        "tokens": row.n_tokens,
        "spans": row.spans,
        "duplicates": row.duplicates,
        "title": row.title,
    }


def provenance(connection: Connection, row: LibraryRow) -> dict[str, Any]:
    """What a stored document is and where it came from; missing values are None, skip zones stand in the text."""
    from workbench.store.clusters import duplicates_of
    from workbench.store.documents import document, zones

    found = document(connection, row.id)
    return {
        "name": found.name,
        "title": found.title,
        "source": found.source,
        "published": found.published,
        "published_as_printed": found.published_as_printed,
        "category": found.category,
        "tag": found.tag,
        "file": found.file,
        "start": found.start,
        "end": found.end,
        "characters": found.n_chars,
        "file_sha256": found.file_sha256,
        "sha256": found.sha256,
        "skip_zones": [{"kind": z.kind, "start": z.start, "end": z.end} for z in zones(connection, row.id)],
        "duplicates": [
            {"name": d.name, "kind": d.kind, "similarity": d.similarity} for d in duplicates_of(connection, row.id)
        ],
        **extraction(found),
    }


def extraction(document: DocumentInfo) -> dict[str, Any]:
    """How a document's text was taken out of its file; nothing where the text is the file's own."""
    how = document.meta.get("extraction")
    return {"extraction": how} if isinstance(how, Mapping) else {}
