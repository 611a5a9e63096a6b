"""``workbench import``: bring in annotated work, of the project's own making or another tool's."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from workbench.cli import report
from workbench.cli.export import tell
from workbench.cli.options import DB, As, Db, Json, application, examples
from workbench.cli.project import opened

if TYPE_CHECKING:
    from workbench.formats.source import Source
    from workbench.ingest.foreign.outcome import Outcome
    from workbench.ingest.foreign.wishes import Drift, Wishes

Units: TypeAlias = Literal["codepoint", "utf16", "byte", "grapheme", "crlf", "nfc", "nfd", ""]
Statuses: TypeAlias = Literal["todo", "in_progress", "done", "skipped", ""]
SHOWN = 20
"""Refused lines that are told in words; ``--json`` has them all."""

foreign = application()
own = application()


def app(args: Sequence[str], prog_name: str) -> None:
    """Run the command: ``import jsonl FILE`` is the project's own form alone, ``import PATH...`` any."""
    words = list(args)
    if words[:1] == ["jsonl"]:
        own(args=words[1:], prog_name=f"{prog_name} jsonl")
    else:
        foreign(args=words, prog_name=prog_name)


@foreign.command(
    epilog=examples(
        "workbench import annotations.jsonl --dry-run",
        "workbench import brat/ --map names.yaml --annotator ana",
        "workbench import export.zip --status done --json",
    )
)
def bring(
    actor: As,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, folders and ZIP archives.")],
    format: Annotated[
        str,
        typer.Option(
            "--format", metavar="FORMAT", help="Its format (see `workbench formats`), if not to be found out."
        ),
    ] = "",
    annotator: Annotated[
        str | None, typer.Option("--annotator", metavar="NAME", help="Whose work it all is; else whose the file says.")
    ] = None,
    status: Annotated[Statuses, typer.Option(help="The status of what comes in; in progress where unset.")] = "",
    offsets: Annotated[
        Units, typer.Option(help="What offsets count where the file does not say; found out if unset.")
    ] = "",
    map_: Annotated[
        Path | None, typer.Option("--map", metavar="FILE", help="Their names to yours: YAML, JSON or TSV.")
    ] = None,
    typesystem: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The type system of UIMA files that lack one.")
    ] = None,
    column: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="The column of the tags in a token-per-line file, from 1.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would come in, and keep nothing.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Keep nothing where anything would be lost.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Bring files in anew that were brought in before.")] = False,
    reanchor: Annotated[
        bool, typer.Option("--reanchor", help="Put the work on texts that have drifted onto the stored ones.")
    ] = False,
    memory: Annotated[
        int | None, typer.Option(metavar="MB", min=1, help="Memory that reading a file may take.")
    ] = None,
    db: Db = DB,
    json: Json = False,
) -> None:
    """Bring in annotated work from other tools' files, or from a file that `workbench export jsonl` wrote.

    The format is seen from the content. What the schema has no name for, and whatever else cannot be kept, is counted
    with its reason. A file that was imported before does nothing; a text that is here already gets the work.
    """
    from workbench.formats.format import ReadOptions
    from workbench.ingest.foreign.mapfile import read_map
    from workbench.ingest.foreign.wishes import Wishes

    wishes = Wishes(
        format,
        ReadOptions(column, None if typesystem is None else _source(typesystem)),
        offsets,
        annotator,
        status,
        {} if map_ is None else read_map(map_),
        dry_run,
        strict,
        again,
        partial(_confirmed, reanchor),
        None if memory is None else memory * 1_000_000,
    )
    done = _bring(db, actor, paths, wishes)
    if json:
        report.as_json(done.to_json())
    else:
        _tell(done, dry_run)
    for fault in done.faults:
        report.say(str(fault))
    if done.faults:
        raise typer.Exit(1)


@own.command(
    epilog=examples("workbench import jsonl project.jsonl", "workbench import jsonl ana.jsonl --dry-run --json")
)
def jsonl(
    actor: As,
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A file that `workbench export jsonl` wrote.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Try everything and keep nothing.")] = False,
    db: Db = DB,
    json: Json = False,
) -> None:
    """Bring in the project's own JSONL, whole or not at all.

    An empty project becomes the one in the file. Into one that holds work, what is new is added: layers of others land
    beside yours, nothing that is here is overwritten, and a second import of the same file does nothing.
    """
    from workbench.ingest.jsonl.bringing import import_jsonl

    with opened(db) as database, report.progress("Importing") as advance:
        done = import_jsonl(database, path, actor, dry_run=dry_run, advance=advance)
    if json:
        report.as_json(done.to_json())
        return
    words = {
        "restored": "the project is now the one in the file",
        "merged": "what is new was added",
        "known": "nothing to do",
    }
    report.say(f"{path.name}: {words[done.how]}" + (" (tried only, nothing was kept)" if dry_run else ""))
    tell(done.ledger)


def _bring(url: str, actor: str, paths: list[Path], wishes: Wishes) -> Outcome:
    from workbench.ingest.foreign.bringing import bring
    from workbench.store.database import path_of

    with report.progress("Importing") as advance:
        if wishes.dry_run and not path_of(url).exists():
            return bring(None, actor, paths, wishes, advance)
        with opened(url, readonly=wishes.dry_run) as database:
            return bring(database, actor, paths, wishes, advance)


def _source(path: Path) -> Source:
    """The file of ``--typesystem``.

    Raises:
        Fault: where it is not there.
    """
    from workbench.ingest.foreign.gathering import gathered

    return next(source for source in gathered(path) if source.name == path.name)


def _confirmed(reanchor: bool, drifts: Sequence[Drift]) -> bool:
    """Whether texts that have drifted are the stored ones: as ``--reanchor`` says, or whoever is there to ask."""
    for drift in drifts:
        report.say(f"{drift.name} is {drift.similarity:.0%} like {drift.stored}, which is stored")
    if reanchor or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return reanchor
    sys.stderr.write("Put the work on these texts onto the stored ones? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _tell(done: Outcome, dry_run: bool) -> None:
    """The outcome in words."""
    told = done.to_json()
    verb = "would be stored" if dry_run else "stored"
    what = f"{told['format']}, " if told["format"] else ""
    report.say(f"{what}in the files: {_counted(done.source.to_json())}")
    report.say(f"{verb}: {_counted(done.stored.to_json())}")
    for sentence in [*done.verdicts, *(f"{name} was imported before" for name in done.known)]:
        report.say(sentence)
    for row in done.refused[:SHOWN]:
        report.say(f"{row.file}{f' line {row.line}' if row.line else ''}: {row.why}")
    if len(done.refused) > SHOWN:
        report.say(f"{len(done.refused) - SHOWN:,} more lines were refused; --json lists them")
    tell(done.ledger)


def _counted(counts: object) -> str:
    assert isinstance(counts, dict)
    return ", ".join(report.count(n, name.removesuffix("s")) for name, n in counts.items())
