"""``workbench ingest``: bring in pages, text files, and the text of HTML, PDF and DOCX."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli import report
from workbench.cli.options import DB, As, Db, Json, application, examples
from workbench.cli.project import opened, somebody
from workbench.core.fault import Fault

if TYPE_CHECKING:
    from workbench.ingest.intake import Wishes
    from workbench.ingest.report import Report

app = application()


@app.command(
    epilog=examples(
        "workbench ingest pages/ --dry-run",
        "workbench ingest page.txt --as-of 2025-06-03 --only 1,3-5",
        "workbench ingest notes.txt --whole --json",
        "workbench ingest reports/*.pdf --keep-hyphens",
    )
)
def ingest(
    actor: As,
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Files, or folders to search: .txt, .html, .pdf, .docx.")
    ],
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="The day the pages were fetched, for ages as dates.")
    ] = None,
    whole: Annotated[bool, typer.Option("--whole", help="Take each file as one document, even a page.")] = False,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="WHICH", help="Only these: numbers or names of --dry-run's list, with commas."),
    ] = None,
    keep_hyphens: Annotated[
        bool, typer.Option("--keep-hyphens", help="Leave words of a PDF divided at the ends of lines.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be stored, and store nothing.")] = False,
    db: Db = DB,
    json: Json = False,
) -> None:
    """Bring in pages and text files; a scraped page becomes its articles, another file one document.

    Of HTML, PDF and DOCX the main text is extracted, with pip install 'annotation-workbench[ingest]'.

    What is stored already, cannot be read or was not chosen is reported and passed over. Offsets lead back to the file.
    """
    from workbench.ingest.intake import Wishes

    done = _ingest(db, actor, paths, Wishes(_day(as_of), whole, tuple(only or ()), dry_run, keep_hyphens))
    if json:
        report.as_json(done.to_json())
    else:
        _table(done)
        for taken in done.documents:
            if taken.card.extracted is not None and taken.card.extracted.losses:
                report.say(f"{taken.name}: {taken.card.extracted.losses}")
        for skipped in done.skipped:
            report.say(f"{skipped.file}: {skipped.reason}")
        verb = "would be stored" if dry_run else "stored"
        report.say(f"{len(done.documents)} documents {verb}, {len(done.skipped)} passed over")


def _ingest(url: str, actor: str, paths: list[Path], wishes: Wishes) -> Report:
    from workbench.ingest.intake import ingest
    from workbench.store.database import path_of

    with report.progress("Ingesting") as advance:
        if wishes.dry_run and not path_of(url).exists():
            return ingest(None, None, paths, wishes, advance)
        with opened(url, readonly=wishes.dry_run) as database:
            me = None if wishes.dry_run else somebody(database, actor).id
            return ingest(database, me, paths, wishes, advance)


def _table(done: Report) -> None:
    columns = ["number", "name", "title", "source", "date", "characters", "like"]
    rows = [
        [
            taken.number,
            taken.name,
            taken.card.title,
            taken.card.source,
            taken.card.published or taken.card.published_as_printed,
            taken.card.characters,
            ", ".join(f"{a.name} ({a.similarity:.0%})" for a in done.alike.get(taken.name, ())),
        ]
        for taken in done.documents
    ]
    if rows:
        report.as_table(columns, rows)


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise Fault(f"--as-of {text} is not a day", "Write it as 2025-06-03") from None
